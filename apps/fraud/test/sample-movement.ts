import type { Movement } from '../src/movement.ts';

/** A UUID that ends with the number. */
export const uuid = (number: number): string => `018f3b1e-0000-7000-8000-${String(number).padStart(12, '0')}`;

let made = 0;

/** A movement; the default is a completed credit of 1.00 USD at second 0. */
export function sampleMovement(given: Partial<Movement> & { second?: number } = {}): Movement {
  const { second = 0, ...rest } = given;
  return {
    tenantId: uuid(1),
    accountId: uuid(2),
    transactionId: uuid(100 + ++made),
    outcome: 'completed',
    direction: 'credit',
    type: 'credit',
    internal: (rest.counterpartyId ?? null) !== null,
    counterpartyId: null,
    amount: 100,
    currency: 'USD',
    occurredAt: Date.UTC(2026, 0, 1) + second * 1_000,
    accountVersion: 1,
    ...rest,
  };
}
