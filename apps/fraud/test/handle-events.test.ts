import { afterAll, describe, expect, test } from '@jest/globals';
import { idFromUuid, idToUuid, newId } from '@florin/database';
import { decodeEvent } from '@florin/events';
import { sampleTransaction, seededRandom } from '@florin/testing';
import { AccountHistory } from '../src/account-history.ts';
import { alertOutbox } from '../src/alert-outbox.ts';
import { changeRule } from '../src/change-rule.ts';
import { detectFraud } from '../src/detect-fraud.ts';
import { purgeHistory, windowLimitMs } from '../src/history-store.ts';
import { listAlerts } from '../src/alert-queries.ts';
import { HistoryCache } from '../src/history-cache.ts';
import { movementOf } from '../src/movement.ts';
import { historyDepth } from '../src/rule-parameters.ts';
import { ruleIds } from '../src/rule.ts';
import { defaultSettings, ruleFrom } from '../src/rules.ts';
import { handleEvents } from '../src/handle-events.ts';
import { openFraudDatabase } from './fraud-database.ts';

type Sample = ReturnType<typeof sampleTransaction>;
type Asleep = { large: Sample; small: Sample[]; waking: Sample };

const rules = ruleIds.map((id) => ruleFrom(id, defaultSettings(id)));
const { database, requests, run, close } = await openFraudDatabase();
afterAll(close);

const handleAll = (events: readonly Sample[], cache = new HistoryCache()) =>
  database.unitOfWork((unit) => handleEvents(unit, events, { cache }));

const alertsOf = (tenantId: string) =>
  requests.of(tenantId).read((unit) => listAlerts(unit, { tenantId, limit: 1_000 }));

/** Events of four accounts of one tenant over half an hour; every tenth is up to twenty minutes late. */
function traffic(count: number, random: () => number): Sample[] {
  const tenantId = newId('tenant');
  const accounts = Array.from({ length: 4 }, () => newId('acct'));
  const begin = Date.UTC(2026, 5, 1);
  return Array.from({ length: count }, (_, index) => {
    const late = random() < 0.1 ? random() * 1_200_000 : 0;
    return sampleTransaction({
      tenantId,
      accountId: accounts[Math.floor(random() * accounts.length)]!,
      type: random() < 0.5 ? 'credit' : 'debit',
      failed: random() < 0.3,
      amount: random() < 0.02 ? 2_000_000 : 1 + Math.floor(random() * 1_000),
      createdAt: new Date(begin + (index * 1_800_000) / count - late).toISOString(),
      accountVersion: index,
    });
  });
}

/** The alerts of the same stream, judged in memory as one batch. */
function judgedInMemory(events: readonly Sample[]) {
  const histories = new Map<string, AccountHistory>();
  const movements = events.map((event) => movementOf(event)!);
  const historyOf = ({ outcome, accountId }: (typeof movements)[number]) => {
    const key = `${outcome}:${accountId}`;
    if (!histories.has(key)) histories.set(key, new AccountHistory(historyDepth, []));
    return histories.get(key)!;
  };
  return detectFraud(() => rules, { historyOf, raised: [] }, movements);
}

