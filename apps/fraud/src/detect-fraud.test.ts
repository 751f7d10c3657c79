import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sampleMovement, uuid } from '../test/sample-movement.ts';
import { AccountHistory } from './account-history.ts';
import type { Alert } from './alert.ts';
import { detectFraud, rejudgedMs } from './detect-fraud.ts';
import { compareMovements, type Movement } from './movement.ts';
import { ruleIds, type Rule, type RuleId } from './rule.ts';
import { defaultSettings, ruleFrom, type RuleParameters } from './rules.ts';

const second = 1_000;
/** Parameters with which a stream of a minute triggers every kind of rule, and the quiet times in seconds. */
const parameters: Record<RuleId, RuleParameters & { quiet: number }> = {
  large_amount: { threshold_units: 9, quiet: 5 },
  unusual_amount: { factor: 3, minimum_movements: 3, minimum_units: 1, quiet: 7 },
  velocity: { limit: 3, window_seconds: 10, quiet: 10 },
  hold_velocity: { limit: 3, window_seconds: 10, quiet: 10 },
  rapid_drain: { percent: 90, minimum_units: 1, window_seconds: 20, quiet: 20 },
  structuring: { threshold_units: 9, margin_percent: 30, count: 3, window_seconds: 30, quiet: 10 },
  round_trip: { count: 1, tolerance_percent: 30, minimum_units: 0, window_seconds: 20, quiet: 5 },
  dormant_account: { dormant_days: 1, minimum_units: 2, quiet: 5 },
  repeated_failures: { limit: 3, window_seconds: 15, quiet: 15 },
};
const rules: Rule[] = ruleIds.map((id) => {
  const { quiet, ...own } = parameters[id];
  const rule = ruleFrom(id, { ...defaultSettings(id), parameters: own });
  return { ...rule, quietMs: quiet * second };
});
const rulesOf = () => rules;

/** Detects batch by batch, with movements and alerts kept in memory instead of the database. */
function detectInBatches(batches: readonly (readonly Movement[])[], depth: number): Alert[] {
  const seen: Movement[] = [];
  const raised: Alert[] = [];
  for (const batch of batches) {
    const histories = new Map<string, AccountHistory>();
    const historyOf = ({ accountId, outcome }: Movement) => {
      const key = `${outcome}:${accountId}`;
      const own = seen.filter((each) => each.accountId === accountId && each.outcome === outcome);
      if (!histories.has(key)) histories.set(key, new AccountHistory(depth, own));
      return histories.get(key)!;
    };
    const alerts = detectFraud(rulesOf, { historyOf, raised: [...raised] }, batch);
    seen.push(...batch);
    raised.push(...alerts);
  }
  return raised;
}

const streams = fc
  .array(
    fc.record({
      account: fc.integer({ min: 1, max: 3 }),
      outcome: fc.constantFrom('completed', 'completed', 'failed', 'held'),
      debit: fc.boolean(),
      other: fc.option(fc.integer({ min: 1, max: 3 })),
      amount: fc.integer({ min: 1, max: 1_000 }),
      second: fc.oneof(fc.integer({ min: 0, max: 45 }), fc.integer({ min: 90_000, max: 90_010 })),
    }),
    { minLength: 1, maxLength: 60, size: 'max' },
  )
  .map((drawn) =>
    drawn.map(({ account, outcome, debit, other, amount, second: at }, index) =>
      sampleMovement({
        accountId: uuid(account),
        outcome: outcome as Movement['outcome'],
        direction: debit || outcome === 'held' ? 'debit' : 'credit',
        counterpartyId: other === null ? null : uuid(other),
        amount,
        second: at,
        accountVersion: index,
        transactionId: uuid(1_000 + index),
      }),
    ),
  );

const cut = <T>(list: readonly T[], sizes: readonly number[]): T[][] => {
  const rest = [...list];
  return [...sizes.map((size) => rest.splice(0, size)), rest].filter((batch) => batch.length > 0);
};
const batchSizes = fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 20 });

