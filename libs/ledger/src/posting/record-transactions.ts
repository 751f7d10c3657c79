import {
  idToUuid,
  momentText,
  parameterized,
  prepared,
  recurringIdToUuid,
  type Statement,
} from '@florin/database';
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
const nameOf = (column: Column) => column.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const names = columns.map(nameOf).join();
const arrays = columns.map((column, index) => `$${index + 1}::${columnTypes[column]}[]`);

/*
 * `unnest` fills up with nulls what is shorter than the ids. So a column in which all are null travels empty, and one
 * that must not be null and is the same everywhere, as much is for movements that are decided together, travels once.
 */
const neverNull = new Set<Column>(['tenantId', 'type', 'status', 'currency', 'effectiveAt', 'createdAt']);
const chosen = columns.map((column, index) => {
  const own = `row.${nameOf(column)}`;
  if (!neverNull.has(column)) return own;
  // Not coalesce: a null that should not be there must be refused, not take another row's value.
  return `case cardinality(${arrays[index]}) when 1 then (${arrays[index]})[1] else ${own} end`;
});

const record = prepared(`
  with entry as (insert into ledger.outbox (transaction_ids) values ($1::uuid[]) returning id)
  insert into ledger.transactions (${names}, outbox_id)
  select ${chosen.join()}, entry.id from entry, unnest(${arrays.join()}) as row (${names})`);

/**
 * The statement that inserts transactions in the order of their decisions, and the commit's one outbox row; none where
 * nothing was decided. The accounts must be flushed before it runs: the database compares the two.
 */
export function insertOfTransactions(transactions: readonly Transaction[]): Statement[] {
  if (transactions.length === 0) return [];
  return [
    parameterized(
      record,
      columns.map((column) => shortened(column, valuesOf(column, transactions))),
    ),
  ];
}

function shortened(column: Column, values: readonly unknown[]): readonly unknown[] {
  const [first] = values;
  const shared = values.every((value) => value === first);
  if (!shared) return values;
  if (neverNull.has(column)) return [first];
  return first === null ? [] : values;
}

/** As the driver sends them. */
function valuesOf(column: Column, transactions: readonly Transaction[]): unknown[] {
  switch (column) {
    case 'id':
      return transactions.map(({ id }) => idToUuid(id));
    case 'tenantId':
    case 'fromAccountId':
    case 'toAccountId':
    case 'parentId':
      return transactions.map(({ [column]: id }) => (id === null ? null : recurringIdToUuid(id)));
    case 'metadata':
      return transactions.map(({ metadata }) => (metadata === null ? null : JSON.stringify(metadata)));
    case 'expiresAt':
    case 'receivedAt':
    case 'effectiveAt':
    case 'createdAt':
      return transactions.map(({ [column]: moment }) => (moment === null ? null : momentText(moment)));
    default:
      return transactions.map((transaction) => transaction[column]);
  }
}
