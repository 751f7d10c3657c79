-- Tenants that are moving to another cell, have moved there, or arrive or have arrived from one. Meanwhile, and at the cell that a
-- tenant has left, writes of this tenant are refused here and not in the apps: whatever process writes, the copy at the other
-- cell is complete.

create table ledger.tenant_moves (
  tenant_id    uuid        primary key references ledger.tenants,
  -- The cell that the tenant moves to; of a tenant that arrives or has arrived, this cell.
  cell         text        not null check (cell ~ '^[a-z][a-z0-9]{0,15}$'),
  -- At the cell that the tenant leaves: copying, closed, then moved for good. At the other: arriving, then arrived.
  state        text        not null check (state in ('copying', 'closed', 'moved', 'arriving', 'arrived')),
  -- Closed at most until this moment: a move that dies refuses no writes after it.
  closed_until timestamptz,
  -- Rows that were written before this snapshot (its pg_snapshot_xmin), which was taken at this time, are at the other cell.
  copied_until xid8,
  copied_at    timestamptz,
  began_at     timestamptz not null default clock_timestamp(),
  -- When the tenant left the cell that it comes from, by that cell's clock. The outbox of its transactions until then is there.
  arrived_at   timestamptz,
  moved_at     timestamptz,
  moved_by     text        check (length(moved_by) between 1 and 128),
  constraint tenant_moves_closed check (state <> 'closed' or closed_until is not null),
  constraint tenant_moves_copied check ((copied_until is null) = (copied_at is null)),
  constraint tenant_moves_arrived check (state <> 'arrived' or arrived_at is not null),
  constraint tenant_moves_moved check (state <> 'moved' or (moved_at is not null and moved_by is not null))
);

-- A move reads the keys of operations whose rows carry none here; all others it finds by the rows that carry them.
create index idempotency_keys_of_operations on ledger.idempotency_keys (tenant_id) where operation is not null;

-- The shared lock makes the move wait for every unit of work that has passed here, before it closes the tenant and before it
-- gives it away.
create function ledger.pass_move(moving uuid) returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  other text;
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('florin tenant move ' || moving, 0));
  select cell into other from ledger.tenant_moves
    where tenant_id = moving
      and (state in ('moved', 'arriving') or (state = 'closed' and closed_until > clock_timestamp()));
  if found then
    raise exception 'tenant % moves to the cell %, or has moved there', moving, other using errcode = 'FL001';
  end if;
end $$;

-- A statement of tenants without a row costs a look at an almost empty table.
create function ledger.refuse_moving() returns trigger language plpgsql
security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from ledger.tenant_moves) then
    perform ledger.pass_move(tenant_id) from ledger.tenant_moves
      where state <> 'arrived' and tenant_id in (select tenant_id from changed) order by tenant_id;
  end if;
  return null;
end $$;

create function ledger.refuse_moving_row() returns trigger language plpgsql
security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform ledger.pass_move(tenant_id) from ledger.tenant_moves
    where tenant_id = new.tenant_id and state <> 'arrived';
  return new;
end $$;

-- The copy itself sets florin.moving, which counts for the owner alone. Its rows were checked where they were written, and come with their keys.
create trigger transactions_not_moving after insert on ledger.transactions
  referencing new table as changed for each statement
  when (current_setting('florin.moving', true) is distinct from 'on' or not has_table_privilege('ledger.tenant_moves', 'update')) execute function ledger.refuse_moving();
create trigger accounts_not_moving after insert on ledger.accounts
  referencing new table as changed for each statement
  when (current_setting('florin.moving', true) is distinct from 'on' or not has_table_privilege('ledger.tenant_moves', 'update')) execute function ledger.refuse_moving();
create trigger account_openings_not_moving after insert on ledger.account_openings
  referencing new table as changed for each statement
  when (current_setting('florin.moving', true) is distinct from 'on' or not has_table_privilege('ledger.tenant_moves', 'update')) execute function ledger.refuse_moving();
create trigger account_changes_not_moving after insert on ledger.account_changes
  referencing new table as changed for each statement
  when (current_setting('florin.moving', true) is distinct from 'on' or not has_table_privilege('ledger.tenant_moves', 'update')) execute function ledger.refuse_moving();
create trigger batches_not_moving after insert on ledger.batches
  referencing new table as changed for each statement
  when (current_setting('florin.moving', true) is distinct from 'on' or not has_table_privilege('ledger.tenant_moves', 'update')) execute function ledger.refuse_moving();
