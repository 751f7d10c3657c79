-- What customers' accounts gained less what they gave, in minor units: summed up over the hours it is their balance.
alter table analytics.hourly add column net numeric not null default 0 check (net = trunc(net) and net <> 'NaN');

-- Failed transactions of one hour by why they failed.
create table analytics.hourly_failures (
  tenant_id uuid        not null,
  currency  text        not null check (currency ~ '^[A-Z]{3}$'),
  hour      timestamptz not null check (hour = date_trunc('hour', hour, 'UTC')),
  type      text        not null,
  code      text        not null,
  count     bigint      not null check (count >= 0),
  primary key (tenant_id, currency, hour, type, code)
);

-- What happened to accounts in one hour: how many were opened, frozen, closed.
create table analytics.hourly_account_changes (
  tenant_id uuid        not null,
  currency  text        not null check (currency ~ '^[A-Z]{3}$'),
  hour      timestamptz not null check (hour = date_trunc('hour', hour, 'UTC')),
  change    text        not null,
  count     bigint      not null check (count >= 0),
  primary key (tenant_id, currency, hour, change)
);

create table analytics.accounts (
  account_id uuid        primary key,
  tenant_id  uuid        not null,
  currency   text        not null check (currency ~ '^[A-Z]{3}$'),
  opened_at  timestamptz not null
);
create index accounts_of_tenant on analytics.accounts (tenant_id, currency, opened_at);

-- An account's hours with completed movements. Updated rather than added to, so pages keep room for the new versions.
create table analytics.account_hours (
  account_id      uuid        not null,
  hour            timestamptz not null check (hour = date_trunc('hour', hour, 'UTC')),
  tenant_id       uuid        not null,
  currency        text        not null check (currency ~ '^[A-Z]{3}$'),
  received_count  bigint      not null check (received_count >= 0),
  received        numeric     not null check (received >= 0 and received = trunc(received) and received <> 'NaN'),
  paid_count      bigint      not null check (paid_count >= 0),
  paid            numeric     not null check (paid >= 0 and paid = trunc(paid) and paid <> 'NaN'),
  -- The highest version that the account had in this hour, and the balance at it: whatever order events arrive in.
  closing_version bigint      not null,
  closing_balance bigint      not null,
  primary key (account_id, hour)
) with (fillfactor = 80);
create index account_hours_of_tenant on analytics.account_hours (tenant_id, currency, hour);

-- On which days an account had completed movements; a row appears once, and is counted then in daily_accounts.
create table analytics.account_days (
  account_id uuid not null,
  day        date not null,
  primary key (account_id, day)
);

create table analytics.daily_accounts (
  tenant_id uuid   not null,
  currency  text   not null check (currency ~ '^[A-Z]{3}$'),
  day       date   not null,
  active    bigint not null check (active >= 0),
  primary key (tenant_id, currency, day)
);

-- The same by month, `month` being its first day.
create table analytics.account_months (
  account_id uuid not null,
  month      date not null check (extract(day from month) = 1),
  primary key (account_id, month)
);
