-- These triggers run as the owner of the schema, whoever posts: they compare and add up rows that the posting role need not
-- be able to read or change. Totals and keys are therefore written by nobody else.
alter function ledger.check_posted() security definer;
alter function ledger.check_posted() set search_path = pg_catalog, pg_temp;
alter function ledger.check_child() security definer;
alter function ledger.check_child() set search_path = pg_catalog, pg_temp;
alter function ledger.take_keys() security definer;
alter function ledger.take_keys() set search_path = pg_catalog, pg_temp;
alter function ledger.total_accounts() security definer;
alter function ledger.total_accounts() set search_path = pg_catalog, pg_temp;
alter function ledger.total_transactions() security definer;
alter function ledger.total_transactions() set search_path = pg_catalog, pg_temp;
