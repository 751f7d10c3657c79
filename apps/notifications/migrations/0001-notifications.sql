create table notifications.notifications (
  -- UUIDv5 of the event's id: a rebuild makes the same notification, and a webhook's receiver knows it again.
  id              uuid        primary key,
  tenant_id       uuid        not null,
  account_id      uuid        not null,
  event_id        text        not null,
  kind            text        not null,
  title           text        not null,
  body            text        not null,
  -- Event time.
  created_at      timestamptz not null,
  -- What the event said, for webhooks.
  event_data      jsonb       not null,
  channel         text        not null check (channel in ('log', 'webhook')),
  status          text        not null default 'pending' check (status in ('pending', 'delivered', 'failed')),
  attempts        integer     not null default 0 check (attempts >= 0),
  -- When the next attempt is due; while one is under way, when it counts as lost.
  next_attempt_at timestamptz default now(),
  last_failure    text,
  delivered_at    timestamptz,
  check ((status = 'pending') = (next_attempt_at is not null)),
  check ((status = 'delivered') = (delivered_at is not null))
);
-- One index for each way of listing.
create index notifications_by_tenant  on notifications.notifications (tenant_id, created_at desc, id desc);
create index notifications_by_account on notifications.notifications (account_id, created_at desc, id desc);
-- What the delivery looks for; holds only what is still to be delivered.
create index notifications_due on notifications.notifications (next_attempt_at) where status = 'pending';

-- The events whose notification stands in the table above, committed with it.
create table notifications.processed_events (
  event_id     text        primary key,
  processed_at timestamptz not null default now()
);
