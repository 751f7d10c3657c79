-- As ledger.tenant_moves: the two schemas can live in two databases. Keys of a tenant that has moved are refused with the name
-- of its cell, and those of one that still arrives are not served yet.

create table access.tenant_moves (
  tenant_id    uuid        primary key,
  cell         text        not null check (cell ~ '^[a-z][a-z0-9]{0,15}$'),
  state        text        not null check (state in ('copying', 'closed', 'moved', 'arriving')),
  closed_until timestamptz,
  moved_at     timestamptz,
  constraint tenant_moves_closed check (state <> 'closed' or closed_until is not null),
  constraint tenant_moves_moved check (state <> 'moved' or moved_at is not null)
);

create function access.refuse_moving() returns trigger language plpgsql
security definer set search_path = pg_catalog, pg_temp as $$
declare
  moving uuid;
  other text;
begin
  for moving in
    select tenant_id from access.tenant_moves where tenant_id in (select tenant_id from changed) order by tenant_id
  loop
    perform pg_advisory_xact_lock_shared(hashtextextended('florin tenant move ' || moving, 0));
    select cell into other from access.tenant_moves
      where tenant_id = moving
        and (state in ('moved', 'arriving') or (state = 'closed' and closed_until > clock_timestamp()));
    if found then
      raise exception 'tenant % moves to the cell %, or has moved there', moving, other using errcode = 'FL001';
    end if;
  end loop;
  return null;
end $$;

-- florin.moving is set by the copy itself, and counts for the owner alone. Every change of a key has a record in key_changes. The last use of a key has none, and may be lost.
create trigger api_keys_not_moving after insert on access.api_keys
  referencing new table as changed for each statement
  when (current_setting('florin.moving', true) is distinct from 'on' or not has_table_privilege('access.tenant_moves', 'update')) execute function access.refuse_moving();
create trigger key_changes_not_moving after insert on access.key_changes
  referencing new table as changed for each statement
  when (current_setting('florin.moving', true) is distinct from 'on' or not has_table_privilege('access.tenant_moves', 'update')) execute function access.refuse_moving();
