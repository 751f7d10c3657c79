-- One table of idempotency keys decides for all operations of a tenant: who inserts the key first has it. The rows are
-- written by triggers on the tables whose rows carry a key, in the statement that inserts those, so that no way of
-- writing forgets them; the version before writes them too, while it still runs. The unique indexes of those tables
-- are what that version looks keys up by. They go when it cannot run any more.

-- The key as it is meant: the IETF's draft sends it as a quoted string, in which a backslash quotes the next character.
create function ledger.plain_key(sent text) returns text language sql immutable parallel safe
return case
  when length(sent) > 2 and left(sent, 1) = '"' and right(sent, 1) = '"'
    then regexp_replace(substr(sent, 2, length(sent) - 2), '\\(["\\])', '\1', 'g')
  else sent
end;

create table ledger.idempotency_keys (
  tenant_id uuid not null,
  -- Compared by its bytes, which is cheaper than by any language's rules.
  key text collate "C" not null check (length(key) between 1 and 255),
  -- SHA-256 of the operation and what it was asked for.
  fingerprint bytea not null,
  created_at timestamptz not null default now(),
  -- Null where a row of transactions, batches, account_openings or scheduled_transactions carries the key; otherwise the
  -- operation that was carried out under it.
  operation text check (length(operation) between 1 and 100),
  -- Of an operation that another app carries out: how many requests for it have no known outcome. Null once it is done.
  under_way integer check (under_way > 0),
  constraint idempotency_keys_pkey primary key (tenant_id, key),
  constraint idempotency_keys_under_way check (under_way is null or operation is not null)
);

create trigger idempotency_keys_kept before delete on ledger.idempotency_keys
  for each row when (old.under_way is null) execute function ledger.refuse_change();
create trigger idempotency_keys_immutable before update on ledger.idempotency_keys
  for each row when (
    old.under_way is null or old.tenant_id <> new.tenant_id or old.key <> new.key or old.fingerprint <> new.fingerprint
  ) execute function ledger.refuse_change();
create trigger idempotency_keys_not_truncated before truncate on ledger.idempotency_keys
  for each statement execute function ledger.refuse_change();

-- Takes the keys of the rows that a statement inserted. A key that stands there already is refused, unless it was taken
-- in the same commit for the same request: a batch and its first transaction carry one key, and so do an account's
-- opening and its opening credit. A commit that has taken a key and has not ended is waited for, but not for long: the
-- others of a batch must not miss their time for it.
create function ledger.take_keys() returns trigger language plpgsql set lock_timeout = '500ms' as $$
declare
  taken bigint;
  carried bigint;
begin
  insert into ledger.idempotency_keys (tenant_id, key, fingerprint)
  select tenant_id, ledger.plain_key(idempotency_key) as key, fingerprint
  from posted where idempotency_key is not null
  order by tenant_id, ledger.plain_key(idempotency_key) collate "C"
  on conflict (tenant_id, key) do nothing;
  get diagnostics taken = row_count;
  select count(*) into carried from posted where idempotency_key is not null;
  if taken <> carried and exists (
    select from posted p
    join ledger.idempotency_keys k
      on k.tenant_id = p.tenant_id and k.key = ledger.plain_key(p.idempotency_key) collate "C"
    where p.idempotency_key is not null
      and (k.xmin <> pg_current_xact_id()::xid or k.fingerprint <> p.fingerprint or k.operation is not null)
  ) then
    raise exception 'an idempotency key of % was used before', tg_table_name
      using errcode = '23505', constraint = 'idempotency_keys_pkey', schema = 'ledger', table = 'idempotency_keys';
  end if;
  return null;
end $$;

create trigger transactions_take_keys after insert on ledger.transactions
  referencing new table as posted for each statement execute function ledger.take_keys();
create trigger batches_take_keys after insert on ledger.batches
  referencing new table as posted for each statement execute function ledger.take_keys();
create trigger account_openings_take_keys after insert on ledger.account_openings
  referencing new table as posted for each statement execute function ledger.take_keys();
create trigger scheduled_transactions_take_keys after insert on ledger.scheduled_transactions
  referencing new table as posted for each statement execute function ledger.take_keys();
