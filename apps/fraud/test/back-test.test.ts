import { afterAll, describe, expect, test } from '@jest/globals';
import { idToUuid, newId, runParameterized } from '@florin/database';
import type { FlorinEvent } from '@florin/events';
import { backTest, backTestLimits } from '../src/back-test.ts';
import { changeRule } from '../src/change-rule.ts';
import { evidenceOf } from '../src/evidence.ts';
import { listAlerts } from '../src/list-alerts.ts';
import { ruleIds, type RuleId } from '../src/rule.ts';
import { defaultSettings, ruleFrom, type RuleParameters } from '../src/rules.ts';
import { takeInEvents } from '../src/take-in-events.ts';
import { openFraudDatabase } from './fraud-database.ts';
import { traffic } from './traffic.ts';

const { database, close } = await openFraudDatabase();
afterAll(close);

/** Other than the defaults, so that it shows whether they were used. */
const tried: Record<RuleId, RuleParameters> = {
  large_amount: { threshold_units: 900 },
  unusual_amount: { factor: 5, minimum_movements: 5, minimum_units: 1 },
  velocity: { limit: 5, window_seconds: 120 },
  hold_velocity: { limit: 5 },
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

async function takeInBatches(events: readonly FlorinEvent[], size: number): Promise<void> {
  for (let at = 0; at < events.length; at += size) {
    await database.unitOfWork((em) => takeInEvents(em, events.slice(at, at + size)));
  }
}

/** The tenant's rules are set like `tried` before its first event. */
async function liveAlerts(tenantId: string, events: readonly FlorinEvent[], batchSize: number) {
  const author = { credentialId: 'test', requestId: 'test' };
  for (const id of ruleIds) {
    await changeRule(database, { tenantId, id, change: { parameters: tried[id] }, author, canFreeze: false });
  }
  await takeInBatches(events, batchSize);
  return database.read((em) => listAlerts(em, { tenantId, limit: 100_000 }));
}

const whole = { fromMs: Date.UTC(2026, 0, 1), toMs: Date.UTC(2027, 0, 1) };

describe('a back-test', () => {
  test.each([7, 150, 600])(
    'finds what the rule raises when it is live, late events and batches of %i included',
    async (batchSize) => {
      const tenantId = newId('tenant');
      const live = await liveAlerts(tenantId, traffic({ tenantId, count: 600 }), batchSize);
      for (const id of ruleIds) {
        const found = await backTest(database, triedRule(id), { tenantId, ...whole });
        const raised = live.filter(({ rule }) => rule === id);
        expect(
          found.alerts
            .map(({ raisedAt, reason, evidence }) => [raisedAt, reason, evidence.map(evidenceOf)])
            .sort(),
        ).toEqual(raised.map((each) => [Date.parse(each.raisedAt), each.reason, each.movements]).sort());
        expect(found).toMatchObject({ truncated: false, coveredUntil: whole.toMs });
        expect(found.known.size).toBe(raised.length);
      }
      const spoken = new Set(live.map(({ rule }) => rule));
      // Holds have a stream of their own, and nobody sleeps for a day in half an hour.
      expect([...spoken].sort()).toEqual(
        ruleIds.filter((id) => id !== 'hold_velocity' && id !== 'dormant_account').sort(),
      );
    },
    60_000,
  );

  test('raises nothing, and knows which of its alerts were raised in fact', async () => {
    const tenantId = newId('tenant');
    await takeInBatches(traffic({ tenantId, count: 400 }), 100);
    const count = async () => {
      const sql = `select (select count(*) from fraud.alerts)::int as alerts, (select count(*) from fraud.outbox)::int as told`;
      return (await database.read((em) => runParameterized(em, sql, [])))[0];
    };
    const before = await count();
    const strict = await backTest(database, triedRule('large_amount'), { tenantId, ...whole });
    const alerts = await database.read((em) =>
      listAlerts(em, { tenantId, rule: 'large_amount', limit: 10_000 }),
    );
    expect(strict.known.size).toBeGreaterThan(0);
    expect(strict.known.size).toBeLessThan(strict.alerts.length);
    const raised = new Set(alerts.map(({ id }) => idToUuid(id)));
    expect([...strict.known].every((id) => raised.has(id))).toBe(true);
    expect(await count()).toEqual(before);
  }, 30_000);

  test.each([
    ['movements', { movements: 100 }],
    ['accounts', { accounts: 1 }],
  ])('that meets too many %s says until when it came, and has all until then', async (_what, limit) => {
    const tenantId = newId('tenant');
    const events = traffic({ tenantId, count: 500, late: 0, roundMs: 20_000 });
    await takeInBatches(events, 500);
    const rule = triedRule('large_amount');
    const all = await backTest(database, rule, { tenantId, ...whole });
    const some = await backTest(database, rule, { tenantId, ...whole }, { ...backTestLimits, ...limit });
    expect(some.truncated).toBe(true);
    expect(some.movements).toBeLessThan(all.movements);
    const completed = events.filter(({ type }) => type === 'florin.transactions.completed.v1');
    const until = completed.filter(({ time }) => Date.parse(time) < some.coveredUntil);
    expect(some.movements).toBe(until.length);
    const expected = all.alerts.filter(({ raisedAt }) => raisedAt < some.coveredUntil);
    expect(some.alerts.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
  });

  test('of a part of the past knows what came before it, and looks at one account or one tenant only', async () => {
    const tenantId = newId('tenant');
    const events = traffic({ tenantId, count: 300, late: 0 });
    await takeInBatches(events, 300);
    const rule = { ...triedRule('unusual_amount'), quietMs: 0 };
    const all = await backTest(database, rule, { tenantId, ...whole });
    const fromMs = Date.UTC(2026, 5, 1, 0, 15);
    const later = await backTest(database, rule, { tenantId, fromMs, toMs: whole.toMs });
    const expected = all.alerts.filter(({ raisedAt }) => raisedAt >= fromMs);
    expect(later.alerts.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
    expect(later.alerts.length).toBeGreaterThan(0);
    const { accountId } = events[0]!;
    const one = await backTest(database, rule, { tenantId, accountId, ...whole });
    const ownUuid = idToUuid(accountId);
    expect(one.alerts.map(({ id }) => id)).toEqual(
      all.alerts.filter((each) => each.accountId === ownUuid).map(({ id }) => id),
    );
    expect(await backTest(database, rule, { tenantId: newId('tenant'), ...whole })).toMatchObject({
      movements: 0,
      alerts: [],
    });
  }, 30_000);
});
