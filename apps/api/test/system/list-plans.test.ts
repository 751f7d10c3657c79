import { readFileSync } from 'node:fs';
import { connect, idFromUuid, idToUuid, newId, type Database } from '@florin/database';
import { startBank, startPostgres, type Bank, type PrivatePostgres } from '@florin/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { ask } from '../ask.ts';
import { fillTables, ownRows, type FilledTenant } from './full-tables.ts';

/**
 * Every list and every figure, requested by HTTP from the apps with their own roles, of a tenant with 100,000 rows in each
 * table. PostgreSQL logs the plan of each statement with the rows that it read (auto_explain).
 */
let postgres: PrivatePostgres;
let administrator: Database;
let bank: Bank;

const uuids: Omit<FilledTenant, 'tenant' | 'external'> = {
  account: idToUuid(newId('acct')),
  endpoint: idToUuid(newId('whe')),
  transaction: idToUuid(newId('txn')),
};
const accountId = idFromUuid('acct', uuids.account);
const endpointId = idFromUuid('whe', uuids.endpoint);
const transactionId = idFromUuid('txn', uuids.transaction);

const dayMs = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * dayMs).toISOString();
/** A period in the middle of the filled time, which is of 76 days. */
const [from, to] = [daysAgo(40), daysAgo(39)];
const recent = daysAgo(20);
const created = { created_from: from, created_to: to };

/** A list with a value for each of its filters, which are tried one by one. A path and fixed parameters may come before. */
type List = { path: string; filters?: Record<string, string> };
const lists: Record<string, List> = {
  listAccounts: {
    path: '/accounts',
    filters: {
      ...{ external_id: 'external 5000', currency: 'EUR', status: 'frozen', name: 'Till' },
      ...{ metadata: '[team]=500', ...created },
    },
  },
  listAccountTransactions: { path: `/accounts/${accountId}/transactions`, filters: created },
  getAccountStatement: {
    path: `/accounts/${accountId}/statement`,
    filters: { from, to, basis: 'effective' },
  },
  listTransactions: {
    path: '/transactions',
    filters: {
      // Only holds have an index by type: one for all types would be written with every movement.
      ...{ account_id: accountId, type: 'hold', status: 'held', amount_min: '5000', amount_max: '1' },
      ...{ reference: 'rent', metadata: '[team]=500', ...created, effective_from: from, effective_to: to },
    },
  },
  listScheduledTransactions: {
    path: '/scheduled-transactions',
    filters: { account_id: accountId, status: 'cancelled' },
  },
  listFraudAlerts: {
    path: '/fraud/alerts',
    filters: {
      ...{ account_id: accountId, rule: 'rapid_drain', state: 'confirmed', severity: 'high' },
      ...{ raised_from: from, raised_to: to },
    },
  },
  listFraudRuleChanges: { path: '/fraud/rules/rapid_drain/changes' },
  listNotifications: {
    path: '/notifications',
    filters: { account_id: accountId, kind: 'transaction_failed', status: 'failed' },
  },
  listWebhookEndpoints: { path: '/webhook-endpoints' },
  listWebhookDeliveries: {
    path: '/webhook-deliveries',
    filters: {
      ...{ endpoint_id: endpointId, account_id: accountId, transaction_id: transactionId, ...created },
      ...{ status: 'failed', event_type: 'florin.transactions.failed.v1' },
    },
  },
  listApiKeys: { path: '/api-keys' },
  listAuditLog: {
    path: '/audit-log',
    filters: { object_type: 'account', object_id: accountId, actor_id: 'operator:ada', from, to },
  },
  getAnalyticsSummary: { path: '/analytics/summary', filters: { currency: 'EUR', from: recent, to } },
  getAnalyticsSeries: {
    path: '/analytics/series?metric=volume',
    filters: { interval: 'hour', from, to, currency: 'EUR', type: 'debit', metric: 'balance' },
  },
  getAccountBalanceSeries: {
    path: `/analytics/accounts/${accountId}/balance-series`,
    filters: { interval: 'hour', from, to },
  },
  getTopMovers: { path: '/analytics/top-movers', filters: { from, to, currency: 'EUR', by: 'count' } },
  getFailureReasons: {
    path: '/analytics/failure-reasons',
    filters: { from, to, currency: 'EUR', type: 'debit' },
  },
  getCohorts: { path: '/analytics/cohorts', filters: { months: '1', currency: 'EUR' } },
};

