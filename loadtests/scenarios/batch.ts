/**
 * Checks that batches, atomic or not, move exactly what their answers say, while single movements run on the same
 * accounts.
 *
 * One user in ten sends batches of a hundred movements. Half of them are atomic, so some batches are refused as a whole
 * and some in part. All other users send single movements.
 */
import type { BatchMovement } from '@florin/sdk';
import {
  anyAccount,
  anyAmount,
  creditOrDebit,
  gracefulStop,
  move,
  newKey,
  plan,
  thresholds,
} from '../src/bank-user.ts';

const batchSize = 100;
const usersWithBatches = Math.max(1, Math.floor(plan.users / 10));
const duration = `${plan.durationSeconds}s`;

export const options = {
  scenarios: {
    batches: { executor: 'constant-vus', exec: 'moveMany', vus: usersWithBatches, duration, gracefulStop },
    singles: {
      executor: 'constant-vus',
      exec: 'moveOne',
      vus: Math.max(1, plan.users - usersWithBatches),
      duration,
      gracefulStop,
    },
  },
  thresholds: { ...thresholds, 'movement_ms{scenario:singles}': ['p(95)<2000'] },
};

export function moveMany(): void {
  const movements = Array.from({ length: batchSize }, anyMovement);
  move({ key: newKey(), operation: 'batch', body: { movements, atomic: Math.random() < 0.5 } });
}

export function moveOne(): void {
  move(creditOrDebit(anyAccount()));
}

function anyMovement(): BatchMovement {
  const account_id = anyAccount();
  const amount = anyAmount();
  if (Math.random() < 0.3)
    return { type: 'transfer', from_account_id: account_id, to_account_id: anyAccount(account_id), amount };
  return { type: Math.random() < 0.5 ? 'credit' : 'debit', account_id, amount };
}
