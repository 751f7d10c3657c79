import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sampleMovement } from '../test/sample-movement.ts';
import { AccountHistory } from './account-history.ts';
import { compareMovements, type Movement } from './movement.ts';

const streams = fc
  .array(fc.record({ second: fc.integer({ min: 0, max: 40 }), amount: fc.integer({ min: 1, max: 30 }) }), {
    minLength: 1,
    maxLength: 40,
  })
  .map((drawn) =>
    drawn.map(({ second, amount }, index) => sampleMovement({ second, amount, accountVersion: index })),
  );

const afterAll = (depth: number, stream: readonly Movement[]) => {
  const history = new AccountHistory(depth, []);
  for (const movement of stream) history.insert(movement, 0);
  return history;
};
const latest = sampleMovement({ second: 100 });

test('an account’s history keeps the last movement of any minimum amount, however small its depth is', () => {
  fc.assert(
    fc.property(
      streams,
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 30 }),
      (stream, depth, least) => {
        const [{ before, peaks }] = afterAll(depth, stream).insert(latest, 0) as [
          ReturnType<AccountHistory['insert']>[0],
        ];
        const isLarge = ({ amount }: Movement) => amount >= least;
        expect([...peaks, ...before].findLast(isLarge)).toEqual(
          stream.toSorted(compareMovements).findLast(isLarge),
        );
        expect(before).toEqual(stream.toSorted(compareMovements).slice(-depth));
      },
    ),
  );
});

test('an account’s history is the same whether it is loaded or grown, in any order of arrival', () => {
  fc.assert(
    fc.property(streams, fc.integer({ min: 1, max: 5 }), (stream, depth) => {
      const grown = afterAll(depth, stream);
      const newest = stream.toSorted(compareMovements).slice(-depth);
      const made = [new AccountHistory(depth, stream), new AccountHistory(depth, newest, grown.peaks)];
      const next = grown.insert(latest, 0);
      for (const each of made) expect(each.insert(latest, 0)).toEqual(next);
      for (const each of made) expect(each.peaks).toEqual(grown.peaks);
    }),
  );
});

test('an account’s history holds the newest 64 peaks at most', () => {
  const falling = Array.from({ length: 200 }, (_, index) =>
    sampleMovement({ second: index, amount: 1_000 - index }),
  );
  const { peaks, size } = afterAll(3, falling);
  expect(peaks).toEqual(falling.slice(-67, -3));
  expect(size).toBe(67);
});
