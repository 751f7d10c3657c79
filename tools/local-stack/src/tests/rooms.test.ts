import { describe, expect, test } from '@jest/globals';
import { misdeclaredTargets } from './rooms.ts';
import type { Room } from './rooms.ts';

describe('the Nx targets of a room', () => {
  test('name a kind of tests the room has and does not declare, which nobody would run', () => {
    expect(misdeclaredTargets([room({ tests: ['unit', 'integration'], targets: { unit: {} } })])).toEqual([
      'libs/ledger has tests under test/ but its package.json lacks the Nx target "integration"',
    ]);
  });

  test('name a kind of tests the room declares and does not have', () => {
    expect(misdeclaredTargets([room({ tests: [], targets: { unit: {}, lint: {} } })])).toEqual([
      'libs/ledger declares the Nx target "unit" but has no *.test.ts under src/',
    ]);
  });

  test('are right when they say what is there', () => {
    expect(misdeclaredTargets([room({ tests: ['unit'], targets: { unit: {} } })])).toEqual([]);
  });
});

function room(part: Partial<Room>): Room {
  return { name: '@florin/ledger', directory: 'libs/ledger', targets: {}, tests: [], ...part };
}
