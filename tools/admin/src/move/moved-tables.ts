/** A table whose rows of a tenant move to another cell with it. */
export type MovedTable = {
  name: `${'ledger' | 'access'}.${string}`;
  /** Columns that are about the database and not the tenant; the other cell gives its own, or none. */
  without?: readonly string[];
  /** Rows that are copied in the last copy only, because they may still be deleted: a condition. */
  last?: string;
  /** Instead of a key of its own, a row is the nth one of the row that this column refers to, in the order of `id`. */
  nthOf?: string;
  /**
   * Of a table with rows for each movement: a condition which all rows meet that may have changed since a moment, so that a copy
   * of what is new does not read the others. `lowestId` is the lowest id of a row from that moment.
   */
  changedSince?(tenant: string, lowestId: string): string;
};

/** In an order in which each row finds the rows that it refers to. */
export const movedTables: readonly MovedTable[] = [
  { name: 'ledger.accounts' },
  { name: 'ledger.account_openings' },
  { name: 'ledger.account_changes', without: ['id'], nthOf: 'account_id' },
  {
    name: 'ledger.transactions',
    without: ['outbox_id'],
    // Only a hold changes, with the transaction that is made on it.
    changedSince: (
      tenant,
      lowestId,
    ) => `((tenant_id = '${tenant}' and id >= '${lowestId}') or id = any (array(
      select parent_id from ledger.transactions
      where tenant_id = '${tenant}' and id >= '${lowestId}' and parent_id is not null)))`,
  },
  { name: 'ledger.batches' },
  { name: 'ledger.scheduled_transactions' },
  {
    name: 'ledger.idempotency_keys',
    last: 'under_way is not null',
    // Keys of rows, and those of operations whose rows carry none.
    changedSince: (tenant, lowestId) => `(
      (tenant_id = '${tenant}' and operation is not null)
      or (tenant_id = '${tenant}' and key = any (array(${['transactions', 'batches', 'scheduled_transactions']
        .map(
          (table) => `
        select ledger.plain_key(idempotency_key) from ledger.${table}
        where tenant_id = '${tenant}' and id >= '${lowestId}' and idempotency_key is not null`,
        )
        .join(' union all ')} union all
        select ledger.plain_key(idempotency_key) from ledger.account_openings
        where tenant_id = '${tenant}' and account_id >= '${lowestId}'))))`,
  },
  { name: 'access.api_keys' },
  { name: 'access.key_changes' },
];

/** The other tables of the two schemas, and why they do not move. A test finds a table that is in neither list. */
export const tablesThatStay: Readonly<Record<string, string>> = {
  'ledger.tenants': 'The row of the tenant is made first, with the move.',
  'ledger.tenant_moves': 'The move itself.',
  'ledger.book_totals':
    'Triggers of the other cell add up the rows that arrive; the check compares the sums.',
  'ledger.outbox':
    'A move waits until every event of the tenant is published: the other cell publishes what comes after.',
  'ledger.account_events': 'Events that were published, by rows of the outbox.',
  'ledger.migrations': 'Names of files.',
  'access.tenant_moves': 'The move itself.',
  'access.signing_keys': 'Of the cell. A program exchanges its key again for a token of the other cell.',
  'access.signing_key_changes': 'Of the cell.',
  'access.operator_actions': 'Of no tenant.',
  'access.migrations': 'Names of files.',
};
