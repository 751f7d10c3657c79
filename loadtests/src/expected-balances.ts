import type { BatchMovement, Transfer } from '@florin/sdk';
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

type Change = [accountId: string, change: number];

function changesOf(intent: Intent): Change[] {
  if (intent.operation === 'batch') return intent.body.movements.flatMap(changesOfMovement);
  if (intent.operation === 'transfer') return changesOfTransfer(intent.body);
  const { account_id, amount } = intent.body;
  return [[account_id, intent.operation === 'credit' ? amount : -amount]];
}

function changesOfMovement(movement: BatchMovement): Change[] {
  if (movement.type === 'transfer') return changesOfTransfer(movement);
  if (movement.type === 'credit') return [[movement.account_id, movement.amount]];
  if (movement.type === 'debit') return [[movement.account_id, -movement.amount]];
  throw new Error(`No scenario makes a ${movement.type} in a batch.`);
}

function changesOfTransfer({ from_account_id, to_account_id, amount }: Transfer): Change[] {
  return [
    [from_account_id, -amount],
    [to_account_id, amount],
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
