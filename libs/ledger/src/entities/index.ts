import { AccountOpening } from './account-opening.ts';
import { Account } from './account.ts';
import { ScheduledTransactionEntity } from './scheduled-transaction.ts';
import { Tenant } from './tenant.ts';
import { TransactionEntity } from './transaction.ts';

/** All entities of the ledger, for `connect`. */
export const ledgerEntities = [
  Tenant,
  Account,
  AccountOpening,
  TransactionEntity,
  ScheduledTransactionEntity,
];
