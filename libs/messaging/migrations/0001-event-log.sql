-- The event log for banks without Kafka: topics, which consist of numbered partitions with an offset for each message.
-- Apps have no right to these tables. They use the functions, which run as the owner and check event_log.access.

create table event_log.topics (
  topic text primary key,
  partitions int not null check (partitions between 1 and 1000),
  -- As Kafka's setting of this name.
  max_message_bytes int not null,
  created_at timestamptz not null default now()
);

-- Changed by every write, so that its rows need space beside them.
create table event_log.partitions (
  topic text not null references event_log.topics,
  partition int not null,
  -- The first message that retention has kept, and the next one to be written.
  low_offset bigint not null default 0,
  next_offset bigint not null default 0,
  last_written_at timestamptz not null default '-infinity',
  primary key (topic, partition)
) with (fillfactor = 20);

-- A table for each month, which event_log.append makes, so that retention drops tables and not rows.
create table event_log.messages (
  topic text not null,
  partition int not null,
  "offset" bigint not null,
  -- Never earlier than that of the message before it.
  written_at timestamptz not null,
  key bytea,
  headers json not null,
  value bytea,
  primary key (topic, partition, "offset", written_at)
) partition by range (written_at);

create table event_log.members (
  group_id text not null,
  member uuid not null,
  expires_at timestamptz not null,
  primary key (group_id, member)
);

-- What a group has handled of each partition, and the member that may handle more.
create table event_log.positions (
  group_id text not null,
  topic text not null,
  partition int not null,
  next_offset bigint not null,
  -- Whether the group has ever committed: until then next_offset is where it begins.
  committed boolean not null default false,
  member uuid,
  expires_at timestamptz not null default '-infinity',
  primary key (group_id, topic, partition)
) with (fillfactor = 20);

-- Who may do what, written by grants.sql. A name that ends in * stands for all names that begin so.
create table event_log.access (
  role text not null,
  action text not null check (action in ('create', 'write', 'read', 'group')),
  name text not null,
  primary key (role, action, name)
);

-- Throws unless the session's role may do this. Only the roles of the apps are limited: the owner and, where there are no
-- roles, the one that does everything, own the functions. A group's dead letters are its own.
create function event_log.check_access(wanted_action text, wanted_name text) returns void
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  if session_user not in ('florin_api', 'florin_worker', 'florin_fraud', 'florin_notifications', 'florin_analytics',
    'florin_reads_all_tenants', 'florin_manages_all_tenants') then
    return;
  end if;
  if not exists (
    select from event_log.access a
    where a.role = session_user
      and (a.action = wanted_action and (a.name = wanted_name
          or right(a.name, 1) = '*' and starts_with(wanted_name, left(a.name, -1)))
        or a.action = 'group' and wanted_action in ('create', 'write') and right(wanted_name, 13) = '.dead-letters'
          and (a.name || '.dead-letters' = wanted_name
            or right(a.name, 1) = '*' and starts_with(wanted_name, left(a.name, -1))))
  ) then
    raise insufficient_privilege using
      message = format('the role %s may not %s %s in the event log', session_user, wanted_action, wanted_name);
  end if;
end $$;

create function event_log.check_topic(wanted text) returns void
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from event_log.topics t where t.topic = wanted) then
    raise undefined_object using message = format('the event log in PostgreSQL has no topic %s', wanted),
      hint = 'The app that writes it creates it. All apps need the same database, and none KAFKA_BROKERS.';
  end if;
end $$;

create function event_log.create_topic(new_topic text, new_partitions int, new_max_message_bytes int) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform event_log.check_access('create', new_topic);
  insert into event_log.topics (topic, partitions, max_message_bytes)
  values (new_topic, new_partitions, new_max_message_bytes) on conflict do nothing;
  insert into event_log.partitions (topic, partition)
  select t.topic, n from event_log.topics t, generate_series(0, t.partitions - 1) n where t.topic = new_topic
  on conflict do nothing;
end $$;

create function event_log.topic_sizes() returns table (topic text, partitions int)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select t.topic, t.partitions from event_log.topics t
$$;

-- Makes the table for the messages of a month. Attaching it, in place of making it as a part, lets reads and writes of
-- the others go on.
create function event_log.make_month(moment timestamptz) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  begins timestamptz := date_trunc('month', moment, 'UTC');
  name text := 'messages_' || to_char(begins at time zone 'UTC', 'YYYY_MM');
begin
  if to_regclass('event_log.' || name) is not null then return; end if;
  perform pg_advisory_xact_lock(hashtext('florin event log month'));
  if to_regclass('event_log.' || name) is not null then return; end if;
  execute format('create table event_log.%I (like event_log.messages including all)', name);
  execute format('alter table event_log.%I enable row level security, force row level security', name);
  execute format('alter table event_log.messages attach partition event_log.%I for values from (%L) to (%L)',
    name, begins, begins + interval '1 month');
end $$;

