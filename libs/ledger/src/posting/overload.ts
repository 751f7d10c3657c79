import { Refusal } from '../refusal.ts';

/** The line is full. */
export function tooManyWaiting(): Refusal {
  return new Refusal('overloaded', 'Too many requests are waiting; nothing was moved. Try again shortly.');
}

/** Too many are in line for this account. */
export function accountContended(id: string): Refusal {
  return new Refusal(
    'account_contended',
    `Too many transactions are waiting for account ${id}; nothing was moved. Try again shortly.`,
  );
}

/** The time is up, and no unit of work has begun with it. */
export function tooSlowToBegin(): Refusal {
  return new Refusal(
    'overloaded',
    'The ledger is too slow to begin; nothing was moved. Retry with the same key.',
  );
}

/** The time is up in the middle of a unit of work. */
export function outcomeUnknown(): Refusal {
  return new Refusal(
    'service_unavailable',
    'The ledger is too slow to answer; the outcome is unknown. Retry with the same key.',
  );
}

/** The time of a question is up. */
export function tooSlowToRead(): Refusal {
  return new Refusal('overloaded', 'The ledger is too slow to answer. Try again shortly.');
}
