-- The move of a bank's events from one log to another: libs/messaging/src/move.

-- The log to which events are being copied, while they are still published to the one in use.
alter table event_log.used add column copying_to text;

-- What is in both logs of the last move, which has a row for each of them.
create table event_log.copied (
  topic text not null,
  partition int not null,
  log text not null,
  -- Where the move began, and how far it has come: the messages before next_offset are in both logs.
  begin_offset bigint not null,
  next_offset bigint not null,
  -- Whether the messages before begin_offset are the same in both logs.
  continues boolean not null,
  primary key (topic, partition, log)
);

-- As event_log.append, but with the times at which the messages were written to the log that they come from.
create function event_log.append_at(topics text[], partitions int[], keys bytea[], headers json[], contents bytea[],
  moments timestamptz[])
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
  perform event_log.make_month(m.begins) from (
    select distinct date_trunc('month', least(coalesce(u.written, moment), moment), 'UTC')
    from unnest(moments) as u (written)
    union
    select distinct date_trunc('month', p.last_written_at, 'UTC') from event_log.partitions p
    where p.topic = any (topics) and p.last_written_at > '-infinity'
  ) m (begins);
  with incoming as (
    select m.*, row_number() over places as nth, max(least(coalesce(m.written, moment), moment)) over places as latest
    from unnest(topics, partitions, keys, headers, contents, moments) with ordinality
      as m (topic, partition, key, headers, content, written, place)
    window places as (partition by m.topic, m.partition order by m.place)
  ), counted as (
    select i.topic, i.partition, count(*) as messages, max(i.latest) as latest, p.last_written_at as before
    from incoming i join event_log.partitions p on p.topic = i.topic and p.partition = i.partition group by 1, 2, 5
  ), begins as (
    update event_log.partitions p
    set next_offset = p.next_offset + c.messages, last_written_at = greatest(p.last_written_at, c.latest)
    from counted c where p.topic = c.topic and p.partition = c.partition
    returning p.topic, p.partition, p.next_offset - c.messages as first_offset, c.before
  )
  insert into event_log.messages (topic, partition, "offset", written_at, key, headers, value)
  select i.topic, i.partition, b.first_offset + i.nth - 1, greatest(b.before, i.latest), i.key, i.headers, i.content
  from incoming i join begins b on b.topic = i.topic and b.partition = i.partition;
  get diagnostics written = row_count;
  if written <> cardinality(topics) then
    raise undefined_object using message = 'a topic of the event log has no such partition';
  end if;
  perform pg_notify('florin_event_log', '');
end $$;

create or replace function event_log.append(topics text[], partitions int[], keys bytea[], headers json[], contents bytea[])
returns void language sql security definer set search_path = pg_catalog, pg_temp as $$
  select event_log.append_at(topics, partitions, keys, headers, contents, array_fill(null::timestamptz, array[cardinality(topics)]))
$$;
