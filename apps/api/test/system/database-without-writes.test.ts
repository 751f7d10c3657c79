import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually, startPostgresOnSmallDisk, type SmallDisk } from '@florin/testing';
import { ask } from '../ask.ts';
import { openAccounts } from '../ledger-assertions.ts';
import { openBank, type TestBank } from '../open-bank.ts';

const withinLimit = { withinMs: 60_000, everyMs: 200 };
let postgres: SmallDisk | undefined;
let bank: TestBank;
let account: string;

beforeAll(async () => {
  postgres = await startPostgresOnSmallDisk().catch((error: Error) => {
    if (process.env['CI']) throw error;
    process.stderr.write(`${error.message}. A full disk is not tested.\n`);
    return undefined;
  });
  if (!postgres) return;
  bank = await openBank({ databaseUrl: postgres.url });
  [account = ''] = await openAccounts(bank.florin(), 1);
});

afterAll(async () => {
  await bank?.close();
  await postgres?.stop();
});

async function credit() {
  const body = { account_id: account, amount: 1, description: 'x'.repeat(500) };
  return ask(`${bank.apis[0]!.url}/transactions/credit`, { apiKey: bank.apiKey, body });
}

/** What the API says of itself. */
async function health() {
  const [ready, live, metrics] = await Promise.all(
    ['/health/ready', '/health/live', '/metrics'].map((path) => ask(`${bank.apis[0]!.metricsUrl}${path}`)),
  );
  return {
    ready: ready!.status,
    live: live!.status,
    up: Number(/^florin_source_up\{.*source="postgres".*\} (\d)$/m.exec(metrics!.text)?.[1]),
  };
}

const untilHealthIs = (expected: object) =>
  eventually(async () => {
    expect(await health()).toEqual(expected);
    return true;
  }, withinLimit);

const well = { ready: 200, live: 200, up: 1 };
const unwell = { ready: 503, live: 200, up: 0 };

/** Readiness says it by itself, without a write that fails first, and takes it back when writes succeed again. */
async function expectToBeNoticed(begin: () => unknown, end: () => unknown): Promise<void> {
  await untilHealthIs(well);
  await begin();
  await untilHealthIs(unwell);
  await eventually(async () => (await credit()).status === 503, { everyMs: 1 });
  expect(await credit()).toMatchObject({ status: 503, json: { code: 'service_unavailable' } });
  await end();
  await untilHealthIs(well);
  expect((await credit()).status).toBe(200);
  expect(await bank.audit()).toEqual([]);
}

const setReadOnly = (value: 'on' | 'off') => async () => {
  const set = [`alter system set default_transaction_read_only = ${value}`, 'select pg_reload_conf()'];
  for (const statement of set) await bank.database.query(statement, []);
};

test('a read-only database is reported by readiness, and writes are answered with 503', async () => {
  if (!postgres) return;
  await expectToBeNoticed(setReadOnly('on'), setReadOnly('off'));
});

test('a full disk is reported by readiness, and writes are answered with 503', async () => {
  if (!postgres) return;
  await expectToBeNoticed(postgres.fill, postgres.clear);
});
