-- What the rules remember: one row for each movement of an account, completed or refused.
create table fraud.history (
  account_id      uuid        not null,
  outcome         text        not null check (outcome in ('completed', 'failed')),
  -- Event time, in milliseconds; all windows are measured in it.
  occurred_at     timestamptz not null,
  -- 0 for a failed transaction, which leaves the account's version alone.
  account_version bigint      not null check (account_version >= 0),
  transaction_id  uuid        not null,
  tenant_id       uuid        not null,
  direction       text        not null check (direction in ('credit', 'debit')),
  internal        boolean     not null,
  amount          bigint      not null check (amount > 0),
  currency        text        not null check (currency ~ '^[A-Z]{3}$'),
  -- Arrival; the purge asks for both times, so that a replay of old events keeps its windows.
  recorded_at     timestamptz not null default now(),
  -- The order in which a rule looks back.
  primary key (account_id, outcome, occurred_at, account_version, transaction_id)
);
-- Rows arrive in the order of recorded_at: a BRIN index finds the oldest and costs inserts next to nothing.
create index history_recorded_at on fraud.history using brin (recorded_at) with (autosummarize = on);

create table fraud.alerts (
  -- UUIDv5 of rule, transaction and account: a replay raises the same alert again, and it is already here.
  id          uuid        primary key,
  tenant_id   uuid        not null,
  account_id  uuid        not null,
  rule        text        not null,
  severity    text        not null,
  reason      text        not null,
  -- Transactions that made the rule match, the oldest first.
  evidence    uuid[]      not null check (cardinality(evidence) > 0),
  -- Event time of the movement that made the rule match.
  raised_at   timestamptz not null,
  recorded_at timestamptz not null default now()
);
-- One index for each way of listing, and the second also answers "is this rule still quiet about this account".
create index alerts_by_tenant  on fraud.alerts (tenant_id, raised_at desc, id desc);
create index alerts_by_account on fraud.alerts (account_id, raised_at desc, id desc);
create index alerts_by_rule    on fraud.alerts (tenant_id, rule, raised_at desc, id desc);

-- Alerts that fraud.alerts has not carried yet. A row goes once it is published; the alert itself stays.
create table fraud.outbox (
  id       bigint generated always as identity primary key,
  alert_id uuid not null references fraud.alerts (id)
);

-- The events whose effect stands in the tables above, committed with it.
create table fraud.processed_events (
  event_id     text        primary key,
  processed_at timestamptz not null default now()
);
