import {
  idToUuid,
  momentText,
  parameterized,
  prepared,
  recurringIdToUuid,
  type Statement,
} from '@florin/database';
import {
  keysOf,
  type MovementResult,
  type RecordedBatch,
  Refusal,
  type RefusalCode,
  type Transaction,
} from '@florin/rules';

/*
 * Transactions are only ever inserted, so they bypass the ORM: one statement with one array per column, whose text is the
 * same for any number of rows. libs/database/README.md has the reasons.
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
  actorId: 'text',
  tokenId: 'uuid',
  serverRequestId: 'uuid',
  address: 'inet',
  onBehalfOf: 'text',
  receivedAt: 'timestamptz',
  effectiveAt: 'timestamptz',
  createdAt: 'timestamptz',
} satisfies Record<Extract<keyof Transaction, string>, string>;

type Column = keyof typeof columnTypes;
const columns = keysOf(columnTypes);
const nameOf = (column: Column) => column.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const names = columns.map(nameOf).join();
const arrays = columns.map((column, index) => `$${index + 1}::${columnTypes[column]}[]`);

/*
 * `unnest` extends shorter arrays with nulls. So an all-null column is sent as an empty array, and a column that often has
 * the same value in all rows of a batch is then sent as an array of one.
 */
const neverNull: Column[] = ['tenantId', 'type', 'status', 'currency', 'effectiveAt', 'createdAt'];
const oftenShared = new Set<Column>([...neverNull, 'actorId', 'tokenId', 'address']);
const chosen = columns.map((column, index) => {
  const own = `row.${nameOf(column)}`;
  if (!oftenShared.has(column)) return own;
  // Not coalesce: a null among other values must stay a null, and violate the constraint where none is expected.
  return `case cardinality(${arrays[index]}) when 1 then (${arrays[index]})[1] else ${own} end`;
});

const insertTransactions = prepared(`
  with entry as (insert into ledger.outbox (transaction_ids, traceparent) values ($1::uuid[], $${columns.length + 1}) returning id)
  insert into ledger.transactions (${names}, outbox_id)
  select ${chosen.join()}, entry.id from entry, unnest(${arrays.join()}) as row (${names})`);

/**
 * The statement that inserts transactions in the order of their decisions, and the one outbox row of the commit. None
 * without transactions. The accounts must be flushed before it runs: a trigger compares the two.
 */
export function insertOfTransactions(
  transactions: readonly Transaction[],
  traceparent?: string,
): Statement[] {
  if (transactions.length === 0) return [];
  return [
    parameterized(insertTransactions, [
      ...columns.map((column) => shortened(column, valuesOf(column, transactions))),
      traceparent ?? null,
    ]),
  ];
}

function shortened(column: Column, values: readonly unknown[]): readonly unknown[] {
  const [first] = values;
  const shared = values.every((value) => value === first);
  if (!shared) return values;
  if (first === null && !neverNull.includes(column)) return [];
  return oftenShared.has(column) ? [first] : values;
}

/** The values in the form that the driver sends. */
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

/** A result in the column `results`. A transaction is stored in its own table. */
export type StoredResult = { transaction_id: string } | { code: RefusalCode; message: string };

const insertBatches = `
  insert into ledger.batches
    (id, tenant_id, atomic, refused_at, results, idempotency_key, fingerprint, request_id, created_at)
  select id, tenant_id, atomic, refused_at, results, idempotency_key, decode(fingerprint, 'hex'), request_id, created_at
  from json_to_recordset($1::json) as row (
    id uuid, tenant_id uuid, atomic boolean, refused_at integer, results jsonb,
    idempotency_key text, fingerprint text, request_id text, created_at timestamptz
  )`;

/** The statement that inserts batches; it runs after their transactions are inserted. None without batches. */
export function insertOfBatches(batches: readonly RecordedBatch[]): Statement[] {
  if (batches.length === 0) return [];
  return [parameterized(insertBatches, [JSON.stringify(batches.map(toRow))])];
}

function toRow(batch: RecordedBatch) {
  return {
    id: idToUuid(batch.id),
    tenant_id: idToUuid(batch.tenantId),
    atomic: batch.atomic,
    refused_at: batch.refusedAt,
    results: batch.results.map(storedResult),
    idempotency_key: batch.idempotencyKey,
    fingerprint: batch.fingerprint && Buffer.from(batch.fingerprint).toString('hex'),
    request_id: batch.requestId,
    created_at: batch.createdAt,
  };
}

function storedResult(result: MovementResult): StoredResult {
  return result instanceof Refusal
    ? { code: result.code, message: result.message }
    : { transaction_id: idToUuid(result.id) };
}