-- Appends messages, given column by column, in their order. The rows of their partitions are locked until the commit,
-- in one order for all writers: so offsets have no gaps, a partition's messages become visible in the order of their
-- offsets, and two writers of several partitions do not wait for each other in a circle. One notification for all.
create function event_log.append(topics text[], partitions int[], keys bytea[], headers json[], contents bytea[])
returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  moment timestamptz;
  written bigint;
  too_large text;
begin
  perform event_log.check_access('write', t.topic) from (select distinct unnest(topics) as topic) t;
  perform event_log.check_topic(t.topic) from (select distinct unnest(topics) as topic) t;
  select format('a message of %s bytes is larger than the topic %s allows', octet_length(m.content), m.topic)
  into too_large
  from unnest(topics, contents) as m (topic, content) join event_log.topics t on t.topic = m.topic
  where octet_length(m.content) > t.max_message_bytes limit 1;
  if too_large is not null then
    raise program_limit_exceeded using message = too_large;
  end if;
  perform from event_log.partitions p
  where (p.topic, p.partition) in (select u.topic, u.partition from unnest(topics, partitions) as u (topic, partition))
  order by p.topic, p.partition for update;
  -- After the wait for the rows, so that a later offset has no earlier time.
  moment := clock_timestamp();
  perform event_log.make_month(moment);
  with incoming as (
    select m.*, row_number() over (partition by m.topic, m.partition order by m.place) as nth
    from unnest(topics, partitions, keys, headers, contents) with ordinality
      as m (topic, partition, key, headers, content, place)
  ), begins as (
    update event_log.partitions p
    set next_offset = p.next_offset + counted.messages, last_written_at = greatest(p.last_written_at, moment)
    from (select i.topic, i.partition, count(*) as messages from incoming i group by 1, 2) counted
    where p.topic = counted.topic and p.partition = counted.partition
    returning p.topic, p.partition, p.next_offset - counted.messages as first_offset, p.last_written_at
  )
  insert into event_log.messages (topic, partition, "offset", written_at, key, headers, value)
  select i.topic, i.partition, b.first_offset + i.nth - 1, b.last_written_at, i.key, i.headers, i.content
  from incoming i join begins b on b.topic = i.topic and b.partition = i.partition;
  get diagnostics written = row_count;
  if written <> cardinality(topics) then
    raise undefined_object using message = 'a topic of the event log has no such partition';
  end if;
  perform pg_notify('florin_event_log', '');
end $$;

