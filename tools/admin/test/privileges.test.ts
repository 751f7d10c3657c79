import { accessEntities, createApiKey } from '@florin/access';
import {
  allMigrations,
  connect,
  grantStatements,
  idToUuid,
  newId,
  roleNames,
  sqlstate,
  tablesWithoutRowSecurity,
  type Database,
  type Role,
} from '@florin/database';
import { credit, createTenant, hold, Ledger, ledgerEntities, rowLocksOnly } from '@florin/ledger';
import { createTestDatabase, type TestDatabase } from '@florin/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { attempts, type Attempt, type Sample } from './attempts.ts';

let place: TestDatabase;
let database: Database;
let sample: Sample;
const connections = new Map<Role, Database>();
const connectionOf = (role: Role): Database => connections.get(role)!;
const roles = (Object.keys(roleNames) as Role[]).filter((role) => role !== 'owner');

beforeAll(async () => {
  place = await createTestDatabase('privileges', migrateAll);
  database = await open(place.url);
  sample = { own: await makeTenant(), other: await makeTenant() };
  for (const role of roles) connections.set(role, await open(place.urlOf(role)));
});
afterAll(async () => {
  await Promise.all([database, ...connections.values()].map((each) => each.close()));
  await place.drop();
});

async function migrateAll(target: Database): Promise<void> {
  for (const source of allMigrations()) await target.migrate(source);
}

const open = (url: string) =>
  connect({
    url,
    entities: [...ledgerEntities, ...accessEntities],
    applicationName: 'privileges-test',
    connectTimeoutMs: 20_000,
  });
const run = (sql: string, values: unknown[] = []) => database.query<Record<string, unknown>>(sql, values);

/** A tenant with a row in every table that an attempt is about. */
async function makeTenant(): Promise<Sample['own']> {
  const { id: tenantId } = await createTenant(database, { name: 'Test' });
  await createApiKey(database, { tenantId, name: 'test', scopes: ['accounts:read'] });
  const limits = {
    locks: rowLocksOnly,
    batchSizeMax: 10,
    batchesInFlightMax: 1,
    waitingMax: 10,
    answerWithinMs: 20_000,
  };
  const ledger = new Ledger({ database, ...limits });
  const request = { tenantId, idempotencyKey: null, requestId: null, actor: null, waitMs: 20_000 };
  const terms = {
    currency: 'USD',
    initialBalance: 0,
    overdraftLimit: 0,
    externalId: null,
    name: null,
    metadata: {},
  };
  const { account } = await ledger.openAccount(terms, request);
  const details = {
    currency: 'USD',
    reference: null,
    description: null,
    metadata: null,
    accountId: account.id,
  };
  const { transaction } = await ledger.post(credit({ ...details, amount: 100 }, request));
  await ledger.post(
    hold({ ...details, amount: 10, toAccountId: null, expiresAt: new Date(Date.now() + 3_600_000) }, request),
  );
  await ledger.changeAccount(account.id, { name: 'Renamed' }, request);
  const tenant = idToUuid(tenantId);
  await run(
    `insert into fraud.rule_changes (tenant_id, rule, version, changed_at, credential_id, request_id, before, after)
     values ($1, 'rule', 1, now(), 'key', 'request', '{}', '{"enabled": true}')`,
    [tenant],
  );
  await run(
    `insert into fraud.alerts (id, tenant_id, account_id, rule, severity, reason, evidence, raised_at)
     values ($1, $2, $3, 'rule', 'high', 'reason', array[$1::uuid], now())`,
    [idToUuid(newId('alert')), tenant, idToUuid(account.id)],
  );
  for (const [sql, values] of [
    [
      'fraud.history_heads (account_id, outcome, batch) values ($1, $2, $1)',
      [idToUuid(account.id), 'completed'],
    ],
    ['fraud.frozen_accounts (account_id, frozen_at) values ($1, now())', [idToUuid(account.id)]],
    ['fraud.circle_searches (transfers) values ($1)', ['[]']],
    [
      'fraud.outbox (alert_id, change, changed_at) select id, $2, now() from fraud.alerts where tenant_id = $1',
      [tenant, 'raised'],
    ],
    [
      'analytics.accounts (account_id, tenant_id, currency, opened_at) values ($1, $2, $3, now())',
      [idToUuid(account.id), tenant, 'USD'],
    ],
    ['analytics.account_days (account_id, day) values ($1, current_date)', [idToUuid(account.id)]],
    [
      `analytics.account_months (account_id, month) values ($1, date_trunc('month', now())::date)`,
      [idToUuid(account.id)],
    ],
  ] as const)
    await run(`insert into ${sql}`, [...values]);
  const [endpoint, delivery] = [idToUuid(newId('whe')), idToUuid(newId('whd'))];
  for (const [sql, values] of [
    [
      'webhook_endpoints (id, tenant_id, url, event_types) values ($1, $2, $3, $4)',
      [endpoint, tenant, 'https://a', '{*}'],
    ],
    ['webhook_secrets (id, endpoint_id, sealed) values (uuidv7(), $1, $2)', [endpoint, Buffer.of(1)]],
    [
      'webhook_deliveries (id, tenant_id, endpoint_id, event_id, event_type, body) values ($1, $2, $3, $4, $4, $4)',
      [delivery, tenant, endpoint, 'e'],
    ],
    [
      'webhook_attempts (delivery_id, number, started_at, duration_ms, response_excerpt) values ($1, 1, now(), 1, $2)',
      [delivery, 'e'],
    ],
    ['accounts (id, tenant_id) values ($1, $2)', [idToUuid(account.id), tenant]],
    [
      'preferences (account_id, email, language, kinds, minimum_amount) values ($1, $2, $3, $4, 0)',
      [idToUuid(account.id), 'a@b.example', 'en', '{}'],
    ],
    ['outbox (message) values ($1)', ['{}']],
    ['processed_events (event_id) values ($1)', [delivery]],
  ] as const)
    await run(`insert into notifications.${sql}`, [...values]);
  await run(
    `insert into analytics.hourly (tenant_id, currency, hour, type, count, volume, failed_count)
     values ($1, 'USD', date_trunc('hour', now(), 'UTC'), 'credit', 1, 100, 0)`,
    [tenant],
  );
  return { tenant, account: idToUuid(account.id), transaction: idToUuid(transaction.id), endpoint, delivery };
}

