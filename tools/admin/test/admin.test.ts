import {
  accessEntities,
  createAccessTokens,
  createAuthenticator,
  createCredentials,
  scopes,
} from '@florin/access';
import { connect, newId, type Database } from '@florin/database';
import {
  createTestDatabase,
  migrateBank,
  startPostgres,
  testServices,
  withKafka,
  type TestDatabase,
} from '@florin/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { userInfo } from 'node:os';
import { fileURLToPath } from 'node:url';
import { commands, runAdmin } from '../src/run-admin.ts';

const program = fileURLToPath(new URL('../src/main.ts', import.meta.url));

let own: TestDatabase;
let database: Database;
let tenant: string;

beforeAll(async () => {
  own = await createTestDatabase('admin', async () => undefined); // empty: the tool has to migrate
  database = await connect({
    url: own.url,
    entities: accessEntities,
    applicationName: 'admin-test',
    connectTimeoutMs: 20_000,
  });
  const { out } = await adminProcess(['create-tenant', '--name', 'Bakery', '--json']);
  ({ tenant_id: tenant } = JSON.parse(out));
});
afterAll(async () => {
  await database.close();
  await own.drop();
});

type Outcome = { code: number; out: string; err: string };

/** As the role of the operators' tool, which migrates as the owner. */
const ofOperators = () => ({
  DATABASE_URL: own.urlOf('managesAllTenants'),
  DATABASE_OWNER_URL: own.urlOf('owner'),
});

/** In this process: starting one for each call takes a second of CPU. */
async function admin(args: string[], env: Record<string, string> = ofOperators()): Promise<Outcome> {
  const outcome = { code: -1, out: '', err: '' };
  outcome.code = await runAdmin(args, {
    env,
    out: (text) => void (outcome.out += `${text}\n`),
    err: (text) => void (outcome.err += `${text}\n`),
  });
  return outcome;
}

