import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import {
  eventually,
  makeSynchronous,
  startPostgres,
  startStandby,
  type PrivatePostgres,
} from '@florin/testing';
import {
  confirmCommits,
  connect,
  runParameterized,
  unavailableCode,
  type Database,
} from '../../src/index.ts';
import { LeaseTable } from '../../src/lease-table.ts';

/** A commit is acknowledged only after the synchronous standby has it, whatever ends the wait for it. */
let primary: PrivatePostgres;
let standby: PrivatePostgres;
let administrator: Database;
const opened: Database[] = [];

const applicationName = 'waits';
const open = async (more: { statementTimeoutMs?: number } = {}, positions = false) => {
  const onCommitted = positions ? () => () => void committed++ : undefined;
  const database = await connect({
    url: primary.url,
    applicationName,
    connectTimeoutMs: 20_000,
    ...more,
    ...(onCommitted ? { onCommitted } : {}),
  });
  opened.push(database);
  return database;
};
let committed = 0;

const insert = `insert into sample values (1)`;
const write = (database: Database) => database.unitOfWork((em) => runParameterized(em, insert, []));
const errorOf = (work: Promise<unknown>) =>
  work.then(
    () => 'success',
    (error: Error) => error,
  );

/** Resolves when a session of this name waits for the standby, after `sql` was applied to it. */
const whenItWaits = (sql = 'true', name = applicationName) =>
  eventually(async () => {
    const rows = await administrator.query(
      `select ${sql} from pg_stat_activity where application_name = '${name}' and wait_event = 'SyncRep'`,
      [],
    );
    return rows.length > 0;
  });

beforeAll(async () => {
  primary = await startPostgres();
  standby = await startStandby(primary, 'standby_1');
  administrator = await connect({ url: primary.url, applicationName: 'test', connectTimeoutMs: 20_000 });
  await administrator.query('create table sample (a int)', []);
  await makeSynchronous(primary, 'standby_1');
});

afterEach(() => standby.resume());

afterAll(async () => {
  standby?.resume();
  await Promise.all([administrator, ...opened].map((each) => each?.close()));
  await standby?.stop();
  await primary?.stop();
});

test('statement_timeout does not end the wait: the limit of the client does, and the outcome is unknown', async () => {
  const database = await open({ statementTimeoutMs: 500 });
  await write(database);
  standby.pause();
  const error = await errorOf(write(database));
  expect(error).toMatchObject({ name: 'CommitOutcomeUnknown' });
  // The server waits on: it has not reported success to anybody, and nobody sees the row.
  await whenItWaits();
  expect(await administrator.query('select from sample', [])).toHaveLength(1);
});

test.each([
  ['a unit of work', (database: Database) => write(database), false],
  ['a unit of work whose position is read', (database: Database) => write(database), true],
  ['a statement', (database: Database) => database.query(insert, []), false],
  [
    'a statement of a tenant',
    (database: Database) => database.of('tenant_01h455vb4pex5vsknk084sn02q').query(insert, []),
    false,
  ],
  [
    'a unit of work that only reads and confirms',
    (database: Database) => database.unitOfWork(confirmCommits),
    false,
  ],
])('%s whose wait is cancelled has no known outcome', async (_, work, positions) => {
  const database = await open({}, positions);
  await database.ping();
  committed = 0;
  standby.pause();
  const outcome = errorOf(work(database));
  await whenItWaits('pg_cancel_backend(pid)');
  const error = await outcome;
  expect(error).toMatchObject({ name: 'CommitOutcomeUnknown' });
  expect(unavailableCode(error)).toBe('service_unavailable');
  expect(committed).toBe(0);
  standby.resume();
  // The connection is as usable as before.
  await work(database);
  expect(committed).toBe(positions ? 1 : 0);
});

test('a unit of work whose session is terminated while it waits has no known outcome', async () => {
  const database = await open();
  await database.ping();
  standby.pause();
  const outcome = errorOf(write(database));
  await whenItWaits('pg_terminate_backend(pid)');
  expect(await outcome).toMatchObject({ name: 'CommitOutcomeUnknown' });
});

test('a lease whose commit is not on the standby is not taken', async () => {
  const table = new LeaseTable({
    url: primary.url,
    name: 'sample',
    holder: crypto.randomUUID(),
    leaseMs: 2_000,
  });
  // The first attempt makes the table.
  expect(await table.take()).toBe('1');
  standby.pause();
  const outcome = errorOf(table.renew('1'));
  await whenItWaits('pg_cancel_backend(pid)', 'leader:sample');
  expect(await outcome).toMatchObject({ name: 'CommitOutcomeUnknown' });
  await table.close();
});
