-- Accounts that events have told of. Nothing is kept about any other.
create table notifications.accounts (
  id        uuid primary key,
  tenant_id uuid not null
);

-- How an account's holder wants to be told; without a row: of everything, not by mail, in English.
create table notifications.preferences (
  account_id     uuid        primary key references notifications.accounts,
  email          text,
  language       text        not null check (language in ('en', 'de')),
  kinds          text[]      not null,
  -- In minor units of the account's currency; smaller transactions are not told of.
  minimum_amount bigint      not null check (minimum_amount >= 0),
  updated_at     timestamptz not null default now()
);

alter table notifications.notifications
  drop constraint notifications_channel_check,
  add constraint notifications_channel_check check (channel in ('log', 'webhook', 'email')),
  add column language text not null default 'en' check (language in ('en', 'de'));
