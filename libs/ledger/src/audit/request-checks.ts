import type { Check } from './lines.ts';

/** What must be true of requests and of what is told about them. */
export const requestChecks: readonly Check[] = [
  {
    invariant: 'I9',
    says: 'one idempotency key of a tenant has one transaction at most',
    sql: `
      select tenant_id, idempotency_key, count(*) from ledger.transactions
      where idempotency_key is not null group by 1, 2 having count(*) > 1`,
  },
  {
    invariant: 'I13',
    says: 'what the outbox lists was recorded, and is listed once, in the row that the transaction names',
    sql: `
      with listed as (select o.id as outbox_id, unnest(o.transaction_ids) as id from ledger.outbox o)
      select l.id, min(l.outbox_id) as outbox_id, min(t.outbox_id) as named, count(*) as times
      from listed l left join ledger.transactions t on t.id = l.id
      group by l.id having count(*) > 1 or count(t.id) = 0 or min(t.outbox_id) <> min(l.outbox_id)`,
  },
  {
    invariant: 'I13',
    says: 'every recorded transaction is in the outbox, or was published and purged from it',
    // Purged is the oldest of what was published, long after it was: never what is young, or younger than something
    // that was published and is still there, or younger than something that still waits.
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
          or exists (select from ledger.outbox o where o.id = t.outbox_id))`,
  },
];
