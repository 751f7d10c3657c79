-- Lists by values that few rows of a tenant have: without an index PostgreSQL read all rows of the tenant to find a page of
-- them. No movement changes one of these columns. With an index it either finds the few rows, or reads the newest rows of the
-- tenant where many match.
create index accounts_by_status on ledger.accounts (tenant_id, status, id) where kind = 'customer' and status <> 'open';
create index accounts_by_currency on ledger.accounts (tenant_id, currency, id) where kind = 'customer';
create index account_changes_by_actor on ledger.account_changes (tenant_id, actor_id, changed_at desc);
create index scheduled_transactions_by_actor on ledger.scheduled_transactions (tenant_id, actor_id, created_at desc);
create index scheduled_transactions_by_status on ledger.scheduled_transactions (tenant_id, status, id);