/** The outcome of one attempt in a transaction that names its own tenant, as an app's unit of work does. */
async function outcomeOf(role: Role, { sql }: Attempt): Promise<string> {
  const client = connectionOf(role).of(newId('tenant'));
  try {
    const rows = await client.unitOfWork(async (em) => {
      await em
        .getConnection()
        .execute(
          `set local florin.tenants = '{${sample.own.tenant}}'`,
          [],
          'all',
          em.getTransactionContext(),
        );
      const result: unknown = await em
        .getConnection()
        .execute(sql(sample), [], 'run', em.getTransactionContext());
      return result as { affectedRows?: number; rows?: unknown[] };
    });
    const count = Math.max(rows.affectedRows ?? 0, rows.rows?.length ?? 0);
    return count === 0 ? 'no row' : `${count} rows`;
  } catch (error) {
    return sqlstate(error) === '42501' ? 'permission denied' : `${sqlstate(error)} ${String(error)}`;
  }
}

describe.each(roles)('as %s', (role) => {
  const own = attempts.filter(({ except = [] }) => !except.includes(role));

  test(`at least 21 attempts are made`, () => expect(own.length).toBeGreaterThanOrEqual(21));

  test.each(own.map((attempt) => [attempt.does, attempt] as const))(
    'to %s is refused',
    async (_, attempt) => {
      expect(['permission denied', 'no row']).toContain(await outcomeOf(role, attempt));
    },
  );
});

