import { describe, expect, test } from '@jest/globals';
import { misdeclaredTargets } from './packages.ts';
import type { Package } from './packages.ts';

describe('the Nx targets of a package', () => {
  test('name a kind of tests the package has and does not declare, which nobody would run', () => {
    expect(
      misdeclaredTargets([packageOf({ tests: ['unit', 'integration'], targets: { unit: {} } })]),
    ).toEqual(['libs/ledger has tests under test/ but its package.json lacks the Nx target "integration"']);
  });

  test('name a kind of tests the package declares and does not have', () => {
    expect(misdeclaredTargets([packageOf({ tests: [], targets: { unit: {}, lint: {} } })])).toEqual([
      'libs/ledger declares the Nx target "unit" but has no *.test.ts under src/',
    ]);
  });

  test('are right when they say what is there', () => {
    expect(misdeclaredTargets([packageOf({ tests: ['unit'], targets: { unit: {} } })])).toEqual([]);
  });
});

function packageOf(part: Partial<Package>): Package {
  return { name: '@florin/ledger', directory: 'libs/ledger', targets: {}, tests: [], ...part };
}