create function event_log.bounds(wanted text[])
returns table (topic text, partition int, low_offset bigint, next_offset bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform event_log.check_topic(t) from unnest(wanted) t;
  return query select p.topic, p.partition, p.low_offset, p.next_offset
    from event_log.partitions p where p.topic = any (wanted);
end $$;

-- Messages of one partition from an offset on: at most so many, and of so many bytes, but always one.
create function event_log.read(wanted_topic text, wanted_partition int, from_offset bigint, messages_max int, bytes_max int)
returns table ("offset" bigint, written_at timestamptz, key bytea, headers json, value bytea)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform event_log.check_access('read', wanted_topic);
  return query
    select n."offset", n.written_at, n.key, n.headers, n.value from (
      select m.*, sum(coalesce(octet_length(m.value), 0)) over (order by m."offset") as bytes,
        row_number() over (order by m."offset") as nth
      from (
        select * from event_log.messages m
        where m.topic = wanted_topic and m.partition = wanted_partition and m."offset" >= from_offset
        order by m."offset" limit messages_max
      ) m
    ) n where n.bytes <= bytes_max or n.nth = 1 order by n."offset";
end $$;

-- The offset of each partition's first message that was written at or after a moment; the next offset if there is none.
-- Found by bisection, because times grow with offsets.
create function event_log.offsets_since(wanted text, since timestamptz)
returns table (partition int, "offset" bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  p record;
  older bigint;
  later bigint;
  middle bigint;
begin
  perform event_log.check_topic(wanted);
  for p in select e.partition, e.low_offset, e.next_offset from event_log.partitions e where e.topic = wanted
    order by e.partition
  loop
    older := p.low_offset - 1;
    later := p.next_offset;
    while later - older > 1 loop
      middle := (older + later) / 2;
      if (select m.written_at < since from event_log.messages m
        where m.topic = wanted and m.partition = p.partition and m."offset" = middle) then
        older := middle;
      else
        later := middle;
      end if;
    end loop;
    partition := p.partition;
    "offset" := later;
    return next;
  end loop;
end $$;

create function event_log.committed(wanted_group text, wanted text[])
returns table (topic text, partition int, next_offset bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.topic, p.partition, p.next_offset from event_log.positions p
  where p.group_id = wanted_group and p.topic = any (wanted) and p.committed
$$;

-- Keeps a member in its group for a while and returns the partitions that it holds, with their positions: those that it
-- wants to keep, and, as long as it has less than its share, those that no other member holds. Members of a group take
-- turns. Rows that a unit of work is committing are left alone.
create function event_log.hold(own_group text, own_member uuid, wanted text[], keeps_topics text[], keeps_partitions int[],
  lasts interval)
returns table (topic text, partition int, next_offset bigint, share int)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  ends timestamptz;
  members int;
  all_partitions int;
  missing int;
begin
  perform event_log.check_access('group', own_group);
  perform event_log.check_access('read', t) from unnest(wanted) t;
  perform event_log.check_topic(t) from unnest(wanted) t;
  perform pg_advisory_xact_lock(hashtext('florin event log group ' || own_group));
  ends := clock_timestamp() + lasts;
  insert into event_log.positions (group_id, topic, partition, next_offset)
  select own_group, p.topic, p.partition, p.low_offset from event_log.partitions p where p.topic = any (wanted)
  on conflict do nothing;
  delete from event_log.members m
  where m.group_id = own_group and m.expires_at < clock_timestamp() and m.member <> own_member;
  insert into event_log.members (group_id, member, expires_at) values (own_group, own_member, ends)
  on conflict (group_id, member) do update set expires_at = excluded.expires_at;
  select count(*) into members from event_log.members m where m.group_id = own_group;
  select count(*) into all_partitions from event_log.partitions p where p.topic = any (wanted);
  share := ceil(all_partitions::numeric / members);

  -- Given up, and kept.
  with mine as (
    select p.topic, p.partition,
      exists (select from unnest(keeps_topics, keeps_partitions) as k (topic, partition)
        where k.topic = p.topic and k.partition = p.partition) as kept
    from event_log.positions p where p.group_id = own_group and p.member = own_member
    order by p.topic, p.partition for update skip locked
  )
  update event_log.positions p
  set member = case when mine.kept then own_member end, expires_at = case when mine.kept then ends else '-infinity' end
  from mine where p.group_id = own_group and p.topic = mine.topic and p.partition = mine.partition;

  select share - count(*) into missing from event_log.positions p
  where p.group_id = own_group and p.member = own_member and p.topic = any (wanted);
  with free as (
    select p.topic, p.partition from event_log.positions p
    where p.group_id = own_group and p.topic = any (wanted)
      and (p.member is null or p.member <> own_member and p.expires_at < clock_timestamp())
    order by p.topic, p.partition limit greatest(missing, 0) for update skip locked
  )
  update event_log.positions p set member = own_member, expires_at = ends
  from free where p.group_id = own_group and p.topic = free.topic and p.partition = free.partition;

  return query select p.topic, p.partition, p.next_offset, hold.share
    from event_log.positions p
    where p.group_id = own_group and p.member = own_member and p.topic = any (wanted)
    order by p.topic, p.partition;
end $$;

-- Moves a position forward, in the unit of work with the effect. False when another member holds the partition now.
create function event_log.advance(own_group text, own_member uuid, own_topic text, own_partition int, to_offset bigint,
  lasts interval)
returns boolean language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform event_log.check_access('group', own_group);
  update event_log.positions p
  set next_offset = to_offset, committed = true, expires_at = clock_timestamp() + lasts
  where p.group_id = own_group and p.topic = own_topic and p.partition = own_partition and p.member = own_member;
  return found;
end $$;

create function event_log.leave(own_group text, own_member uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform event_log.check_access('group', own_group);
  delete from event_log.members m where m.group_id = own_group and m.member = own_member;
  update event_log.positions p set member = null, expires_at = '-infinity'
  where p.group_id = own_group and p.member = own_member;
  perform pg_notify('florin_event_log', '');
end $$;

create function event_log.has_members(wanted_group text) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from event_log.members m where m.group_id = wanted_group and m.expires_at > clock_timestamp())
$$;

-- Moves the positions of a group that has no members.
create function event_log.move_group(moved_group text, moved_topic text, moved_partitions int[], offsets bigint[])
returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform event_log.check_access('group', moved_group);
  perform event_log.check_topic(moved_topic);
  perform pg_advisory_xact_lock(hashtext('florin event log group ' || moved_group));
  if event_log.has_members(moved_group) then
    raise object_in_use using message = format('the group %s has members', moved_group);
  end if;
  insert into event_log.positions (group_id, topic, partition, next_offset, committed)
  select moved_group, moved_topic, m.partition, m.next_offset, true
  from unnest(moved_partitions, offsets) as m (partition, next_offset)
  on conflict (group_id, topic, partition) do update
  set next_offset = excluded.next_offset, committed = true, member = null, expires_at = '-infinity';
end $$;

-- Drops the tables of the months that ended before a moment, and returns how many. Topics keep everything unless the
-- worker is set to call it.
create function event_log.drop_months_before(moment timestamptz) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  month record;
  dropped int := 0;
begin
  for month in
    select c.oid::regclass as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'event_log.messages'::regclass
      and make_timestamptz(left(right(c.relname, 7), 4)::int, right(c.relname, 2)::int, 1, 0, 0, 0, 'UTC')
        + interval '1 month' <= moment
  loop
    execute format('drop table %s', month.name);
    dropped := dropped + 1;
  end loop;
  if dropped > 0 then
    update event_log.partitions p set low_offset = coalesce(
      (select min(m."offset") from event_log.messages m where m.topic = p.topic and m.partition = p.partition), p.next_offset);
  end if;
  return dropped;
end $$;
