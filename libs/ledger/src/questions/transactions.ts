import type { Database } from '@florin/database';
import type { FilterQuery } from '@mikro-orm/core';
import {
  TransactionEntity,
  type Transaction,
  type TransactionStatus,
  type TransactionType,
} from '../entities/transaction.ts';
import { Refusal } from '../refusal.ts';
import { pageOf, type Page } from './page.ts';

export type TransactionFilter = {
  accountId?: string;
  type?: TransactionType;
  status?: TransactionStatus;
  reference?: string;
  createdFrom?: Date;
  createdTo?: Date;
  limit: number;
  below?: string;
};

/** Throws `not_found` also for another tenant's transaction. */
export async function getTransaction(database: Database, tenantId: string, id: string): Promise<Transaction> {
  const transaction = await database.read((em) => em.findOne(TransactionEntity, { id, tenantId }));
  if (!transaction) throw new Refusal('not_found', `There is no transaction ${id}.`);
  return transaction;
}

/** Transactions of the tenant, newest first, completed and failed. `createdFrom` is inclusive, `createdTo` is not. */
export async function listTransactions(
  database: Database,
  tenantId: string,
  filter: TransactionFilter,
): Promise<Page<Transaction>> {
  const { accountId, type, status, reference, createdFrom, createdTo, limit, below } = filter;
  const conditions: FilterQuery<Transaction>[] = [{ tenantId }];
  if (accountId !== undefined)
    conditions.push({ $or: [{ fromAccountId: accountId }, { toAccountId: accountId }] });
  if (type !== undefined) conditions.push({ type });
  if (status !== undefined) conditions.push({ status });
  if (reference !== undefined) conditions.push({ reference });
  if (createdFrom !== undefined) conditions.push({ createdAt: { $gte: createdFrom } });
  if (createdTo !== undefined) conditions.push({ createdAt: { $lt: createdTo } });
  if (below !== undefined) conditions.push({ id: { $lt: below } });
  const rows = await database.read((em) =>
    em.find(TransactionEntity, { $and: conditions }, { orderBy: { id: 'desc' }, limit: limit + 1 }),
  );
  return pageOf(rows, limit);
}
