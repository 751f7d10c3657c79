import { idToUuid, parameterized, prepared, recurringIdToUuid, type Statement } from '@florin/database';
import type { Transaction } from '../entities/transaction.ts';

/*
 * Append-only rows go in by one statement with one array for each column instead of the ORM's change sets: the text is
 * the same for any number of rows. See docs/decisions for the measurement.
 */
const columnTypes = {
  id: 'uuid',
  tenantId: 'uuid',
  type: 'text',
  status: 'text',
  fromAccountId: 'uuid',
  toAccountId: 'uuid',
  currency: 'text',
  amount: 'bigint',
  fromAccountVersion: 'bigint',
  toAccountVersion: 'bigint',
  fromBalanceAfter: 'bigint',
  toBalanceAfter: 'bigint',
  fromHeldAfter: 'bigint',
  toHeldAfter: 'bigint',
  movesAs: 'text',
  capturedAmount: 'bigint',
  releasedAmount: 'bigint',
  parentId: 'uuid',
  expiresAt: 'timestamptz',
  reference: 'text',
  description: 'text',
  metadata: 'jsonb',
  failureCode: 'text',
  failureMessage: 'text',
  idempotencyKey: 'text',
  fingerprint: 'bytea',
  requestId: 'text',
  receivedAt: 'timestamptz',
  effectiveAt: 'timestamptz',
  createdAt: 'timestamptz',
} satisfies Record<Extract<keyof Transaction, string>, string>;

type Column = keyof typeof columnTypes;
const columns = Object.keys(columnTypes) as Column[];
const names = columns
  .map((column) => column.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`))
  .join();
const arrays = columns.map((column, index) => `$${index + 1}::${columnTypes[column]}[]`).join();

const record = prepared(`
  with entry as (insert into ledger.outbox (transaction_ids) values ($1::uuid[]) returning id)
  insert into ledger.transactions (${names}, outbox_id)
  select row.*, entry.id from entry, unnest(${arrays}) as row (${names})`);

/**
 * The statement that inserts transactions in the order of their decisions, and the commit's one outbox row; none where
 * nothing was decided. The accounts must be flushed before it runs: the database compares the two.
 */
export function insertOfTransactions(transactions: readonly Transaction[]): Statement[] {
  if (transactions.length === 0) return [];
  const moments = new Map<number, string>();
  const values = columns.map((column) =>
    transactions.map((transaction) => valueOf(column, transaction, moments)),
  );
  return [parameterized(record, values)];
}

/** As the driver sends it. Transactions that are decided together share their moments. */
function valueOf(column: Column, transaction: Transaction, moments: Map<number, string>): unknown {
  const value = transaction[column];
  if (value === null) return null;
  switch (column) {
    case 'id':
      return idToUuid(transaction.id);
    case 'tenantId':
    case 'fromAccountId':
    case 'toAccountId':
    case 'parentId':
      return recurringIdToUuid(value as string);
    case 'metadata':
      return JSON.stringify(value);
    default:
      return value instanceof Date ? isoOf(value, moments) : value;
  }
}

/** An ISO text takes the driver and PostgreSQL less time than a Date, and making it more than looking it up. */
function isoOf(moment: Date, moments: Map<number, string>): string {
  const known = moments.get(moment.getTime());
  if (known !== undefined) return known;
  const text = moment.toISOString();
  moments.set(moment.getTime(), text);
  return text;
}
