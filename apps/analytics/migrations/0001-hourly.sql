-- What happened in one hour (UTC, by the ledger's clock) per tenant, currency and type.
create table analytics.hourly (
  tenant_id    uuid        not null,
  currency     text        not null check (currency ~ '^[A-Z]{3}$'),
  hour         timestamptz not null check (hour = date_trunc('hour', hour, 'UTC')),
  type         text        not null,
  -- Completed transactions, each once: a transfer counts on the side that paid.
  count        bigint      not null check (count >= 0),
  -- Their amounts in minor units; numeric, because a sum may pass what bigint holds.
  volume       numeric     not null check (volume >= 0 and volume = trunc(volume) and volume <> 'NaN'),
  failed_count bigint      not null check (failed_count >= 0),
  primary key (tenant_id, currency, hour, type)
);

-- The events whose effect stands in the tables above, committed with it.
create table analytics.processed_events (
  event_id     text        primary key,
  processed_at timestamptz not null default now()
);