describe('handled events', () => {
  test('raise the alerts of the whole stream, however it is cut into batches', async () => {
    for (const size of [1, 7, 200, 1_000]) {
      const events = traffic(size === 1 ? 150 : 1_000, seededRandom(size));
      for (let at = 0; at < events.length; at += size) await handleAll(events.slice(at, at + size));
      const expected = judgedInMemory(events).map(({ id, evidence, raisedAt }) => ({
        id: idFromUuid('alrt', id),
        evidence: evidence.map(({ transactionId }) => idFromUuid('txn', transactionId)),
        raisedAt: new Date(raisedAt).toISOString(),
      }));
      const stored = await alertsOf(events[0]!.tenantId);
      expect(new Set(expected.map(({ raisedAt }) => raisedAt)).size).toBeGreaterThan(3);
      expect(stored.map(({ id }) => id).sort()).toEqual(expected.map(({ id }) => id).sort());
      for (const alert of expected) expect(stored).toContainEqual(expect.objectContaining(alert));
    }
  });

  test('raise the same alerts with caches: two processes alternately, failed units of work, little capacity', async () => {
    const caches = [new HistoryCache(), new HistoryCache(3)];
    const random = seededRandom(2);
    const events = traffic(1_000, random);
    for (let at = 0; at < events.length; at += 25) {
      const cache = caches[random() < 0.5 ? 0 : 1]!;
      const batch = events.slice(at, at + 25);
      if (random() < 0.3) {
        const failing = database.unitOfWork(async (unit) => {
          await handleEvents(unit, batch, { cache });
          throw new Error('no');
        });
        await expect(failing).rejects.toThrow('no');
      }
      await handleAll(batch, cache);
    }
    const stored = await alertsOf(events[0]!.tenantId);
    const expected = judgedInMemory(events);
    expect(stored.map(({ id }) => id).sort()).toEqual(
      expected.map(({ id }) => idFromUuid('alrt', id)).sort(),
    );
    for (const { id, reason } of expected) {
      expect(stored).toContainEqual(expect.objectContaining({ id: idFromUuid('alrt', id), reason }));
    }
  });

  test('put each alert into the outbox once, as a valid event, until it is published', async () => {
    await run('delete from fraud.outbox');
    const events = Array.from({ length: 3 }, () => sampleTransaction({ amount: 5_000_000 }));
    await handleAll(events);
    const rows = await database.read((unit) => alertOutbox.take(unit, 10));
    const published = rows
      .flatMap(({ messages }) => messages)
      .map((each) => decodeEvent(each.topic, each.key, each.value));
    expect(published.map(({ accountId }) => accountId)).toEqual(events.map(({ accountId }) => accountId));
    const [first] = published;
    const alert = (await alertsOf(events[0]!.tenantId)).find(
      ({ accountId }) => accountId === first!.accountId,
    )!;
    expect(first).toMatchObject({
      id: `${alert.id}:raised`,
      time: events[0]!.time,
      data: { rule: 'large_amount' },
    });
    await database.unitOfWork((unit) =>
      alertOutbox.markPublished(
        unit,
        rows.slice(0, 2).map(({ id }) => id),
      ),
    );
    expect(await database.read((unit) => alertOutbox.take(unit, 10))).toEqual(rows.slice(2));
    await run(`update fraud.alerts set recorded_at = now() - interval '100 s'`);
    const backlog = await database.read((unit) => alertOutbox.backlog(unit));
    expect(backlog).toEqual({ rows: 1, oldestAgeSeconds: expect.any(Number) });
    expect(Math.abs(backlog.oldestAgeSeconds - 100)).toBeLessThan(30);
    await run('delete from fraud.outbox');
    expect(await database.read((unit) => alertOutbox.backlog(unit))).toEqual({
      rows: 0,
      oldestAgeSeconds: 0,
    });
  });

  test('have no effect if the unit of work fails', async () => {
    const event = sampleTransaction({ tenantId: newId('tenant'), amount: 5_000_000 });
    const failing = database.unitOfWork(async (unit) => {
      await handleEvents(unit, [event]);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await alertsOf(event.tenantId)).toEqual([]);
  });
});

test('the purge removes movements that happened and arrived long ago, but never the newest of an account', async () => {
  const days = (count: number) => new Date(Date.now() - count * 86_400_000).toISOString();
  const accountId = newId('acct');
  const old = sampleTransaction({ accountId, createdAt: days(11) });
  const newest = sampleTransaction({ accountId, createdAt: days(10) });
  const replayed = sampleTransaction({ createdAt: days(10) });
  const fresh = sampleTransaction({ createdAt: days(1) });
  await handleAll([old, newest, replayed, fresh]);
  const uuidOf = (event: Sample) => movementOf(event)!.transactionId;
  await run(
    `update fraud.history set recorded_at = now() - interval '10 days' where transaction_id = any ($1)`,
    [[old, newest, fresh].map(uuidOf)],
  );
  while ((await database.unitOfWork((unit) => purgeHistory(unit, 7, 100))) > 0);
  const kept = await run<{ transaction_id: string }>(
    'select transaction_id from fraud.history where transaction_id = any ($1)',
    [[old, newest, replayed, fresh].map(uuidOf)],
  );
  expect(kept.map((row) => row.transaction_id).sort()).toEqual([newest, replayed, fresh].map(uuidOf).sort());
});

/** The time of a day, counted from 200 days ago. */
const day = (count: number) => new Date(Date.now() - (200 - count) * 86_400_000).toISOString();
const purgeAll = async () => {
  await run('update fraud.history set recorded_at = occurred_at');
  while ((await database.unitOfWork((unit) => purgeHistory(unit, 35, 1_000))) > 0);
};

test('a window longer than the retention judges a cached history like a purged one', async () => {
  const tenantId = newId('tenant');
  const author = { credentialId: 'test', requestId: 'test' };
  const change = { parameters: { window_days: 365 } };
  await changeRule(requests, { tenantId, id: 'unusual_amount', change, author, canFreeze: false });
  const caches = [new HistoryCache(), new HistoryCache()];
  const accounts = [newId('acct'), newId('acct')];
  const options = { retainedMs: windowLimitMs(35) };
  const movementsOf = (accountId: string) => [
    ...Array.from({ length: 20 }, (_, index) =>
      sampleTransaction({ tenantId, accountId, amount: 100, createdAt: day(100 + index) }),
    ),
    ...Array.from({ length: 10 }, (_, index) =>
      sampleTransaction({ tenantId, accountId, amount: 50_000, createdAt: day(170 + index) }),
    ),
  ];
  const unusual = (accountId: string) =>
    sampleTransaction({ tenantId, accountId, amount: 60_000, createdAt: day(199) });
  for (const [index, accountId] of accounts.entries()) {
    await database.unitOfWork((unit) =>
      handleEvents(unit, movementsOf(accountId), { cache: caches[index]!, ...options }),
    );
  }
  await purgeAll();
  const before = await alertsOf(tenantId);
  for (const [index, accountId] of accounts.entries()) {
    const cache = index === 0 ? caches[0]! : new HistoryCache();
    await database.unitOfWork((unit) => handleEvents(unit, [unusual(accountId)], { cache, ...options }));
  }
  const reported = (await alertsOf(tenantId)).filter(({ id }) => !before.some((each) => each.id === id));
  expect(reported.map(({ accountId, rule }) => [accountId, rule])).toEqual([]);
});

describe('a dormant account', () => {
  const wakings = async (tenantId: string) =>
    (await alertsOf(tenantId)).filter(({ rule }) => rule === 'dormant_account');

  test.each([
    ['one cent', 1],
    ['more cents than a rule looks back', historyDepth + 36],
  ])(
    'is reported by its last large movement, though %s came after it, cached or loaded, purged or not',
    async (_what, cents) => {
      const tenantId = newId('tenant');
      const asleep = Array.from({ length: 4 }, () => {
        const common = { tenantId, accountId: newId('acct') };
        const large = sampleTransaction({ ...common, amount: 500_000, createdAt: day(0) });
        const small = Array.from({ length: cents }, (_, index) =>
          sampleTransaction({ ...common, amount: 1, createdAt: day(1 + index) }),
        );
        const waking = sampleTransaction({ ...common, amount: 200_000, createdAt: day(198) });
        return { large, small, waking };
      });
      const warm = new HistoryCache();
      await handleAll(
        asleep.flatMap(({ large, small }) => [large, ...small]),
        warm,
      );
      // Before the purge with stored peaks and without, after the purge cached and loaded.
      const [written, searched, remembered, loaded] = asleep as [Asleep, Asleep, Asleep, Asleep];
      const { accountId } = searched.waking;
      await run('update fraud.history_heads set peaks = null where account_id = $1', [idToUuid(accountId)]);
      await handleAll([written.waking, searched.waking]);
      await purgeAll();
      await handleAll([remembered.waking], warm);
      await handleAll([loaded.waking]);
      const reported = (await wakings(tenantId)).map(({ reason, evidence }) => [reason, evidence]);
      const expected = asleep.map(({ large, waking }) => [
        '2000.00 USD moved after 198 days of silence',
        [large.data.transaction_id, waking.data.transaction_id],
      ]);
      expect(reported.sort()).toEqual(expected.sort());
    },
  );

  test('is judged correctly by a threshold that was set after the purge', async () => {
    const tenantId = newId('tenant');
    const common = { tenantId, accountId: newId('acct') };
    const amounts = [900_000, 300_000, 50_000, 400_000, 20_000];
    const past = amounts.map((amount, index) =>
      sampleTransaction({ ...common, amount, createdAt: day(10 * index) }),
    );
    await handleAll(past);
    await purgeAll();
    const parameters = { minimum_units: 5_000 };
    const author = { credentialId: 'test', requestId: 'test' };
    await changeRule(requests, {
      tenantId,
      id: 'dormant_account',
      change: { parameters },
      author,
      canFreeze: false,
    });
    await handleAll([sampleTransaction({ ...common, amount: 600_000, createdAt: day(198) })]);
    expect((await wakings(tenantId)).map(({ reason }) => reason)).toEqual([
      '6000.00 USD moved after 198 days of silence',
    ]);
  });
});