describe('the alerts of a stream of events', () => {
  test('do not depend on how it is cut into batches, in and out of order, with any depth of history', () => {
    fc.assert(
      fc.property(streams, batchSizes, fc.constantFrom(2, 64), (stream, sizes, depth) => {
        expect(detectInBatches(cut(stream, sizes), depth)).toEqual(detectInBatches([stream], depth));
      }),
      { numRuns: 300 },
    );
  });

  test('of one account do not depend on other accounts', () => {
    fc.assert(
      fc.property(streams, (stream) => {
        const together = detectInBatches([stream], 64).filter(({ accountId }) => accountId === uuid(1));
        const alone = detectInBatches([stream.filter(({ accountId }) => accountId === uuid(1))], 64);
        expect(together).toEqual(alone);
      }),
    );
  });

  test('of one rule on one account are never closer together than its quiet time', () => {
    fc.assert(
      fc.property(streams, (stream) => {
        for (const group of Map.groupBy(
          detectInBatches([stream], 64),
          (each) => each.rule + each.accountId,
        ).values()) {
          const times = group.map(({ raisedAt }) => raisedAt).sort((a, b) => a - b);
          const { quietMs } = rules.find(({ id }) => id === group[0]!.rule)!;
          for (const [index, time] of times.entries()) {
            if (index > 0) expect(time - times[index - 1]!).toBeGreaterThanOrEqual(quietMs);
          }
        }
      }),
    );
  });

  test('cover every movement that a rule matches, in any order of arrival', () => {
    fc.assert(
      fc.property(streams, batchSizes, (stream, sizes) => {
        const alerts = detectInBatches(cut(stream, sizes), 64);
        for (const movement of stream) {
          for (const rule of rules.filter((each) => each.outcome === movement.outcome && !each.comparing)) {
            if (!rule.judge(movement, everythingBefore(movement, stream, rule.windowMs))) continue;
            const near = alerts.filter(
              (alert) =>
                alert.rule === rule.id &&
                alert.accountId === movement.accountId &&
                Math.abs(alert.raisedAt - movement.occurredAt) < rule.quietMs,
            );
            expect(near.length).toBeGreaterThan(0);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});

function everythingBefore(movement: Movement, stream: readonly Movement[], windowMs: number): Movement[] {
  return stream
    .filter(
      (each) =>
        each.accountId === movement.accountId &&
        each.outcome === movement.outcome &&
        compareMovements(each, movement) < 0 &&
        each.occurredAt > movement.occurredAt - windowMs,
    )
    .sort(compareMovements);
}

test('the same movement raises the same alert, and another account another one', () => {
  const movement = sampleMovement({ amount: 5_000, transactionId: uuid(7) });
  const idsOf = (each: Movement) => detectInBatches([[each]], 64).map(({ id }) => id);
  expect(idsOf(movement)).toEqual(idsOf(movement));
  expect(idsOf(movement)[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(idsOf({ ...movement, accountId: uuid(9) })).not.toEqual(idsOf(movement));
});

test('a late movement causes later ones to be judged again, for the longest window of the counting rules', () => {
  expect(rejudgedMs(rules)).toBe(30 * second);
});

test('every kind of rule raises alerts in such streams', () => {
  const raised = new Set<string>();
  for (const stream of fc.sample(streams, { numRuns: 300, seed: 7 })) {
    for (const { rule } of detectInBatches([stream], 64)) raised.add(rule);
  }
  expect([...raised].sort()).toEqual([...ruleIds].sort());
});

test('each tenant is judged by its own rules', () => {
  const strict = rules.filter(({ id }) => id === 'large_amount');
  const movements = [1, 2].map((tenant) =>
    sampleMovement({ tenantId: uuid(tenant), accountId: uuid(10 + tenant), amount: 5_000 }),
  );
  const memory = { historyOf: () => new AccountHistory(64, []), raised: [] };
  const alerts = detectFraud((tenantId) => (tenantId === uuid(1) ? strict : []), memory, movements);
  expect(alerts.map(({ tenantId }) => tenantId)).toEqual([uuid(1)]);
});
