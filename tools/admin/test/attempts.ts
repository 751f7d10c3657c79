import type { Role } from '@florin/database';

/** UUIDs of rows of one tenant. */
type Rows = { tenant: string; account: string; transaction: string; endpoint: string; delivery: string };
/** Each attempt is made with the tenant `own` set, as a request of it would. */
export type Sample = { own: Rows; other: Rows };

export type Attempt = {
  does: string;
  sql: (sample: Sample) => string;
  /** Roles whose work this is. */
  except?: readonly Role[];
};

const ofAllTenants: Role[] = ['worker', 'readsAllTenants', 'managesAllTenants'];

const attempt = (does: string, sql: Attempt['sql'], except: readonly Role[] = []): Attempt => ({
  does,
  sql,
  except,
});

/** What no app may do, however its SQL came about. Each ends with "permission denied", or finds no row. */
export const attempts: readonly Attempt[] = [
  attempt(
    'rewrite a completed transaction',
    ({ own }) => `update ledger.transactions set amount = 1 where id = '${own.transaction}'`,
  ),
  attempt(
    'change the status of a completed transaction',
    ({ own }) => `update ledger.transactions set status = 'voided' where id = '${own.transaction}'`,
  ),
  attempt(
    'delete a transaction',
    ({ own }) => `delete from ledger.transactions where id = '${own.transaction}'`,
  ),
  attempt(
    'change a balance without a movement',
    ({ own }) => `update ledger.accounts set balance = balance + 1 where id = '${own.account}'`,
  ),
  attempt(
    'free what is held without a movement',
    ({ own }) => `update ledger.accounts set held = 0, version = version + 1 where id = '${own.account}'`,
  ),
  attempt(
    'give an account to another tenant',
    ({ own, other }) =>
      `update ledger.accounts set tenant_id = '${other.tenant}' where id = '${own.account}'`,
  ),
  attempt('delete an account', ({ own }) => `delete from ledger.accounts where id = '${own.account}'`),
  attempt('change the totals', () => `update ledger.book_totals set customers = 0`),
  attempt('change an idempotency key', () => `update ledger.idempotency_keys set fingerprint = ''`),
  attempt('delete from the account changes', () => `delete from ledger.account_changes`),
  attempt('rewrite an account change', () => `update ledger.account_changes set request_id = 'x'`),
  attempt('delete from the key changes', () => `delete from access.key_changes`),
  attempt('rewrite a key change', () => `update access.key_changes set made_by = null`),
  attempt('delete from the rule changes', () => `delete from fraud.rule_changes`),
  attempt('rewrite a rule change', () => `update fraud.rule_changes set credential_id = 'x'`),
  attempt(
    'delete from the changes of webhook endpoints',
    () => `delete from notifications.webhook_endpoint_changes`,
  ),
  attempt(
    'rewrite a change of a webhook endpoint',
    () => `update notifications.webhook_endpoint_changes set actor = '{}'`,
  ),
  attempt('delete from the changes of alerts', () => `delete from fraud.alert_changes`),
  attempt('rewrite a change of an alert', () => `update fraud.alert_changes set actor = '{}'`),
  attempt('delete from the changes of preferences', () => `delete from notifications.preference_changes`),
  attempt(
    'rewrite a change of preferences',
    () => `update notifications.preference_changes set actor = '{}'`,
  ),
  attempt('delete from the changes of signing keys', () => `delete from access.signing_key_changes`),
  attempt('rewrite a change of a signing key', () => `update access.signing_key_changes set actor = '{}'`),
  attempt('delete from the actions of operators', () => `delete from access.operator_actions`),
  attempt('rewrite an action of an operator', () => `update access.operator_actions set actor = '{}'`),
  attempt('truncate the transactions', () => `truncate ledger.transactions`),
  attempt('rewrite an outbox row', () => `update ledger.outbox set transaction_ids = '{}'`),
  attempt(
    'read transactions of another tenant',
    ({ other }) => `select 1 from ledger.transactions where tenant_id = '${other.tenant}'`,
    ofAllTenants,
  ),
  attempt(
    'read accounts of another tenant',
    ({ other }) => `select 1 from ledger.accounts where id = '${other.account}'`,
    ofAllTenants,
  ),
  attempt(
    'change an account of another tenant',
    ({ other }) => `update ledger.accounts set name = 'x' where id = '${other.account}'`,
  ),
  attempt(
    'open an account for another tenant',
    ({ other }) =>
      `insert into ledger.accounts (id, tenant_id, currency) values (gen_random_uuid(), '${other.tenant}', 'USD')`,
  ),
  attempt(
    'read API keys of another tenant',
    ({ other }) => `select 1 from access.api_keys where tenant_id = '${other.tenant}'`,
    ['managesAllTenants'],
  ),
  attempt(
    'read alerts of another tenant',
    ({ other }) => `select 1 from fraud.alerts where tenant_id = '${other.tenant}'`,
  ),
  attempt(
    'read webhook endpoints of another tenant',
    ({ other }) => `select 1 from notifications.webhook_endpoints where tenant_id = '${other.tenant}'`,
  ),
  attempt(
    'read webhook secrets of another tenant',
    ({ other }) => `select 1 from notifications.webhook_secrets where endpoint_id = '${other.endpoint}'`,
  ),
  attempt(
    'change a webhook secret of another tenant',
    ({ other }) =>
      `update notifications.webhook_secrets set expires_at = now() where endpoint_id = '${other.endpoint}'`,
  ),
  attempt(
    'give a webhook endpoint of another tenant a secret',
    ({ other }) =>
      `insert into notifications.webhook_secrets (id, endpoint_id, sealed) values (uuidv7(), '${other.endpoint}', '')`,
  ),
  attempt(
    'read attempts of another tenant',
    ({ other }) => `select 1 from notifications.webhook_attempts where delivery_id = '${other.delivery}'`,
  ),
  attempt(
    'read the mail address of an account holder of another tenant',
    ({ other }) => `select email from notifications.preferences where account_id = '${other.account}'`,
  ),
  attempt('read events of all tenants for one', () => `select message from notifications.outbox`),
  attempt(
    'read which events were handled for one tenant',
    () => `select 1 from notifications.processed_events`,
  ),
  attempt(
    'read totals of another tenant',
    ({ other }) => `select 1 from analytics.hourly where tenant_id = '${other.tenant}'`,
  ),
  attempt(
    'read in which months an account of another tenant was active',
    ({ other }) => `select 1 from analytics.account_months where account_id = '${other.account}'`,
  ),
  attempt(
    'read on which days an account of another tenant was active',
    ({ other }) => `select 1 from analytics.account_days where account_id = '${other.account}'`,
  ),
  attempt(
    'read which accounts of another tenant were frozen',
    ({ other }) => `select 1 from fraud.frozen_accounts where account_id = '${other.account}'`,
  ),
  attempt(
    'read the newest movements of an account of another tenant',
    ({ other }) => `select 1 from fraud.history_heads where account_id = '${other.account}'`,
  ),
  attempt('read transfers of all tenants for one', () => `select transfers from fraud.circle_searches`),
  attempt(
    'read events of alerts of another tenant',
    ({ other }) =>
      `select 1 from fraud.outbox where alert_id in (select id from fraud.alerts where tenant_id = '${other.tenant}')
         or alert_id = '${other.delivery}'`,
  ),
  attempt(
    'mark an event as handled in work for one tenant',
    () => `insert into fraud.processed_events (event_id) values ('event')`,
  ),
  attempt(
    'read what the outbox says about accounts of other tenants',
    () => `select account_events from ledger.outbox`,
    ['worker', 'readsAllTenants'],
  ),
  attempt(
    'read which transactions of other tenants were posted',
    () => `select transaction_ids from ledger.outbox`,
    ['worker', 'readsAllTenants'],
  ),
  attempt('disable a trigger', () => `alter table ledger.transactions disable trigger all`),
  attempt('switch all triggers off', () => `set session_replication_role = 'replica'`),
  attempt('drop a trigger', () => `drop trigger transactions_immutable on ledger.transactions`),
  attempt('drop a policy', () => `drop policy of_tenants on ledger.transactions`),
  attempt('disable row security', () => `alter table ledger.accounts disable row level security`),
  attempt('drop a constraint', () => `alter table ledger.accounts drop constraint accounts_within_limit`),
  attempt('add a column', () => `alter table fraud.alerts add column x int`),
  attempt('run a program', () => `copy (select 1) to program 'true'`),
  attempt(
    'read a file by COPY',
    () => `create temp table t (x text) on commit drop; copy t from '/etc/passwd'`,
  ),
  attempt('read a file', () => `select pg_read_file('/etc/passwd')`),
  attempt('list a folder', () => `select pg_ls_dir('/')`),
  attempt('import a large object', () => `select lo_import('/etc/passwd')`),
  attempt('read the password hashes', () => `select rolpassword from pg_authid`),
  attempt('become the owner', () => `set role florin_owner`),
  attempt('become the administrator', () => `set session authorization florin`),
  attempt(
    'become a superuser',
    () => `do $$ begin execute format('alter role %I superuser', current_user); end $$`,
  ),
  attempt("take another role's password", () => `alter role florin_owner password 'x'`),
  attempt('create a role', () => `create role thief`),
  attempt(
    'make itself a member of the owner',
    () => `do $$ begin execute format('grant florin_owner to %I', current_user); end $$`,
  ),
  attempt('create a schema', () => `create schema hidden`),
  attempt('create a table', () => `create table public.hidden (x int)`),
  attempt('create a temporary table', () => `create temp table hidden (x int)`),
  attempt('create a function', () => `create function public.f() returns int language sql return 1`),
  attempt(
    'create a function that runs as the owner',
    () => `create function ledger.f() returns int language sql security definer return 1`,
  ),
  attempt(
    'replace a trigger function',
    () =>
      `create or replace function ledger.refuse_change() returns trigger language plpgsql as 'begin return old; end'`,
  ),
  attempt(
    'grant rights',
    () => `do $$ begin execute 'grant delete on ledger.transactions to public'; end $$`,
    [],
  ),
  attempt('load a library', () => `load '/tmp/x.so'`),
  attempt('create a foreign data wrapper', () => `create foreign data wrapper w`),
  attempt('change the server', () => `select pg_reload_conf()`),
  attempt(
    'end the sessions of other roles',
    () => `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'florin'`,
  ),
  attempt('run migrations', () => `insert into ledger.migrations (name) values ('9999-done')`),
  attempt('read the signing keys', () => `select 1 from access.signing_keys`, ['api', 'managesAllTenants']),
];
