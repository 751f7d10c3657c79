-- What operators did with their tools to what has no table of its own here: events, their readers, and roll-ups. Written before
-- the change where that is outside PostgreSQL, and in its commit otherwise. Rows are added, never changed. They belong to no
-- tenant.
create table access.operator_actions (
  id          uuid        primary key default uuidv7(),
  object_type text        not null check (object_type in ('event_topic', 'consumer_group', 'rollups')),
  object_name text        not null check (length(object_name) between 1 and 255),
  action      text        not null check (length(action) between 1 and 64),
  -- How the command was called.
  details     jsonb       not null check (jsonb_typeof(details) = 'object'),
  acted_at    timestamptz not null default clock_timestamp(),
  actor       jsonb       not null check (jsonb_typeof(actor) = 'object')
);
create index operator_actions_by_time on access.operator_actions (acted_at desc, id desc);

create trigger operator_actions_immutable before update or delete on access.operator_actions
  for each row execute function access.refuse_change();
create trigger operator_actions_not_truncated before truncate on access.operator_actions
  for each statement execute function access.refuse_change();

-- Row-level security keeps PostgreSQL from using an index over `actor ->> 'id'`.
alter table access.key_changes add column actor_id text generated always as (actor ->> 'id') stored;
create index key_changes_by_actor on access.key_changes (tenant_id, actor_id, made_at desc);

-- The key of a change is looked up and not joined: PostgreSQL reads the newest records in the order of an index only from a
-- part of a union that is one table, and otherwise joined and sorted all records of a tenant for each page.
create or replace view access.audit_log with (security_invoker = true) as
  select change.tenant_id, change.id, change.made_at as at, 'api_key' as object_type, change.key_id as object_uuid,
    null::text as object_name, change.change, '{}'::jsonb as before,
    case change.change when 'created' then (
      select jsonb_build_object('name', key.name, 'scopes', key.scopes) from access.api_keys as key where key.id = change.key_id
    ) else '{}'::jsonb end as after,
    change.actor_id,
    case when change.actor is not null then jsonb_build_object(
      'type', change.actor -> 'type', 'id', change.actor -> 'id', 'token_id', change.actor -> 'tokenId',
      'request_id', change.actor -> 'requestId', 'correlation_id', change.actor -> 'correlationId',
      'address', change.actor -> 'address', 'on_behalf_of', change.actor -> 'onBehalfOf') end as actor
  from access.key_changes as change
  union all
  select null::uuid, id, changed_at, 'signing_key', signing_key_id, null::text, change, '{}'::jsonb, '{}'::jsonb,
    actor ->> 'id', actor
  from access.signing_key_changes
  union all
  select null::uuid, id, acted_at, object_type, null::uuid, object_name, action, '{}'::jsonb, details, actor ->> 'id', actor
  from access.operator_actions;