type Plan = {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows'?: number;
  'Actual Loops'?: number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  Plans?: Plan[];
};
type Logged = { 'Query Text': string; Plan: Plan };

/** The plans of the apps' statements in a part of PostgreSQL's log. */
const plansIn = (log: string): Logged[] =>
  [...log.matchAll(/florin_\w+\|.*duration: .* plan:\n((?:\t.*\n)+)/g)].map(([, text = '']) => {
    const plan: Logged = JSON.parse(text);
    return plan;
  });

const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

/** The rows of tables that a plan looks at, whether they are in its result or not. */
function rowsRead(plan: Plan): number {
  const scans = nodesOf(plan).filter((node) => node['Relation Name'] !== undefined);
  return scans.reduce((sum, node) => {
    const perLoop =
      (node['Actual Rows'] ?? 0) +
      (node['Rows Removed by Filter'] ?? 0) +
      (node['Rows Removed by Index Recheck'] ?? 0);
    return sum + perLoop * (node['Actual Loops'] ?? 0);
  }, 0);
}

beforeAll(async () => {
  postgres = await startPostgres({
    shared_preload_libraries: 'auto_explain',
    log_line_prefix: '%u|',
    'auto_explain.log_format': 'json',
    'auto_explain.log_analyze': 'on',
    'auto_explain.log_timing': 'off',
    'auto_explain.log_nested_statements': 'on',
  });
  administrator = await connect({
    ...{ url: postgres.url, applicationName: 'test', connectTimeoutMs: 20_000 },
    ...{ statementTimeoutMs: 900_000, idleInTransactionTimeoutMs: 900_000 },
  });
  bank = await startBank({
    apps: ['api', 'fraud', 'notifications', 'analytics'],
    databaseUrl: postgres.url,
  });
  await ask(`${bank.url}/accounts`, { apiKey: bank.apiKey, body: { initial_balance: 1 } });
  const [row] = await administrator.query<{ id: string }>(
    `select id from ledger.accounts where kind = 'outside'`,
    [],
  );
  const tenant = idToUuid(bank.tenantId);
  await administrator.query(
    `insert into ledger.accounts (id, tenant_id, currency, name) values ($1, $2, 'USD', 'main')`,
    [uuids.account, tenant],
  );
  await fillTables(administrator, { ...uuids, tenant, external: row?.id ?? '' });
  await administrator.query(`alter system set auto_explain.log_min_duration = 0`, []);
  await administrator.query('select pg_reload_conf()', []);
}, 1_200_000);

afterAll(async () => {
  await bank?.stop();
  await administrator?.close();
  await postgres?.stop();
});

type Operation = { 'x-served-by'?: string; parameters?: { $ref?: string; in?: string; name?: string }[] };

/** The lists and figures of the contract, each with the names of its filters. */
function listsOfContract(): Map<string, string[]> {
  const text = readFileSync(new URL('../../../../openapi.yaml', import.meta.url), 'utf8');
  const contract: {
    paths: Record<string, { get?: Operation & { operationId: string } }>;
    components: { parameters: Record<string, { in: string; name: string }> };
  } = parse(text);
  const ofPages = ['limit', 'cursor', 'time_zone'];
  const found = Object.values(contract.paths).flatMap(({ get }) => {
    if (!get) return [];
    const parameters = (get.parameters ?? []).map(
      ({ $ref, ...own }) => contract.components.parameters[$ref?.split('/').at(-1) ?? ''] ?? own,
    );
    const names = parameters.flatMap((each) => (each.in === 'query' && each.name ? [each.name] : []));
    const isList = names.includes('cursor') || get['x-served-by'] === 'analytics';
    return isList ? [[get.operationId, names.filter((name) => !ofPages.includes(name))] as const] : [];
  });
  return new Map(found);
}

