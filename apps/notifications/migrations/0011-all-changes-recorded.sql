-- Also what changes no setting of an endpoint is recorded: that somebody requested a challenge, a test event or a replay, and
-- how a challenge ended.
alter table notifications.webhook_endpoint_changes
  drop constraint webhook_endpoint_changes_change_check,
  add constraint webhook_endpoint_changes_change_check check (change in (
    'created', 'updated', 'disabled', 'deleted', 'secret_created', 'secret_deleted',
    'verification_requested', 'verified', 'verification_failed', 'test_requested', 'delivery_replayed'));

-- Who changed where an account's notifications go. Rows are added, never changed.
create table notifications.preference_changes (
  id         uuid        primary key default uuidv7(),
  tenant_id  uuid        not null,
  account_id uuid        not null,
  changed_at timestamptz not null default clock_timestamp(),
  -- The fields that changed, and no others, as the contract names them; of an address of mail its hash.
  before     jsonb       not null check (jsonb_typeof(before) = 'object'),
  after      jsonb       not null check (jsonb_typeof(after) = 'object'),
  actor      jsonb       not null check (jsonb_typeof(actor) = 'object')
);
create index preference_changes_of_account on notifications.preference_changes (account_id, changed_at desc, id desc);
create index preference_changes_of_tenant on notifications.preference_changes (tenant_id, changed_at desc, id desc);
create trigger preference_changes_immutable before update or delete on notifications.preference_changes
  for each row execute function notifications.refuse_change();
create trigger preference_changes_not_truncated before truncate on notifications.preference_changes
  for each statement execute function notifications.refuse_change();

create or replace view notifications.audit_log with (security_invoker = true) as
  select tenant_id, id, changed_at as at, 'webhook_endpoint' as object_type, endpoint_id as object_uuid,
    null::text as object_name, change, before, after, actor ->> 'id' as actor_id, actor
  from notifications.webhook_endpoint_changes
  union all
  select tenant_id, id, changed_at, 'notification_preferences', account_id, null::text, 'updated', before, after,
    actor ->> 'id', actor
  from notifications.preference_changes;
