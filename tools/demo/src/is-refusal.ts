import { FlorinError } from '@florin/sdk';

const refusals = ['insufficient_funds', 'limit_exceeded', 'state_conflict'];

/** Whether a rule of the bank refused a payment, also because the account is frozen. Days at a bank and patterns of fraud have such payments. */
export function isRefusal(error: unknown): boolean {
  return error instanceof FlorinError && refusals.includes(error.code);
}
