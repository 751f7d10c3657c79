import { afterAll, describe, expect, test } from '@jest/globals';
import { idToUuid, newId } from '@florin/database';
import { sampleTransaction } from '@florin/testing';
import type { FlorinEvent } from '@florin/events';
import { backTest, backTestLimits } from '../src/back-test.ts';
import { changeRule } from '../src/change-rule.ts';
import { evidenceOf } from '../src/alert.ts';
import { purgeHistory } from '../src/history-store.ts';
import { listAlerts } from '../src/alert-queries.ts';
import { ruleIds, type RuleId } from '../src/rule.ts';
import { defaultSettings, ruleFrom, type RuleParameters } from '../src/rules.ts';
import { handleEvents } from '../src/handle-events.ts';
import { openFraudDatabase } from './fraud-database.ts';
import { traffic } from './traffic.ts';

const { database, requests, run, close } = await openFraudDatabase();
afterAll(close);

/** Parameters that differ from the defaults, so that using the defaults by mistake shows. */
const tried: Record<RuleId, RuleParameters> = {
  large_amount: { threshold_units: 900 },
  unusual_amount: { factor: 5, minimum_movements: 5, minimum_units: 1 },
  velocity: { limit: 5, window_seconds: 120 },
  hold_velocity: { limit: 5, window_seconds: 900 },
  rapid_drain: { percent: 50, minimum_units: 0 },
  structuring: { threshold_units: 1_000, margin_percent: 20, window_seconds: 300 },
  round_trip: { count: 1, longest_way: 2, tolerance_percent: 20, window_seconds: 600 },
  dormant_account: { dormant_days: 1, minimum_units: 0 },
  repeated_failures: { limit: 3, window_seconds: 300 },
};
const triedRule = (id: RuleId) =>
  ruleFrom(id, {
    ...defaultSettings(id),
    parameters: { ...defaultSettings(id).parameters, ...tried[id] },
  });

async function handleBatches(events: readonly FlorinEvent[], size: number): Promise<void> {
  for (let at = 0; at < events.length; at += size) {
    await database.unitOfWork((unit) => handleEvents(unit, events.slice(at, at + size)));
  }
}

/** Sets the tenant's rules to `tried`, handles the events, and returns the alerts. */
async function liveAlerts(tenantId: string, events: readonly FlorinEvent[], batchSize: number) {
  const author = { credentialId: 'test', requestId: 'test' };
  for (const id of ruleIds) {
    await changeRule(requests, { tenantId, id, change: { parameters: tried[id] }, author, canFreeze: false });
  }
  await handleBatches(events, batchSize);
  return requests.of(tenantId).read((unit) => listAlerts(unit, { tenantId, limit: 100_000 }));
}

const whole = { fromMs: Date.UTC(2026, 0, 1), toMs: Date.UTC(2027, 0, 1) };

