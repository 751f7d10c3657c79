-- Limits that an account sets for itself; null is none. Constant defaults, so that no row is rewritten.
alter table ledger.accounts
  add column movement_limit bigint check (movement_limit between 0 and 999999999999999),
  add column daily_limit bigint check (daily_limit between 0 and 999999999999999),
  -- What counts against the daily limit, and on which day (UTC). Kept only while there is such a limit.
  add column spent_today bigint not null default 0 check (spent_today between 0 and 9007199254740991),
  add column spent_on date;
