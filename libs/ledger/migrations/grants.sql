-- Who may do what in the schema ledger: everything that is not here is refused. Applied after the migrations, as a whole.

grant usage on schema ledger
  to florin_api, florin_worker, florin_reads_all_tenants, florin_manages_all_tenants;
grant select on ledger.migrations
  to florin_api, florin_worker, florin_reads_all_tenants, florin_manages_all_tenants;

-- Tenants are created by operators.
grant select on ledger.tenants to florin_api, florin_worker, florin_reads_all_tenants;
grant select, insert on ledger.tenants to florin_manages_all_tenants;

-- Moves are made by the owner. The worker leaves the due work of a tenant that has moved to its cell.
grant select on ledger.tenant_moves to florin_api, florin_worker, florin_reads_all_tenants;

-- Of an account, movements change these columns. Its terms are changed by the API alone.
grant select, insert on ledger.accounts to florin_api;
grant select on ledger.accounts to florin_worker, florin_reads_all_tenants;
grant update (balance, held, version, spent_today, spent_on, updated_at) on ledger.accounts
  to florin_api, florin_worker;
grant update (status, name, metadata, overdraft_limit, movement_limit, daily_limit) on ledger.accounts
  to florin_api;
grant select, insert on ledger.account_openings to florin_api;
grant select on ledger.account_openings to florin_reads_all_tenants;
grant select, insert on ledger.account_changes to florin_api;
grant select on ledger.account_changes to florin_reads_all_tenants;

-- Of a transaction, an open hold's progress is all that ever changes.
grant select, insert on ledger.transactions to florin_api, florin_worker;
grant update (status, captured_amount) on ledger.transactions to florin_api, florin_worker;
grant select on ledger.transactions to florin_reads_all_tenants;
grant select, insert on ledger.batches to florin_api;
grant select on ledger.batches to florin_worker, florin_reads_all_tenants;
-- Written by triggers alone, which run as the owner.
grant select on ledger.book_totals to florin_api, florin_worker, florin_reads_all_tenants;

-- Taken by triggers; the API itself takes only the keys of operations that another app carries out.
grant select, insert, update (under_way), delete on ledger.idempotency_keys to florin_api;
grant select on ledger.idempotency_keys to florin_worker, florin_reads_all_tenants;

-- The worker executes what the API schedules and cancels.
grant select, insert, update (status, updated_at, cancelled_by) on ledger.scheduled_transactions to florin_api;
grant select on ledger.scheduled_transactions to florin_worker, florin_reads_all_tenants;
grant update (status, claimed_at, transaction_id, failure_code, failure_message, updated_at)
  on ledger.scheduled_transactions to florin_worker;

-- The worker publishes and purges. The API reads when the commit of a transaction was published, and not what a row says,
-- which is about all tenants of the commit.
grant insert on ledger.outbox to florin_api;
grant select (id, created_at, published_at) on ledger.outbox to florin_api;
grant select, insert on ledger.outbox to florin_worker;
grant update (published_at), delete on ledger.outbox to florin_worker;
grant select, insert on ledger.account_events to florin_worker;
grant select on ledger.outbox, ledger.account_events to florin_reads_all_tenants;

-- A role that reads it needs the same right on the tables under it.
grant select on ledger.audit_log to florin_api, florin_manages_all_tenants;
grant select on ledger.account_changes, ledger.scheduled_transactions, ledger.tenant_moves
  to florin_manages_all_tenants;
grant execute on function ledger.actor_of to florin_api, florin_manages_all_tenants;

grant execute on function ledger.plain_key to florin_reads_all_tenants;
grant execute on function ledger.transactions_with_metadata, ledger.accounts_with_metadata, ledger.accounts_named
  to florin_api, florin_reads_all_tenants;
