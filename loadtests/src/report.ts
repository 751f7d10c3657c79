import type { Difference, AccountState } from './expected-balances.ts';

export type Report = {
  accounts: number;
  moved: number;
  refused: number;
  settled: number;
  wrong: Difference[];
};

/** The most wrong accounts that are printed in detail. */
const shownDifferences = 20;

/** Prints the result of the run. */
export function printReport({ accounts, moved, refused, settled, wrong }: Report): void {
  const row = (label: string, count: number) =>
    console.log(`  ${label.padEnd(34)}${count.toLocaleString('en').padStart(10)}`);
  console.log('\nEvery balance against what was acknowledged');
  row('accounts', accounts);
  row('movements acknowledged', moved);
  row('movements refused', refused);
  row('answers lost, settled by retry', settled);
  row('balances that differ', wrong.length);
  for (const { accountId, expected, actual } of wrong.slice(0, shownDifferences)) {
    console.log(
      `    ${accountId} must be ${describe(expected)}, is ${actual ? describe(actual) : 'nowhere'}`,
    );
  }
  console.log(wrong.length === 0 ? 'All balances are right.' : 'The balances are WRONG.');
}

function describe({ balance, version }: AccountState): string {
  return `${balance} after ${version} movements`;
}
