import type { Check } from './lines.ts';

/** The invariants of idempotency keys and of the outbox. */
export const requestChecks: readonly Check[] = [
  {
    invariant: 'I9',
    says: 'an idempotency key of a tenant has at most one transaction',
    sql: `
      select tenant_id, idempotency_key, count(*) from ledger.transactions
      where idempotency_key is not null group by 1, 2 having count(*) > 1`,
  },
  {
    invariant: 'I9',
    says: 'every key of a row is in the table of keys with its fingerprint, and every key there has its row',
    // Before there was one table, a key could be used twice. Operations of other apps have no rows in the ledger.
    sql: `
      with carried as (
        select 'transactions' as carried_by, tenant_id, ledger.plain_key(idempotency_key) as key, fingerprint, created_at
        from ledger.transactions where idempotency_key is not null
        union all
        select 'batches', tenant_id, ledger.plain_key(idempotency_key), fingerprint, created_at
        from ledger.batches where idempotency_key is not null
        union all
        select 'account_openings', tenant_id, ledger.plain_key(idempotency_key), fingerprint, created_at
        from ledger.account_openings
        union all
        select 'scheduled_transactions', tenant_id, ledger.plain_key(idempotency_key), fingerprint, created_at
        from ledger.scheduled_transactions where idempotency_key is not null
      ), one_table as (select executed_at as since from ledger.migrations where name = '0012-one-table-of-keys')
      select coalesce(c.tenant_id, k.tenant_id) as tenant_id, coalesce(c.key, k.key) as key, c.carried_by, k.operation,
        c.fingerprint, k.fingerprint as fingerprint_of_key
      from carried c full join ledger.idempotency_keys k
        on k.tenant_id = c.tenant_id and k.key = c.key collate "C"
      where k.key is null
        or (c.key is null and k.operation is null)
        or (c.created_at > (select since from one_table) and (k.fingerprint <> c.fingerprint or k.operation is not null))`,
  },
  {
    invariant: 'I13',
    says: 'every transaction in the outbox is recorded, and listed once, in the row that the transaction names',
    sql: `
      with listed as (select o.id as outbox_id, unnest(o.transaction_ids) as id from ledger.outbox o)
      select l.id, min(l.outbox_id) as outbox_id, min(t.outbox_id) as named, count(*) as times
      from listed l left join ledger.transactions t on t.id = l.id
      group by l.id having count(*) > 1 or count(t.id) = 0 or min(t.outbox_id) <> min(l.outbox_id)`,
  },
  {
    invariant: 'I13',
    says: 'every recorded transaction is in the outbox, or was published and purged from it',
    // The purge removes the oldest published rows: never a recent row, and never a row that is younger than a published
    // row that still exists or than an unpublished row.
    sql: `
      with listed as (select unnest(transaction_ids) as id from ledger.outbox),
      kept as (
        select min(id) filter (where published_at is null) as first_waiting,
          min(published_at) + interval '10 minutes' as purged_before
        from ledger.outbox
      )
      select t.id, t.outbox_id, t.created_at, kept.first_waiting, kept.purged_before
      from ledger.transactions t cross join kept
      where not exists (select from listed where listed.id = t.id)
        and (t.outbox_id > kept.first_waiting
          or t.created_at > least(kept.purged_before, now() - interval '10 minutes')
          or exists (select from ledger.outbox o where o.id = t.outbox_id))
        -- The cell that the tenant comes from has published its events until then.
        and not (t.outbox_id is null and exists (
          select from ledger.tenant_moves m where m.tenant_id = t.tenant_id
            and (m.state = 'arriving' or t.created_at <= m.arrived_at)))`,
  },
];
