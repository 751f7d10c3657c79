import type { Intent } from './journal.ts';

/** Where an account stands: minor units, and how many movements it has had. */
export type Standing = { balance: number; version: number };

/** What every account must stand at, given where it started and the movements that were acknowledged since. */
export function expectedBalances(
  start: ReadonlyMap<string, Standing>,
  moved: readonly Intent[],
): Map<string, Standing> {
  const expected = new Map([...start].map(([accountId, standing]) => [accountId, { ...standing }]));
  for (const intent of moved) {
    for (const [accountId, change] of changesOf(intent)) {
      const standing = expected.get(accountId);
      if (!standing) throw new Error(`The journal moves money on ${accountId}, which this run did not open.`);
      standing.balance += change;
      standing.version += 1;
    }
  }
  return expected;
}

function changesOf({ operation, body }: Intent): [accountId: string, change: number][] {
  if (operation === 'credit') return [[body.account_id, body.amount]];
  if (operation === 'debit') return [[body.account_id, -body.amount]];
  return [
    [body.from_account_id, -body.amount],
    [body.to_account_id, body.amount],
  ];
}

export type Difference = { accountId: string; expected: Standing; actual: Standing | undefined };

/** Accounts that do not stand where they must. */
export function differences(
  expected: ReadonlyMap<string, Standing>,
  actual: ReadonlyMap<string, Standing>,
): Difference[] {
  const all = [...expected].map(([accountId, standing]) => ({
    accountId,
    expected: standing,
    actual: actual.get(accountId),
  }));
  return all.filter(({ expected: { balance, version }, actual: found }) => {
    return found?.balance !== balance || found.version !== version;
  });
}