/** As operators run it. */
function adminProcess(args: string[], env: Record<string, string> = ofOperators()): Promise<Outcome> {
  return new Promise((resolve) => {
    const { PATH, NODE_COMPILE_CACHE } = process.env;
    const options = { env: { PATH, NODE_COMPILE_CACHE, ...env } };
    const child = execFile(process.execPath, [program, ...args], options, (_error, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    );
  });
}

async function json<T>(args: string[]): Promise<T> {
  const { code, out, err } = await admin([...args, '--json']);
  if (code !== 0) throw new Error(err);
  return JSON.parse(out) as T;
}

test('an operator makes a tenant and a key in an empty database, and the key works', async () => {
  const made = await json<{ key_id: string; api_key: string }>([
    'create-key',
    '--tenant',
    tenant,
    '--name',
    'till',
  ]);
  expect(await createAuthenticator(database)(made.api_key)).toEqual({
    tenantId: tenant,
    credentialId: made.key_id,
    scopes: new Set(scopes),
  });
});

test('a key that an operator makes names the cell of CELL', async () => {
  const wanted = ['create-key', '--tenant', tenant, '--name', 'till', '--json'];
  const made = await admin(wanted, { ...ofOperators(), CELL: 'eu1' });
  expect(JSON.parse(made.out)).toMatchObject({ api_key: expect.stringMatching(/^flk_eu1_[0-9A-Za-z]{49}$/) });
  expect(await admin(wanted, { ...ofOperators(), CELL: 'EU 1' })).toMatchObject({
    code: 1,
    err: expect.stringContaining('CELL'),
  });
});

test('a key gets the requested scopes and expiry', async () => {
  const wanted = ['--scopes', 'fraud:read,accounts:read', '--expires-at', '2099-01-31'];
  const made = await json<Record<string, string>>([
    'create-key',
    '--tenant',
    tenant,
    '--name',
    'auditor',
    ...wanted,
  ]);
  expect(made).toMatchObject({ scopes: 'fraud:read,accounts:read', expires_at: '2099-01-31T00:00:00.000Z' });
});

test('a revoked key is listed as revoked and refused', async () => {
  const made = await json<{ key_id: string; api_key: string }>([
    'create-key',
    '--tenant',
    tenant,
    '--name',
    'till',
    '--operator',
    'ada',
  ]);
  await json(['revoke-key', '--id', made.key_id]);
  const keys = await json<{ key_id: string; status: string }[]>(['list-keys', '--tenant', tenant]);
  expect(keys.find((key) => key.key_id === made.key_id)?.status).toBe('revoked');
  expect(await createAuthenticator(database)(made.api_key)).toBeUndefined();
  expect(await json(['list-key-changes', '--id', made.key_id])).toMatchObject([
    { change: 'created', made_by: 'operator:ada' },
    { change: 'revoked', made_by: `operator:${userInfo().username}` },
  ]);
});

test('signing keys are ended, and with them the tokens that they signed', async () => {
  const wanted = ['create-key', '--tenant', tenant, '--name', 'shop'];
  const { key_id: clientId, api_key: clientSecret } = await json<Record<string, string>>(wanted);
  const startProcess = () =>
    createAccessTokens({
      ...{ database, credentials: createCredentials(database), issuer: 'https://bank.example' },
      ...{ lifetimeSeconds: 600, secrets: ['shared-by-the-processes-0123456789'] },
    });
  const client = { clientId: clientId!, clientSecret: clientSecret!, scopes: undefined };
  const { token } = await startProcess().issue(client);
  expect(await startProcess().principalOf(token)).toMatchObject({ tenantId: tenant });
  expect(await json(['end-signing-keys'])).toEqual({ ended: '1' });
  expect(await startProcess().principalOf(token)).toBeUndefined();
  expect(await json(['end-signing-keys'])).toEqual({ ended: '0' });
});

/** An entry of the audit log, as the command prints it. */
type Entry = Record<'object_type' | 'object_id' | 'change', string> & {
  tenant_id: string | null;
  actor_id: string | null;
  at: string;
  id: string;
};
const auditLog = (...filter: string[]) => json<Entry[]>(['audit-log', '--limit', '1000', ...filter]);

describe('the audit log', () => {
  const by = ['--operator', 'grace', '--json'];

  /** How a command changes something, and the record of it; or why it leaves none. */
  const changes: Record<string, { run: () => Promise<Outcome>; entry: Partial<Entry> } | { why: string }> = {
    'create-tenant': {
      run: () => admin(['create-tenant', '--name', 'Grocer', ...by]),
      entry: { object_type: 'tenant', change: 'created' },
    },
    'create-key': {
      run: () => admin(['create-key', '--tenant', tenant, '--name', 'till', ...by]),
      entry: { object_type: 'api_key', change: 'created' },
    },
    'revoke-key': {
      async run() {
        const { key_id: id } = await json<{ key_id: string }>([
          'create-key',
          '--tenant',
          tenant,
          '--name',
          'x',
        ]);
        return admin(['revoke-key', '--id', id, ...by]);
      },
      entry: { object_type: 'api_key', change: 'revoked' },
    },
    'end-signing-keys': {
      async run() {
        const secrets = ['shared-by-the-processes-0123456789'];
        const credentials = createCredentials(database);
        const issuer = 'https://bank.example';
        const tokens = createAccessTokens({ database, credentials, issuer, lifetimeSeconds: 60, secrets });
        const key = await json<Record<string, string>>(['create-key', '--tenant', tenant, '--name', 'shop']);
        const { key_id: clientId = '', api_key: clientSecret = '' } = key;
        await tokens.issue({ clientId, clientSecret, scopes: undefined });
        return admin(['end-signing-keys', ...by]);
      },
      entry: { object_type: 'signing_key', change: 'ended', tenant_id: null },
    },
    'move-tenant': {
      async run() {
        const other = await createTestDatabase('bank', migrateBank);
        try {
          const made = await json<{ tenant_id: string }>(['create-tenant', '--name', 'Florist']);
          const env = { ...ofOperators(), CELL_DATABASE_OWNER_URLS: `eu2=${other.urlOf('owner')}` };
          return await admin(['move-tenant', '--tenant', made.tenant_id, '--to', 'eu2', ...by], env);
        } finally {
          await other.drop();
        }
      },
      entry: { object_type: 'tenant', change: 'moved' },
    },
    'move-events': {
      async run() {
        await database.query(`insert into event_log.used (log) values ('PostgreSQL')`, []);
        const KAFKA_BROKERS = testServices().kafkaBrokers.join(',');
        return admin(['move-events', '--to', 'kafka', ...by], { ...ofOperators(), KAFKA_BROKERS });
      },
      entry: { object_type: 'event_topic', change: 'move_events', tenant_id: null },
    },
    'create-roles': {
      why: 'It is about PostgreSQL: a role that may run it could change any record. PostgreSQL logs it.',
    },
    migrate: { why: 'The schemas record it themselves, in their tables of migrations.' },
    'list-keys': { why: 'It reads.' },
    'list-key-changes': { why: 'It reads.' },
    'audit-log': { why: 'It reads.' },
    doctor: { why: 'It checks, and changes nothing.' },
  };

  test('has a line here for every command', () => {
    expect(Object.keys(changes).sort()).toEqual(Object.keys(commands).sort());
  });

  const recorded = Object.entries(changes).flatMap(([name, change]) =>
    'why' in change ? [] : [[name, change] as const],
  );
  for (const [name, { run, entry }] of recorded) {
    const testHere = name === 'move-events' ? withKafka(test) : test;
    testHere(`has what ${name} changed, with the name of the operator`, async () => {
      const known = (await auditLog('--actor-id', 'operator:grace')).length;
      expect(await run()).toMatchObject({ code: 0 });
      const entries = await auditLog('--actor-id', 'operator:grace');
      expect(entries).toHaveLength(known + 1);
      expect(entries[0]).toMatchObject({ ...entry, actor_id: 'operator:grace' });
    });
  }

  test('is that of one tenant, or of all tenants and the bank itself, filtered as in the API', async () => {
    const { tenant_id: other } = await json<{ tenant_id: string }>(['create-tenant', '--name', 'Florist']);
    const key = await json<{ key_id: string }>(['create-key', '--tenant', other, '--name', 'till']);
    const all = await auditLog();
    for (const each of [tenant, other, null]) expect(all.map(({ tenant_id }) => tenant_id)).toContain(each);
    const own = await auditLog('--tenant', other);
    expect(own).toMatchObject([
      { object_type: 'api_key', object_id: key.key_id, change: 'created', tenant_id: other },
      { object_type: 'tenant', object_id: other, change: 'created' },
    ]);
    expect(await auditLog('--object-id', key.key_id)).toEqual(own.slice(0, 1));
    expect(await auditLog('--tenant', other, '--object-type', 'tenant,account')).toEqual(own.slice(1));
    const [made] = own;
    expect((await auditLog('--to', made?.at ?? ''))[0]).toEqual(own[1]);
    expect((await auditLog('--from', made?.at ?? '')).at(-1)).toEqual(made);
    expect(await auditLog('--actor-id', 'operator:nobody')).toEqual([]);
  });

  test('has pages without a gap, and comes whole as CSV', async () => {
    const all = await auditLog();
    expect(all.length).toBeGreaterThan(3);
    const seen: string[] = [];
    for (let cursor: string[] = []; ;) {
      const { out } = await admin(['audit-log', '--limit', '2', ...cursor]);
      seen.push(...(out.replace(/^There are more.*/m, '').match(/audit_[0-9a-z]{26}$/gm) ?? []));
      const [, next] = /^There are more: --cursor (\S+)$/m.exec(out) ?? [];
      if (next === undefined) break;
      cursor = ['--cursor', next];
    }
    // A page of one row is a list of its fields, which end with the id too.
    expect(seen).toEqual(all.map(({ id }) => id));
    const lines = (await admin(['audit-log', '--limit', '2', '--csv'])).out.trimEnd().split('\n');
    expect(lines[0]).toBe(
      'at,tenant_id,object_type,object_id,change,actor_id,on_behalf_of,token_id,request_id,correlation_id,address,before,after,id',
    );
    expect(lines.slice(1).map((line) => line.split(',').at(-1))).toEqual(all.map(({ id }) => id));
  });

  test.each([
    [['--limit', '0'], /^--limit is a number/],
    [['--cursor', 'x'], /^--cursor x is none/],
    [['--object-type', 'vault'], /^There are no objects of type "vault"\. There are account, /],
    [['--from', 'yesterday'], /^--from "yesterday" is not a time/],
    [['--tenant', newId('tenant')], /^There is no tenant/],
  ])('refuses %j with one line', async (args, line) => {
    const { code, err } = await admin(['audit-log', ...args]);
    expect([code, err]).toEqual([1, expect.stringMatching(line)]);
  });
});

test('people read a table, and never a key again', async () => {
  const [shown] = await Promise.all(
    ['till 7', 'till 8'].map((name) => admin(['create-key', '--tenant', tenant, '--name', name])),
  );
  const key = /flk_[0-9A-Za-z]{43}/.exec(shown!.out)?.[0] ?? '';
  expect(key).not.toBe('');
  const { out } = await admin(['list-keys', '--tenant', tenant]);
  expect(out.split('\n')[0]).toMatch(/^key_id +starts_with +tenant_id +name +status/);
  expect(out).toContain('till 7');
  expect(out).toContain('till 8');
  expect(out).not.toContain(key);
});

test('what cannot be done is one clear line and a 1', async () => {
  const [nobody, scope, past, away] = await Promise.all([
    admin(['create-key', '--tenant', newId('tenant'), '--name', 'x']),
    admin(['create-key', '--tenant', tenant, '--name', 'x', '--scopes', 'money:print']),
    admin(['create-key', '--tenant', tenant, '--name', 'x', '--expires-at', '2001-01-01']),
    admin(['list-keys'], { DATABASE_URL: 'postgresql://x:y@127.0.0.1:1/z' }),
  ]);
  expect(nobody).toMatchObject({ code: 1, out: '' });
  expect(nobody.err).toMatch(/^There is no tenant tenant_\S+\n$/);
  expect(scope).toMatchObject({ code: 1 });
  expect(scope.err).toMatch(/^Unknown scopes: money:print/);
  expect(past).toMatchObject({ code: 1, err: '--expires-at 2001-01-01 is past.\n' });
  expect(away).toMatchObject({ code: 1 });
  expect(away.err).toMatch(/^The database is away: .*\n$/);
});

test('what makes no sense is answered with the usage and a 2', async () => {
  const [nothing, unknown, incomplete, misspelt] = await Promise.all([
    adminProcess([]),
    admin(['print-money']),
    admin(['create-key', '--name', 'x']),
    admin(['create-tenant', '--name', 'x', '--colour', 'red']),
  ]);
  expect(nothing).toMatchObject({ code: 2, out: '' });
  expect(nothing.err).toContain('create-tenant');
  expect(unknown).toMatchObject({ code: 2 });
  expect(incomplete).toMatchObject({
    code: 2,
    err: expect.stringContaining('Missing: --tenant') as unknown,
  });
  expect(misspelt).toMatchObject({ code: 2 });
});

test('create-roles makes a role for each app on a new server, and migrate makes their schemas', async () => {
  const server = await startPostgres({}, { roles: false });
  try {
    const administrator = { DATABASE_URL: server.url, API_DATABASE_PASSWORD: 'given' };
    const { out } = await admin(['create-roles', '--json'], administrator);
    const urls = JSON.parse(out) as { role: string; database_url: string | null }[];
    const urlOf = (name: string) => urls.find(({ role }) => role === name)?.database_url ?? '';
    expect(urls.find(({ role }) => role === 'florin_api')).toEqual({
      role: 'florin_api',
      database_url: null,
    });
    const operators = { DATABASE_URL: urlOf('florin_manages_all_tenants') };
    const early = await admin(['create-tenant', '--name', 'Bakery'], operators);
    expect(early).toMatchObject({ code: 1 });
    expect(early.err).toMatch(
      /^the schema ledger lacks the migrations 0001-.*run "npm run admin -- migrate"/,
    );

    const migrated = await admin(['migrate', '--json'], { DATABASE_URL: urlOf('florin_owner') });
    const schemas = (JSON.parse(migrated.out) as { schema: string }[]).map(({ schema }) => schema);
    const all = ['ledger', 'access', 'fraud', 'notifications', 'analytics', 'event_log'];
    expect([...new Set(schemas)]).toEqual(all);
    expect((await admin(['migrate'], { DATABASE_URL: urlOf('florin_owner') })).out).toContain('up to date');
    expect(await admin(['create-tenant', '--name', 'Bakery'], operators)).toMatchObject({ code: 0 });

    // Again: passwords stay, unless they are given.
    const again = await admin(['create-roles', '--json'], { DATABASE_URL: server.url });
    const shown = (JSON.parse(again.out) as typeof urls).map(({ database_url }) => database_url);
    expect(new Set(shown)).toEqual(new Set([null]));
    expect(await admin(['list-keys'], operators)).toMatchObject({ code: 0 });
  } finally {
    await server.stop();
  }
});

test('create-roles takes over what one role for everything owned', async () => {
  const before = await createTestDatabase('admin-before', async () => undefined);
  try {
    expect(await admin(['migrate'], { DATABASE_URL: before.url })).toMatchObject({ code: 0 });
    expect(await admin(['create-roles'], { DATABASE_URL: before.url })).toMatchObject({ code: 0 });
    const owner = before.urlOf('owner');
    const env = { DATABASE_URL: before.urlOf('managesAllTenants'), DATABASE_OWNER_URL: owner };
    expect(await admin(['migrate'], { DATABASE_URL: owner })).toMatchObject({ code: 0 });
    expect(await admin(['create-tenant', '--name', 'Bakery'], env)).toMatchObject({ code: 0 });
  } finally {
    await before.drop();
  }
});

test('without DATABASE_URL it says so', async () => {
  const err = expect.stringContaining('DATABASE_URL is missing');
  expect(await adminProcess(['list-keys'], {})).toMatchObject({ code: 1, err });
});
