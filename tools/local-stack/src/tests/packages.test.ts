import { describe, expect, test } from '@jest/globals';
import { misdeclaredTargets } from './packages.ts';
import type { Package } from './packages.ts';

describe('the Nx targets of a package', () => {
  test('report a kind of tests that the package has and does not declare', () => {
    expect(
      misdeclaredTargets([packageOf({ tests: ['unit', 'integration'], targets: { unit: {} } })]),
    ).toEqual(['libs/ledger has tests under test/ but its package.json lacks the Nx target "integration"']);
  });

  test('report a kind of tests that the package declares and does not have', () => {
    expect(misdeclaredTargets([packageOf({ tests: [], targets: { unit: {}, lint: {} } })])).toEqual([
      'libs/ledger declares the Nx target "unit" but has no *.test.ts under src/',
    ]);
  });

  test('are correct when they match the tests', () => {
    expect(misdeclaredTargets([packageOf({ tests: ['unit'], targets: { unit: {} } })])).toEqual([]);
  });
});

function packageOf(part: Partial<Package>): Package {
  return { name: '@florin/ledger', directory: 'libs/ledger', targets: {}, tests: [], ...part };
}
