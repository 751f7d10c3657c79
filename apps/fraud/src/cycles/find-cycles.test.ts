import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { uuid } from '../../test/sample-movement.ts';
import { findCycles, type LookUp } from './find-cycles.ts';
import type { Transfer, Path } from './path.ts';
import type { CycleLimits } from '../rule.ts';

const limits: CycleLimits = { maxLength: 4, tolerancePercent: 10, minimumUnits: 1, windowMs: 60_000 };
let made = 0;

const pays = (from: number, to: number, second: number, given: Partial<Transfer> = {}): Transfer => ({
  transactionId: uuid(1_000 + ++made),
  tenantId: uuid(1),
  from: uuid(from),
  to: uuid(to),
  type: 'transfer',
  amount: 10_000,
  currency: 'USD',
  occurredAt: Date.UTC(2026, 0, 1) + second * 1_000,
  ...given,
});

/** A lookup over a complete history. */
const among =
  (known: readonly Transfer[]): LookUp =>
  async (queries) =>
    queries.map(({ accountId, direction, fromMs, toMs }) =>
      known.filter(
        (each) =>
          (direction === 'debit' ? each.from : each.to) === accountId &&
          each.occurredAt >= fromMs &&
          each.occurredAt <= toMs,
      ),
    );

const cyclesOf = (begun: readonly Transfer[], known: readonly Transfer[], given: Partial<CycleLimits> = {}) =>
  findCycles(begun, () => ({ ...limits, ...given }), among(known));

describe('money that returns over three accounts', () => {
  const cycle = [pays(1, 2, 0), pays(2, 3, 10, { amount: 9_500 }), pays(3, 1, 20, { amount: 9_000 })];

  test('is found whichever of its transfers becomes known last', async () => {
    for (const last of cycle) expect(await cyclesOf([last], cycle)).toEqual([cycle]);
    expect(await cyclesOf(cycle, cycle)).toEqual([cycle]);
  });

  const [out, , back] = cycle as [Transfer, Transfer, Transfer];
  test.each<[string, Transfer[], Partial<CycleLimits>]>([
    ['in another order', [pays(1, 2, 20), pays(2, 3, 10), pays(3, 1, 0)], {}],
    ['much less of it', [out, pays(2, 3, 10), pays(3, 1, 20, { amount: 8_999 })], {}],
    ['in another currency', [out, pays(2, 3, 10, { currency: 'EUR' }), back], {}],
    ['too late', [out, pays(2, 3, 10), pays(3, 1, 60)], {}],
    ['in amounts that are too small', cycle, { minimumUnits: 96 }],
    [
      'over more accounts than the limit',
      [out, pays(2, 3, 5), pays(3, 4, 10), pays(4, 1, 20)],
      { maxLength: 3 },
    ],
    ['over the same account twice', [out, pays(2, 3, 5), pays(3, 2, 10), pays(2, 1, 20)], {}],
    ['from the account that it went to, which is a pair', [out, pays(2, 1, 10)], {}],
  ])('is not a cycle %s', async (_what, known, given) => {
    expect(await cyclesOf(known, known, given)).toEqual([]);
  });

  test('is found over four accounts too, with few queries for any number of transfers', async () => {
    const four = [pays(1, 2, 0), pays(2, 3, 1), pays(3, 4, 2), pays(4, 1, 3)];
    const others = Array.from({ length: 200 }, (_, index) => pays(100 + index, 300, 2));
    let rounds = 0;
    let most = 0;
    const lookUp = among([...four, ...others]);
    const counted: LookUp = (queries) => {
      rounds += 1;
      most = Math.max(most, queries.length);
      return lookUp(queries);
    };
    expect(await findCycles([four[3]!, ...others], () => limits, counted)).toEqual([four]);
    expect(rounds).toBeLessThanOrEqual(limits.maxLength);
    expect(most).toBeLessThanOrEqual(32 * (others.length + 1));
  });
});

/** All cycles, found by trying every sequence of transfers. */
function everyCycle(known: readonly Transfer[]): Path[] {
  const extend = (path: Path): Path[] =>
    known
      .filter((next) => next.from === path.at(-1)!.to && next.occurredAt > path.at(-1)!.occurredAt)
      .flatMap((next) => {
        const longer: Path = [...path, next];
        const amounts = longer.map(({ amount }) => amount);
        if (Math.min(...amounts) * 100 < Math.max(...amounts) * 90) return [];
        if (next.occurredAt - path[0].occurredAt >= limits.windowMs) return [];
        if (next.to === path[0].from) return longer.length > 2 ? [longer] : [];
        const isNew = !longer.some(({ from }) => from === next.to);
        return isNew && longer.length < limits.maxLength ? extend(longer) : [];
      });
  return known.flatMap((first) => extend([first]));
}

test('each transfer finds exactly the cycles that it is part of', async () => {
  const account = fc.integer({ min: 1, max: 4 });
  const drawn = fc.record({ from: account, to: account, amount: fc.constantFrom(9_100, 10_000, 11_000) });
  // Seven transfers never form more paths than are followed at once.
  const drawnTransfers = fc.array(drawn, { minLength: 3, maxLength: 7 });
  const seconds = fc.uniqueArray(fc.integer({ min: 0, max: 80 }), { minLength: 7, maxLength: 7 });
  const texts = (paths: readonly Path[]) => paths.map((path) => JSON.stringify(path)).sort();
  await fc.assert(
    fc.asyncProperty(drawnTransfers, seconds, async (some, at) => {
      const known = some.flatMap(({ from, to, amount }, index) =>
        from === to ? [] : [pays(from, to, at[index]!, { amount })],
      );
      const all = everyCycle(known);
      for (const transfer of known) {
        const expected = all.filter((path) => path.includes(transfer));
        expect(texts(await cyclesOf([transfer], known))).toEqual(texts(expected));
      }
    }),
    { numRuns: 300 },
  );
});
