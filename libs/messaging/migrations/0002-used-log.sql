-- Which event log the bank uses. All its apps have to use the same one: what is written to another one is read by nobody.
create table event_log.used (
  only_row boolean primary key default true check (only_row),
  log text not null,
  since timestamptz not null default clock_timestamp(),
  -- The log to which the events are being moved; meanwhile nothing is published.
  moving_to text
);

-- Banks from before this table.
insert into event_log.used (log) select 'PostgreSQL' where exists (select from event_log.messages);

-- The log that the bank uses. The first app that starts decides; null only reads.
create function event_log.use_log(own text) returns table (log text, since timestamptz, moving_to text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into event_log.used (log) select own where own is not null on conflict do nothing;
  return query select u.log, u.since, u.moving_to from event_log.used u;
end $$;

-- Whether events may be marked as published to this log, until the end of the transaction: a move waits for it.
create function event_log.may_publish(own text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock_shared(hashtext('florin event log used'));
  return (select u.log = own and u.moving_to is null from event_log.use_log(own) u);
end $$;
