import type { BatchMovement, Transfer } from '@florin/sdk';
import type { Intent } from './journal.ts';

/** An account's balance in minor units, and its number of movements. */
export type AccountState = { balance: number; version: number };

/** Adds the acknowledged movements to the accounts' states at the start. */
export function expectedBalances(
  start: ReadonlyMap<string, AccountState>,
  moved: readonly Intent[],
): Map<string, AccountState> {
  const expected = new Map([...start].map(([accountId, state]) => [accountId, { ...state }]));
  for (const intent of moved) {
    for (const [accountId, change] of changesOf(intent)) {
      const state = expected.get(accountId);
      if (!state) throw new Error(`The journal moves money on ${accountId}, which this run did not open.`);
      state.balance += change;
      state.version += 1;
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

export type Difference = { accountId: string; expected: AccountState; actual: AccountState | undefined };

/** Returns the accounts whose balance or version is not the expected one. */
export function differences(
  expected: ReadonlyMap<string, AccountState>,
  actual: ReadonlyMap<string, AccountState>,
): Difference[] {
  const all = [...expected].map(([accountId, state]) => ({
    accountId,
    expected: state,
    actual: actual.get(accountId),
  }));
  return all.filter(({ expected: { balance, version }, actual: found }) => {
    return found?.balance !== balance || found.version !== version;
  });
}
