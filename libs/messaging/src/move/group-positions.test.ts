import { describe, expect, test } from '@jest/globals';
import { positionInTarget } from './group-positions.ts';

/** A copy that began at 100 in the source and at 40 in the target. */
const mark = { name: 'topic/0', begin: 100n, next: 200n, beginAtTarget: 40n, nextAtTarget: 40n };
const at = (continues: boolean, committed: bigint, before?: bigint) =>
  positionInTarget({ ...mark, continues }, { committed, before, low: 5n });

describe('the position of a group after a move', () => {
  test('is that of the same message, if the copy continues what both logs had', () => {
    expect(at(true, 100n)).toBe(40n);
    expect(at(true, 130n, 7n)).toBe(70n);
  });

  test('is its earlier one, or the first message, for a group that was behind the beginning of the copy', () => {
    expect(at(true, 90n, 30n)).toBe(30n);
    expect(at(true, 90n)).toBe(5n);
    expect(at(true, 90n, 60n)).toBe(40n);
  });

  test('passes nothing that the target had before the copy, and that the group may lack', () => {
    expect(at(false, 130n)).toBe(5n);
    expect(at(false, 130n, 20n)).toBe(20n);
    expect(at(false, 130n, 90n)).toBe(70n);
  });
});
