import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { connect, derivedUrlOfRole, type Database } from '@florin/database';
import {
  eventually,
  makeSynchronous,
  startPostgres,
  startStandby,
  type PrivatePostgres,
} from '@florin/testing';
import { createTenant, debit, Ledger, ledgerEntities, migrateLedger } from '../../src/index.ts';
import { noDetails, plainAccount, queueDefaults } from '../bank.ts';

let primary: PrivatePostgres;
let standby: PrivatePostgres;
let administrator: Database;
let database: Database;
let ledger: Ledger;
let tenantId: string;

const open = (url: string, applicationName: string) =>
  connect({ url, entities: ledgerEntities, applicationName, connectTimeoutMs: 20_000 });

beforeAll(async () => {
  primary = await startPostgres();
  administrator = await open(primary.url, 'test');
  await migrateLedger(administrator);
  standby = await startStandby(primary, 'standby_1');
  await makeSynchronous(primary, 'standby_1');
  database = await open(derivedUrlOfRole(primary.url, 'api'), 'waits');
  ledger = new Ledger({ database, ...queueDefaults, answerWithinMs: 30_000 });
  ({ id: tenantId } = await createTenant(administrator, { name: 'Test' }));
});

afterEach(() => standby.resume());

afterAll(async () => {
  standby?.resume();
  await Promise.all([database?.close(), administrator?.close()]);
  await standby?.stop();
  await primary?.stop();
});

const request = (idempotencyKey: string) => ({
  tenantId,
  idempotencyKey,
  requestId: null,
  actor: null,
  waitMs: 30_000,
});

const waiting = `from pg_stat_activity where application_name = 'waits' and wait_event = 'SyncRep'`;
const cancelWait = () =>
  eventually(
    async () => (await administrator.query(`select pg_cancel_backend(pid) ${waiting}`, [])).length > 0,
  );
const outcomeOf = (work: Promise<{ replayed: boolean }>) =>
  work.then(
    ({ replayed }) => (replayed ? 'replayed' : 'first'),
    (error: Error) => error.name,
  );

/** A cancelled wait leaves a commit on the primary alone, visible to everybody, which a lost primary takes with it. */
test.each([
  [
    'a movement',
    (accountId: string) => ledger.post(debit({ accountId, amount: 30, ...noDetails }, request('debit'))),
  ],
  ['the opening of an account', () => ledger.openAccount(plainAccount, request('opening'))],
])('%s that only the primary has is acknowledged to nobody, under its key neither', async (_, work) => {
  const { account } = await ledger.openAccount({ ...plainAccount, initialBalance: 100 }, request(`for ${_}`));
  standby.pause();
  const first = outcomeOf(work(account.id));
  await cancelWait();
  // A movement is looked for after an unknown outcome, and what was found waits for the standby as well.
  if (_ === 'a movement') await cancelWait();
  expect(await first).toBe('CommitOutcomeUnknown');

  let settled = false;
  const again = outcomeOf(work(account.id)).finally(() => (settled = true));
  await eventually(async () => settled || (await administrator.query(`select 1 ${waiting}`, [])).length > 0);
  expect(settled).toBe(false);
  standby.resume();
  expect(await again).toBe('replayed');
});