describe('a back-test', () => {
  test.each([7, 150, 600])(
    'finds what the live rule raises, with late events and batches of %i',
    async (batchSize) => {
      const tenantId = newId('tenant');
      const events = traffic({ tenantId, count: 700, asleep: true, held: 0.15 });
      const live = await liveAlerts(tenantId, events, batchSize);
      for (const id of ruleIds) {
        const found = await backTest(requests, triedRule(id), { tenantId, ...whole });
        const raised = live.filter(({ rule }) => rule === id);
        expect(
          found.alerts
            .map(({ raisedAt, reason, evidence }) => [raisedAt, reason, evidence.map(evidenceOf)])
            .sort(),
        ).toEqual(raised.map((each) => [Date.parse(each.raisedAt), each.reason, each.movements]).sort());
        expect(found).toMatchObject({
          truncated: false,
          coveredFrom: whole.fromMs,
          coveredUntil: whole.toMs,
        });
        expect(found.known.size).toBe(raised.length);
      }
      const raisedBy = new Set(live.map(({ rule }) => rule));
      expect([...raisedBy].sort()).toEqual([...ruleIds].sort());
    },
  );

  test('raises no alerts, and marks those that were actually raised', async () => {
    const tenantId = newId('tenant');
    await handleBatches(traffic({ tenantId, count: 400 }), 100);
    const count = async () => {
      const sql = `select (select count(*) from fraud.alerts)::int as alerts, (select count(*) from fraud.outbox)::int as events`;
      return (await run(sql))[0];
    };
    const before = await count();
    const strict = await backTest(requests, triedRule('large_amount'), { tenantId, ...whole });
    const alerts = await requests
      .of(tenantId)
      .read((unit) => listAlerts(unit, { tenantId, rule: 'large_amount', limit: 10_000 }));
    expect(strict.known.size).toBeGreaterThan(0);
    expect(strict.known.size).toBeLessThan(strict.alerts.length);
    const raised = new Set(alerts.map(({ id }) => idToUuid(id)));
    expect([...strict.known].every((id) => raised.has(id))).toBe(true);
    expect(await count()).toEqual(before);
  });

  test.each([
    ['movements', { movements: 100 }],
    ['accounts', { accounts: 1 }],
  ])('with too many %s is complete up to the time that it reports', async (_what, limit) => {
    const tenantId = newId('tenant');
    const events = traffic({ tenantId, count: 500, late: 0, roundMs: 20_000 });
    await handleBatches(events, 500);
    const rule = triedRule('large_amount');
    const all = await backTest(requests, rule, { tenantId, ...whole });
    const some = await backTest(requests, rule, { tenantId, ...whole }, { ...backTestLimits, ...limit });
    expect(some.truncated).toBe(true);
    expect(some.movements).toBeLessThan(all.movements);
    const completed = events.filter(({ type }) => type === 'florin.transactions.completed.v1');
    const until = completed.filter(({ time }) => Date.parse(time) < some.coveredUntil);
    expect(some.movements).toBe(until.length);
    const expected = all.alerts.filter(({ raisedAt }) => raisedAt < some.coveredUntil);
    expect(some.alerts.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
  });

  test('of a period uses the history before it, and can be limited to one account', async () => {
    const tenantId = newId('tenant');
    const events = traffic({ tenantId, count: 300, late: 0 });
    await handleBatches(events, 300);
    const rule = { ...triedRule('unusual_amount'), quietMs: 0 };
    const all = await backTest(requests, rule, { tenantId, ...whole });
    const fromMs = Date.UTC(2026, 5, 1, 0, 15);
    const later = await backTest(requests, rule, { tenantId, fromMs, toMs: whole.toMs });
    const expected = all.alerts.filter(({ raisedAt }) => raisedAt >= fromMs);
    expect(later.alerts.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
    expect(later.alerts.length).toBeGreaterThan(0);
    const { accountId } = events[0]!;
    const one = await backTest(requests, rule, { tenantId, accountId, ...whole });
    const ownUuid = idToUuid(accountId);
    expect(one.alerts.map(({ id }) => id)).toEqual(
      all.alerts.filter((each) => each.accountId === ownUuid).map(({ id }) => id),
    );
    expect(await backTest(requests, rule, { tenantId: newId('tenant'), ...whole })).toMatchObject({
      movements: 0,
      alerts: [],
    });
  });

  test('of a partly purged period reports from when on it is complete, and still knows the last movements before', async () => {
    const tenantId = newId('tenant');
    const now = Date.now();
    const day = (count: number) => new Date(now - (200 - count) * 86_400_000).toISOString();
    const asleep = { tenantId, accountId: newId('acct') };
    const busy = { tenantId, accountId: newId('acct') };
    const last = sampleTransaction({ ...asleep, amount: 500_000, createdAt: day(20) });
    const waking = sampleTransaction({ ...asleep, amount: 400_000, createdAt: day(190) });
    await handleBatches(
      [
        sampleTransaction({ ...asleep, amount: 300_000, createdAt: day(10) }),
        last,
        sampleTransaction({ ...busy, amount: 2_000_000, createdAt: day(60) }),
        ...Array.from({ length: 100 }, (_, index) =>
          sampleTransaction({ ...asleep, amount: 1, createdAt: day(21 + index) }),
        ),
        sampleTransaction({ ...busy, amount: 3_000_000, createdAt: day(100) }),
        waking,
        sampleTransaction({ ...busy, amount: 4_000_000, createdAt: day(195) }),
      ],
      50,
    );
    const period = { tenantId, fromMs: Date.parse(day(0)), toMs: now };
    const large = triedRule('large_amount');
    const before = await backTest(requests, large, period);
    expect(before).toMatchObject({ truncated: false, coveredFrom: period.fromMs, movements: 106 });
    const dormant = ruleFrom('dormant_account', defaultSettings('dormant_account'));
    const woken = (await backTest(requests, dormant, { ...period, fromMs: Date.parse(day(180)) })).alerts;
    expect(woken.map(({ evidence }) => evidence.map(evidenceOf))).toMatchObject([
      [last, waking].map(({ data }) => ({ transaction_id: data.transaction_id })),
      [{}, {}],
    ]);

    await run('update fraud.history set recorded_at = occurred_at where tenant_id = $1', [
      idToUuid(tenantId),
    ]);
    while ((await database.unitOfWork((unit) => purgeHistory(unit, 35, 1_000))) > 0);
    const after = await backTest(requests, large, period);
    // The two earlier large movements are kept as peaks, but are outside the covered period.
    expect(after).toMatchObject({ truncated: true, movements: 2, coveredUntil: period.toMs });
    expect(Math.abs(after.coveredFrom - (now - 35 * 86_400_000))).toBeLessThan(60_000);
    expect(after.alerts.map(({ id }) => id)).toEqual(before.alerts.slice(-2).map(({ id }) => id));
    const later = await backTest(requests, dormant, { ...period, fromMs: Date.parse(day(180)) });
    expect(later).toMatchObject({ truncated: false, coveredFrom: Date.parse(day(180)), alerts: woken });
    const gone = await backTest(requests, large, { ...period, toMs: Date.parse(day(50)) });
    expect(gone).toMatchObject({ truncated: true, coveredFrom: Date.parse(day(50)), movements: 0 });
    const others = await backTest(requests, triedRule('repeated_failures'), period);
    expect(others).toMatchObject({ truncated: false, coveredFrom: period.fromMs });
  });
});
