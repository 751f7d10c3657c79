import { accountChecks } from './account-checks.ts';
import type { Check } from './lines.ts';
import { requestChecks } from './request-checks.ts';
import { transactionChecks } from './transaction-checks.ts';

/** The invariants as queries that return the violating rows. */
export const checks: readonly Check[] = [...accountChecks, ...transactionChecks, ...requestChecks];
