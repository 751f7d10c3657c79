-- Where third parties want events sent to.
create table notifications.webhook_endpoints (
  id              uuid        primary key,
  tenant_id       uuid        not null,
  url             text        not null,
  description     text,
  event_types     text[]      not null check (cardinality(event_types) > 0),
  enabled         boolean     not null default true,
  disabled_reason text        check (disabled_reason in ('by_request', 'gone', 'failing')),
  disabled_at     timestamptz,
  -- The first failure since the last success.
  failing_since   timestamptz,
  created_at      timestamptz not null default now(),
  updated_at      timestamptz not null default now(),
  -- Its deliveries stay; its secrets do not.
  deleted_at      timestamptz,
  -- Of the request that made it; a retry of that gets the same endpoint.
  idempotency_key text,
  fingerprint     text,
  check (enabled = (disabled_reason is null)),
  check (enabled = (disabled_at is null)),
  check ((idempotency_key is null) = (fingerprint is null)),
  unique (tenant_id, idempotency_key)
);
create index webhook_endpoints_by_tenant on notifications.webhook_endpoints (tenant_id, id desc) where deleted_at is null;

-- What an endpoint's webhooks are signed with, encrypted: a signature needs the secret itself, not its hash.
create table notifications.webhook_secrets (
  id              uuid        primary key,
  endpoint_id     uuid        not null references notifications.webhook_endpoints,
  sealed          bytea       not null,
  created_at      timestamptz not null default now(),
  expires_at      timestamptz,
  idempotency_key text,
  fingerprint     text,
  check ((idempotency_key is null) = (fingerprint is null)),
  unique (endpoint_id, idempotency_key)
);

-- One event on its way to one endpoint.
create table notifications.webhook_deliveries (
  id                   uuid        primary key default uuidv7(),
  tenant_id            uuid        not null,
  endpoint_id          uuid        not null references notifications.webhook_endpoints,
  event_id             text        not null,
  event_type           text        not null,
  -- Null for a test event, which is about no account.
  account_id           uuid,
  transaction_id       uuid,
  body                 text        not null,
  status               text        not null default 'pending' check (status in ('pending', 'delivered', 'failed')),
  -- All attempts there ever were: the number of the latest one.
  attempts             integer     not null default 0 check (attempts >= 0),
  -- Those since it was made or last asked for again: how far it is in the schedule.
  attempts_in_schedule integer     not null default 0 check (attempts_in_schedule >= 0),
  -- When the next attempt is due; while one is under way, when it counts as lost.
  next_attempt_at      timestamptz default now(),
  last_response_status integer,
  last_failure         text,
  delivered_at         timestamptz,
  created_at           timestamptz not null default now(),
  unique (endpoint_id, event_id),
  check ((status = 'pending') = (next_attempt_at is not null)),
  check ((status = 'delivered') = (delivered_at is not null))
);
-- One index for each way of listing.
create index webhook_deliveries_by_tenant on notifications.webhook_deliveries (tenant_id, id desc);
create index webhook_deliveries_by_endpoint on notifications.webhook_deliveries (endpoint_id, id desc);
create index webhook_deliveries_by_account on notifications.webhook_deliveries (account_id, id desc);
create index webhook_deliveries_by_transaction on notifications.webhook_deliveries (transaction_id, id desc);
-- What each endpoint's sending looks for; holds only what is still to be delivered.
create index webhook_deliveries_due on notifications.webhook_deliveries (endpoint_id, next_attempt_at) where status = 'pending';

-- How each attempt ended. A number that is missing belongs to a process that died before it could write it down.
create table notifications.webhook_attempts (
  delivery_id      uuid        not null references notifications.webhook_deliveries on delete cascade,
  number           integer     not null check (number > 0),
  started_at       timestamptz not null,
  duration_ms      integer     not null,
  response_status  integer,
  failure          text,
  response_excerpt text        not null,
  primary key (delivery_id, number)
);

-- Events of this app, committed with what they tell of; gone once they are published.
create table notifications.outbox (
  id         bigint      primary key generated always as identity,
  message    jsonb       not null,
  created_at timestamptz not null default now()
);
