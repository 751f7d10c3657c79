import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sampleMovement, uuid } from '../test/sample-movement.ts';
import { AccountHistory } from './account-history.ts';
import type { Alert } from './alert.ts';
import { detectFraud, longestWindowMs } from './detect-fraud.ts';
import { compareMovements, type Movement } from './movement.ts';
import type { Rule } from './rule.ts';
import { largeAmount } from './rules/large-amount.ts';
import { rapidDrain } from './rules/rapid-drain.ts';
import { repeatedFailures } from './rules/repeated-failures.ts';
import { velocity } from './rules/velocity.ts';

const rules: Rule[] = [
  largeAmount({ threshold: () => 900, windowMs: 5_000 }),
  velocity({ limit: 3, windowMs: 10_000 }),
  rapidDrain({ percent: 90, minimum: () => 100, windowMs: 20_000 }),
  repeatedFailures({ limit: 3, windowMs: 15_000 }),
];

/** What the store does, without one: keeps every movement and alert, and gives a batch what it asks for. */
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
    const alerts = detectFraud(rules, { historyOf, raised: [...raised] }, batch);
    seen.push(...batch);
    raised.push(...alerts);
  }
  return raised;
}

const streams = fc
  .array(
    fc.record({
      account: fc.integer({ min: 1, max: 3 }),
      failed: fc.boolean(),
      debit: fc.boolean(),
      amount: fc.integer({ min: 1, max: 1_000 }),
      second: fc.integer({ min: 0, max: 45 }),
    }),
    { minLength: 1, maxLength: 60, size: 'max' },
  )
  .map((drawn) =>
    drawn.map(({ account, failed, debit, amount, second }, index) =>
      sampleMovement({
        accountId: uuid(account),
        outcome: failed ? 'failed' : 'completed',
        direction: debit ? 'debit' : 'credit',
        amount,
        second,
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
  test('are the same however it is cut into batches, in and out of order, with a short memory and a long one', () => {
    fc.assert(
      fc.property(streams, batchSizes, fc.constantFrom(2, 64), (stream, sizes, depth) => {
        expect(detectInBatches(cut(stream, sizes), depth)).toEqual(detectInBatches([stream], depth));
      }),
      { numRuns: 300 },
    );
  });

  test('of one account do not depend on what other accounts do in between', () => {
    fc.assert(
      fc.property(streams, (stream) => {
        const together = detectInBatches([stream], 64).filter(({ accountId }) => accountId === uuid(1));
        const alone = detectInBatches([stream.filter(({ accountId }) => accountId === uuid(1))], 64);
        expect(together).toEqual(alone);
      }),
    );
  });

  test('of one rule on one account are never closer together than the window of the rule', () => {
    fc.assert(
      fc.property(streams, (stream) => {
        for (const group of Map.groupBy(
          detectInBatches([stream], 64),
          (each) => each.rule + each.accountId,
        ).values()) {
          const times = group.map(({ raisedAt }) => raisedAt).sort((a, b) => a - b);
          const { windowMs } = rules.find(({ name }) => name === group[0]!.rule)!;
          for (const [index, time] of times.entries()) {
            if (index > 0) expect(time - times[index - 1]!).toBeGreaterThanOrEqual(windowMs);
          }
        }
      }),
    );
  });

  test('cover every movement that a rule condemns, in whatever order the movements came', () => {
    fc.assert(
      fc.property(streams, batchSizes, (stream, sizes) => {
        const alerts = detectInBatches(cut(stream, sizes), 64);
        for (const movement of stream) {
          for (const rule of rules.filter(({ outcome }) => outcome === movement.outcome)) {
            if (!rule.judge(movement, everythingBefore(movement, stream, rule.windowMs))) continue;
            const near = alerts.filter(
              (alert) =>
                alert.rule === rule.name &&
                alert.accountId === movement.accountId &&
                Math.abs(alert.raisedAt - movement.occurredAt) < rule.windowMs,
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

test('the same fact raises the same alert, and another account or rule another one', () => {
  const movement = sampleMovement({ amount: 5_000, transactionId: uuid(7) });
  const idsOf = (each: Movement) => detectInBatches([[each]], 64).map(({ id }) => id);
  expect(idsOf(movement)).toEqual(idsOf(movement));
  expect(idsOf(movement)[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(idsOf({ ...movement, accountId: uuid(9) })).not.toEqual(idsOf(movement));
});

test('the longest window of all rules is how far back a batch has to look', () => {
  expect(longestWindowMs(rules)).toBe(20_000);
});
