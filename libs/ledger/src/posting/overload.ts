import { Refusal } from '../refusal.ts';

/** The line is full. */
export function tooManyWaiting(): Refusal {
  return new Refusal(
    'service_unavailable',
    'Too many requests are waiting; nothing was moved. Try again shortly.',
  );
}

/** Too many are in line for this account. */
export function accountContended(id: string): Refusal {
  return new Refusal(
    'account_contended',
    `Too many transactions are waiting for account ${id}; nothing was moved. Try again shortly.`,
  );
}

/** The time is up. `outcome` says what is known. */
export function tooSlow(outcome: string): Refusal {
  return new Refusal(
    'service_unavailable',
    `The ledger is too slow to answer; ${outcome}. Retry with the same key.`,
  );
}

/** The time of a question is up. */
export function tooSlowToRead(): Refusal {
  return new Refusal('service_unavailable', 'The ledger is too slow to answer. Try again shortly.');
}