test('every list of the contract is tried with each of its filters', () => {
  const tried = Object.entries(lists).map(([name, { filters }]) => [name, Object.keys(filters ?? {}).sort()]);
  expect(Object.fromEntries(tried)).toEqual(
    Object.fromEntries([...listsOfContract()].map(([name, filters]) => [name, filters.sort()])),
  );
});

/** The path with parameters added. A value that begins with a bracket is of one key. */
function withParameters(path: string, parameters: Record<string, string>): string {
  const url = new URL(path, bank.url);
  for (const [name, value] of Object.entries(parameters)) {
    const [, key = '', of = value] = /^(\[\w+\])=(.*)$/.exec(value) ?? [];
    url.searchParams.set(name + key, of);
  }
  return url.href;
}

/**
 * A page of 100 rows is made from at most this many. The largest part are the ids that an index finds for a name or metadata,
 * up to 10,000 (libs/ledger/src/queries/narrowed.ts), and the hours of an account in two years.
 */
const rowsReadMax = 20_000;

const byHours =
  'It adds up hours, of which there is one row for each currency and type, however many movements they had.';
const byAmount =
  'An index by amount would be written with every movement. A read that takes too long is answered by 503.';

const byAccounts = 'It counts the accounts that were opened in these months, and the months of each.';

/** What may read more and be answered by 503 when it takes longer than 2 s, by operation and filter, and why. */
const unbounded: Record<string, string> = {
  'listTransactions amount_min': byAmount,
  'listTransactions amount_max': byAmount,
  getAnalyticsSummary: byHours,
  'getAnalyticsSummary currency': byHours,
  'getAnalyticsSummary from': byHours,
  'getAnalyticsSummary to': byHours,
  'getAnalyticsSeries metric': byHours,
  getCohorts: byAccounts,
  'getCohorts months': byAccounts,
  'getCohorts currency': byAccounts,
};

/** Requests a page, and returns the cursor of the next one. Adds what is wrong with the statements to `faults`. */
async function check(what: string, url: string, faults: string[]): Promise<string | undefined> {
  const before = postgres.logs().length;
  const answer = await ask(url, { apiKey: bank.apiKey });
  const mayTakeLong = unbounded[what] !== undefined;
  if (answer.status !== 200 && !(mayTakeLong && answer.status === 503))
    faults.push(`${what}: ${answer.status} ${answer.text.slice(0, 300)}`);
  // A statement's plan is in the log before its last row is answered.
  const statements = plansIn(postgres.logs().slice(before));
  if (statements.length === 0 && !mayTakeLong) faults.push(`${what}: no statement was logged`);
  for (const { 'Query Text': text, Plan: plan } of statements) {
    const count = rowsRead(plan);
    if (count > rowsReadMax && !mayTakeLong)
      faults.push(`${what}: reads ${count} rows: ${text.slice(0, 300)}`);
  }
  const cursor: unknown = answer.json?.next_cursor;
  return typeof cursor === 'string' ? cursor : undefined;
}

test(`no page is made of more than ${rowsReadMax} rows where a tenant has ${ownRows}`, async () => {
  const faults: string[] = [];
  for (const [operation, { path, filters = {} }] of Object.entries(lists)) {
    const limit: Record<string, string> = path.startsWith('/analytics') ? {} : { limit: '100' };
    for (const [name, value] of [['', ''], ...Object.entries(filters)] as const) {
      const filter = name === '' ? {} : { [name]: value };
      const what = `${operation} ${name}`.trim();
      const next = await check(what, withParameters(path, { ...limit, ...filter }), faults);
      if (next === undefined) continue;
      await check(`${what}, next page`, withParameters(path, { ...limit, ...filter, cursor: next }), faults);
    }
  }
  expect(faults).toEqual([]);
}, 900_000);
