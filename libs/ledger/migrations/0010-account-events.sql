-- Published outbox rows are purged. Transactions outlive them by themselves; what became of accounts was told by those rows
-- alone, and is moved here by the statement that purges, so that it can be told again for ever. The key is the row's.
create table ledger.account_events (
  outbox_id bigint primary key,
  events jsonb not null check (jsonb_typeof(events) = 'array'),
  -- When it was committed, as the outbox row knew it.
  created_at timestamptz not null
);
create index account_events_by_time on ledger.account_events (created_at, outbox_id);

create trigger account_events_immutable before update or delete on ledger.account_events
  for each row execute function ledger.refuse_change();
create trigger account_events_not_truncated before truncate on ledger.account_events
  for each statement execute function ledger.refuse_change();
