-- Indexes for what is asked of the books. Each is partial: a movement without a reference, without metadata, that
-- completed and counts when it was posted, writes to none of them.

create index transactions_by_reference on ledger.transactions (tenant_id, reference, id) where reference is not null;
create index transactions_by_metadata on ledger.transactions using gin (metadata jsonb_path_ops)
  where metadata <> '{}';
create index transactions_not_completed on ledger.transactions (tenant_id, status, id) where status <> 'completed';
create index transactions_backdated on ledger.transactions (tenant_id, id) where effective_at < created_at;

-- None of these columns changes with a movement, so that the rewritten row stays out of these indexes too.
create index accounts_by_name on ledger.accounts (tenant_id, lower(name) text_pattern_ops) where name is not null;
create index accounts_by_metadata on ledger.accounts using gin (metadata jsonb_path_ops) where metadata <> '{}';