describe('the catalogue', () => {
  const schemas = allMigrations().map(({ schema }) => schema);
  const names = Object.values(roleNames);

  /** Tables without row-level security that no reason allows. */
  const open = async () =>
    (
      await run(
        `select c.oid::regclass::text as name, c.relname as short from pg_class c
         where c.relnamespace = any($1::regnamespace[]) and c.relkind in ('r', 'p')
           and not (c.relrowsecurity and c.relforcerowsecurity) order by 1`,
        [[...schemas, 'leadership']],
      )
    ).map(({ name, short }) => (String(short) in tablesWithoutRowSecurity ? String(short) : String(name)));

  test('has row security, forced, on every table but those whose exception has a reason', async () => {
    expect(new Set(await open())).toEqual(new Set(Object.keys(tablesWithoutRowSecurity)));
    for (const reason of Object.values(tablesWithoutRowSecurity)) expect(reason.length).toBeGreaterThan(20);
    // What a new table without the owner's next migration would be.
    await run('create table ledger.forgotten (account_id uuid)');
    expect(await open()).toContain('ledger.forgotten');
    await run('drop table ledger.forgotten');
  });

  test('shows roles under tenants, without a tenant, no row of any table but the exceptions', async () => {
    const tables = await run(
      `select c.oid::regclass::text as name from pg_class c
       where c.relnamespace = any($1::regnamespace[]) and c.relkind in ('r', 'p') and c.relrowsecurity`,
      [schemas],
    );
    const seen: string[] = [];
    for (const role of ['api', 'fraud', 'notifications', 'analytics'] as const)
      for (const { name } of tables) {
        const rows = await connectionOf(role)
          .query(`select 1 from ${String(name)} limit 1`, [])
          .catch((error: unknown) => {
            expect(sqlstate(error)).toBe('42501');
            return [];
          });
        if (rows.length > 0) seen.push(`${role} ${String(name)}`);
      }
    expect(seen).toEqual([]);
  });

  test('has a policy for work about one tenant on every table with a tenant', async () => {
    const without = await run(
      `select c.oid::regclass::text as table from pg_class c
       join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
       where c.relnamespace = any($1::regnamespace[]) and c.relkind in ('r', 'p')
         and not exists (select from pg_policy where polrelid = c.oid and polname = 'of_tenants')`,
      [schemas],
    );
    expect(without).toEqual([]);
  });

  test('gives no role more than to select, insert, update and delete, and nobody else anything', async () => {
    const beyond = await run(
      `select c.oid::regclass::text as name, a.grantee::regrole::text as role, a.privilege_type
       from pg_class c, aclexplode(c.relacl) a
       where c.relnamespace = any($1::regnamespace[]) and a.grantee <> 'florin_owner'::regrole
         and (a.privilege_type not in ('SELECT', 'INSERT', 'UPDATE', 'DELETE') or a.is_grantable
           or a.grantee <> all (select oid from pg_roles where rolname = any($2)))`,
      [[...schemas, 'leadership'], names],
    );
    expect(beyond).toEqual([]);
  });

  test('grants what grants.sql declares, and every table is declared', async () => {
    const before = await privileges();
    // A right beyond the declaration, and a table without one.
    await run('grant delete on ledger.transactions to florin_api');
    await run(
      'create table fraud.forgotten (tenant_id uuid); alter table fraud.forgotten owner to florin_owner',
    );
    expect(await privileges()).not.toEqual(before);
    for (const source of allMigrations()) await run(`begin; ${await grantStatements(source)}; commit`);
    const after = await privileges();
    expect(after).toEqual(before);
    const policies = await run(
      `select polname from pg_policy where polrelid = 'fraud.forgotten'::regclass order by 1`,
    );
    expect(policies.map(({ polname }) => polname)).toEqual([
      'all_tenants',
      'of_tenants',
      'states_all_tenants',
    ]);
    expect(await undeclared()).toEqual(['fraud.forgotten']);
    await run('drop table fraud.forgotten');
    expect(await undeclared()).toEqual([]);
  });

  test.each<Role>(['fraud', 'notifications', 'analytics'])(
    'lets %s read nothing of the ledger, so that amounts which it shows are those of events',
    async (role) => {
      const readable = await run(
        `select c.oid::regclass::text as name from pg_class c
         where c.relnamespace = any('{ledger,access}'::regnamespace[]) and c.relkind in ('r', 'p', 'v', 'm')
           and (has_schema_privilege($1, c.relnamespace, 'usage') or has_any_column_privilege($1, c.oid, 'select'))`,
        [roleNames[role]],
      );
      expect(readable).toEqual([]);
    },
  );

  test('gives no role an attribute, a membership or an object', async () => {
    const wide = await run(
      `select rolname from pg_roles where rolname = any($1)
         and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication
           or exists (select from pg_auth_members where member = pg_roles.oid))`,
      [names],
    );
    expect(wide).toEqual([]);
    const owners = await run(
      `select distinct relowner::regrole::text as owner from pg_class where relnamespace = any($1::regnamespace[])`,
      [[...schemas, 'leadership']],
    );
    expect(owners).toEqual([{ owner: 'florin_owner' }]);
  });

  /** Every right of every role on every table and column of the schemas. */
  const privileges = async () =>
    (
      await run(
        `select grantee || ' ' || privilege_type || ' ' || table_schema || '.' || table_name as granted
         from information_schema.table_privileges where table_schema = any($1) and grantee <> 'florin_owner'
         union all
         select grantee || ' ' || privilege_type || ' ' || table_schema || '.' || table_name || '.' || column_name
         from information_schema.column_privileges where table_schema = any($1) and grantee <> 'florin_owner'
         union all
         select grantee || ' ' || privilege_type || ' ' || routine_schema || '.' || routine_name
         from information_schema.routine_privileges where routine_schema = any($1) and grantee <> 'florin_owner'
         order by 1`,
        [schemas],
      )
    ).map(({ granted }) => granted);

  /** Tables that no role but the owner may use. */
  const undeclared = async () =>
    (
      await run(
        `select c.oid::regclass::text as name from pg_class c
         where c.relnamespace = any($1::regnamespace[]) and c.relkind in ('r', 'p')
           and not exists (
             select from unnest($2::text[]) as role, unnest(array['select', 'insert']) as privilege
             where role <> 'florin_owner' and has_any_column_privilege(role, c.oid, privilege))`,
        // The tables of event_log are reached by functions alone: libs/messaging/test/rights.test.ts.
        [schemas.filter((schema) => schema !== 'event_log'), names],
      )
    ).map(({ name }) => name);
});