create trigger scheduled_transactions_not_moving after insert on ledger.scheduled_transactions
  referencing new table as changed for each statement
  when (current_setting('florin.moving', true) is distinct from 'on' or not has_table_privilege('ledger.tenant_moves', 'update')) execute function ledger.refuse_moving();
create trigger scheduled_transactions_kept_by_moving after update on ledger.scheduled_transactions
  referencing new table as changed for each statement
  when (current_setting('florin.moving', true) is distinct from 'on' or not has_table_privilege('ledger.tenant_moves', 'update')) execute function ledger.refuse_moving();
-- All other keys are taken for rows of the tables above, in the same commit.
create trigger idempotency_keys_not_moving before insert on ledger.idempotency_keys
  for each row when (new.operation is not null and (
    current_setting('florin.moving', true) is distinct from 'on' or not has_table_privilege('ledger.tenant_moves', 'update')))
  execute function ledger.refuse_moving_row();

create or replace trigger transactions_take_keys after insert on ledger.transactions
  referencing new table as posted for each statement
  when (current_setting('florin.moving', true) is distinct from 'on' or not has_table_privilege('ledger.tenant_moves', 'update')) execute function ledger.take_keys();
create or replace trigger batches_take_keys after insert on ledger.batches
  referencing new table as posted for each statement
  when (current_setting('florin.moving', true) is distinct from 'on' or not has_table_privilege('ledger.tenant_moves', 'update')) execute function ledger.take_keys();
create or replace trigger account_openings_take_keys after insert on ledger.account_openings
  referencing new table as posted for each statement
  when (current_setting('florin.moving', true) is distinct from 'on' or not has_table_privilege('ledger.tenant_moves', 'update')) execute function ledger.take_keys();
create or replace trigger scheduled_transactions_take_keys after insert on ledger.scheduled_transactions
  referencing new table as posted for each statement
  when (current_setting('florin.moving', true) is distinct from 'on' or not has_table_privilege('ledger.tenant_moves', 'update')) execute function ledger.take_keys();
-- Compares a hold with what was made on it, which arrives row by row.
create or replace trigger transactions_check_child after insert on ledger.transactions
  for each row when (new.parent_id is not null and (
    current_setting('florin.moving', true) is distinct from 'on' or not has_table_privilege('ledger.tenant_moves', 'update')))
  execute function ledger.check_child();

-- That a tenant has moved is the last entry of its audit log at the cell that it has left, and one of it at the other.
create or replace view ledger.audit_log with (security_invoker = true) as
  select tenant_id, md5('account_changes ' || id)::uuid as id, changed_at as at,
    'account' as object_type, account_id as object_uuid, null::text as object_name,
    -- The first record of an account is that of its opening; all others have something before.
    case when before = '{}' then 'opened'
      when after ->> 'status' = 'open' then 'unfrozen'
      else coalesce(after ->> 'status', 'updated') end as change,
    before, after, actor_id,
    ledger.actor_of(actor_id, token_id, request_id, server_request_id, address, on_behalf_of) as actor
  from ledger.account_changes
  union all
  select tenant_id, md5('created ' || id)::uuid, created_at, 'scheduled_transaction', id, null::text, 'created',
    -- As answers show the time: a time in JSON is otherwise written in the time zone of the session.
    '{}'::jsonb, jsonb_strip_nulls(jsonb_build_object(
      'type', type, 'amount', amount, 'currency', currency, 'scheduled_for',
      to_char(scheduled_for at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'reference', reference)),
    actor_id, ledger.actor_of(actor_id, token_id, request_id, server_request_id, address, on_behalf_of)
  from ledger.scheduled_transactions
  union all
  select tenant_id, md5('cancelled ' || id)::uuid, updated_at, 'scheduled_transaction', id, null::text, 'cancelled',
    '{"status": "pending"}'::jsonb, '{"status": "cancelled"}'::jsonb, cancelled_by ->> 'id', cancelled_by
  from ledger.scheduled_transactions where status = 'cancelled'
  union all
  select id, md5('tenants ' || id)::uuid, created_at, 'tenant', id, null::text, 'created',
    '{}'::jsonb, jsonb_build_object('name', name),
    created_by, ledger.actor_of(created_by, null, null, null, null, null)
  from ledger.tenants
  union all
  select tenant_id, md5('moved ' || tenant_id || ' ' || cell)::uuid, moved_at, 'tenant', tenant_id, null::text, 'moved',
    '{}'::jsonb, jsonb_build_object('cell', cell),
    moved_by, ledger.actor_of(moved_by, null, null, null, null, null)
  from ledger.tenant_moves where moved_at is not null;
