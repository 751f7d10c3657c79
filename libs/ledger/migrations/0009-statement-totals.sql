-- What arrived in a period is added up from the index alone, without the rows: 80,000 movements in some milliseconds.
-- What left follows from it and the two balances; only rows that move nothing must be counted besides.

drop index ledger.transactions_to_version;
create unique index transactions_to_version on ledger.transactions (to_account_id, to_account_version)
  include (amount) where to_account_version is not null;
create index transactions_moving_nothing on ledger.transactions (from_account_id, from_account_version)
  where type in ('hold', 'void', 'expiry') and from_account_version is not null;
