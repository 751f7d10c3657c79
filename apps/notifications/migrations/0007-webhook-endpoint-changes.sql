-- Who did what to which webhook endpoint. Written in the same commit as the change; rows are added, never changed. No
-- foreign key: a record does not depend on what it is about.
create table notifications.webhook_endpoint_changes (
  id          uuid        primary key default uuidv7(),
  tenant_id   uuid        not null,
  endpoint_id uuid        not null,
  change      text        not null
    check (change in ('created', 'updated', 'disabled', 'deleted', 'secret_created', 'secret_deleted')),
  -- Not now(), which is when the unit of work began: the records of one endpoint are in the order of its changes.
  changed_at  timestamptz not null default clock_timestamp(),
  -- The fields that changed, and no others, as the contract names them; never a secret.
  before      jsonb       not null check (jsonb_typeof(before) = 'object'),
  after       jsonb       not null check (jsonb_typeof(after) = 'object'),
  actor       jsonb       not null check (jsonb_typeof(actor) = 'object')
);
create index webhook_endpoint_changes_of_endpoint
  on notifications.webhook_endpoint_changes (endpoint_id, changed_at desc, id desc);
create index webhook_endpoint_changes_of_tenant
  on notifications.webhook_endpoint_changes (tenant_id, changed_at desc, id desc);

create function notifications.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit trail is append-only: % on %.% refused', tg_op, tg_table_schema, tg_table_name
    using errcode = '23514', constraint = 'audit_trail_append_only';
end $$;
create trigger webhook_endpoint_changes_immutable before update or delete on notifications.webhook_endpoint_changes
  for each row execute function notifications.refuse_change();
create trigger webhook_endpoint_changes_not_truncated before truncate on notifications.webhook_endpoint_changes
  for each statement execute function notifications.refuse_change();
