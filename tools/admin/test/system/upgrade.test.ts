import { connect, type Database } from '@florin/database';
import { auditLedger } from '@florin/ledger';
import {
  answersOk,
  freePort,
  nodeBinary,
  openTestDirectory,
  recordTestProgram,
  startProgram,
  type RunningProgram,
} from '@florin/processes';
import { Florin } from '@florin/sdk';
import {
  createTestDatabase,
  itemAt,
  startApp,
  testServices,
  type StartedApp,
  type TestDatabase,
} from '@florin/testing';
import { afterAll, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { runAdmin } from '../../src/run-admin.ts';
import { unpackReleased } from './released-version.ts';

const stops: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

test('the released version goes on working while the schema is migrated and the new version joins it', async () => {
  const released = await unpackReleased();
  if (released === undefined) return;
  const own = await createTestDatabase('upgrade', async () => undefined); // The released version migrates it.
  stops.push(own.drop);
  const before = await startReleased(released, own);
  const apiKey = createKey(released, own);
  const old = new Florin({ baseUrl: before.url, apiKey });
  const load = await startLoad(old);
  stops.push(() => load.stop());

  await load.untilMoved(20, [old]);
  expect(await admin('create-roles', { DATABASE_URL: own.url })).toBe(0);
  expect(await admin('migrate', { DATABASE_URL: own.urlOf('owner') })).toBe(0);
  await load.untilMoved(20, [old]);

  const after: StartedApp = await startApp('api', { DATABASE_URL: own.url });
  stops.push(after.stop);
  const now = new Florin({ baseUrl: after.url, apiKey });
  load.add(now);
  await load.untilMoved(100, [old, now]);
  await load.stop();
  expect(load.errors).toEqual([]);

  // Whatever one version has answered, the other answers again.
  for (const [from, to] of [[old, now] as const, [now, old] as const])
    for (const { amount, accountId, idempotencyKey, transactionId } of load.creditsOf(from).slice(-20))
      expect(
        await to.transactions.credit({ account_id: accountId, amount }, { idempotencyKey }),
      ).toMatchObject({
        id: transactionId,
      });
  for (const [accountId, balance] of load.balances)
    for (const client of [old, now])
      expect(await client.accounts.balance(accountId)).toMatchObject({ balance, held: 0 });
  await expectBooksBalance(own);
}, 240_000);

async function startReleased(directory: string, own: TestDatabase): Promise<{ url: string }> {
  const port = await freePort();
  const { redisUrls } = testServices();
  const url = `http://127.0.0.1:${port}`;
  const describe = {
    name: 'released-api',
    command: nodeBinary,
    args: [join(directory, 'apps', 'api', 'src', 'main.ts')],
    cwd: directory,
    env: {
      DATABASE_URL: own.url,
      REDIS_URLS: redisUrls.join(),
      INTERNAL_TOKEN: 'internal-token-of-the-tests-0123456789abcdef',
      PORT: String(port),
    },
    logFile: join(openTestDirectory(), `released-api-${port}.log`),
    isReady: () => answersOk(`${url}/health/ready`),
    readyWithinMs: 120_000,
  };
  const program: RunningProgram = await startProgram(describe, ({ pid, stopSignal }) =>
    recordTestProgram(`released-api-${port}`, pid, stopSignal),
  );
  stops.push(() => program.stop());
  return { url };
}

/** With the released tool: a key from before the upgrade, as customers have. */
function createKey(directory: string, own: TestDatabase): string {
  const run = (...args: string[]) =>
    JSON.parse(
      execFileSync(nodeBinary, [join(directory, 'tools', 'admin', 'src', 'main.ts'), ...args, '--json'], {
        encoding: 'utf8',
        env: { ...process.env, DATABASE_URL: own.url },
      }),
    ) as Record<string, string>;
  const { tenant_id: tenant = '' } = run('create-tenant', '--name', 'Bakery');
  return run('create-key', '--tenant', tenant, '--name', 'till')['api_key'] ?? '';
}

async function admin(command: string, env: Record<string, string>): Promise<number> {
  return runAdmin([command], { env, out: () => undefined, err: (text) => process.stderr.write(`${text}\n`) });
}

type Credit = {
  client: Florin;
  accountId: string;
  amount: number;
  idempotencyKey: string;
  transactionId: string;
};

const accountCount = 6;
const workersPerClient = 2;
const startingBalance = 1_000_000;

/** Money in motion: every error that reaches a client is kept, and what each account must have. */
async function startLoad(first: Florin) {
  const opened = Array.from({ length: accountCount }, () =>
    first.accounts.create({ currency: 'USD', initial_balance: startingBalance }),
  );
  const ids = (await Promise.all(opened)).map(({ id }) => id);
  const balances = new Map(ids.map((id) => [id, startingBalance]));
  const add = (id: string, amount: number) => balances.set(id, (balances.get(id) ?? 0) + amount);
  const credits: Credit[] = [];
  const errors: string[] = [];
  const clients: Florin[] = [];
  const moved = new Map<Florin, number>();
  const working: Promise<void>[] = [];
  let stopping = false;

  /** One round of everything that moves money; the hold is captured by a client of another version, if there is one. */
  async function round(client: Florin, worker: number): Promise<void> {
    const [one, other] = [itemAt(ids, worker % accountCount), itemAt(ids, (worker + 1) % accountCount)];
    const idempotencyKey = randomUUID();
    const credit = await client.transactions.credit({ account_id: one, amount: 7 }, { idempotencyKey });
    add(one, 7);
    credits.push({ client, accountId: one, amount: 7, idempotencyKey, transactionId: credit.id });
    await client.transactions.debit({ account_id: one, amount: 3 });
    add(one, -3);
    await client.transactions.transfer({ from_account_id: one, to_account_id: other, amount: 2 });
    add(one, -2);
    add(other, 2);
    const hold = await client.transactions.hold({ account_id: one, amount: 5 });
    const capturing = itemAt(clients, (clients.indexOf(client) + 1) % clients.length);
    await capturing.transactions.capture(hold.id);
    add(one, -5);
    await client.accounts.balance(one);
  }

  async function work(client: Florin, worker: number): Promise<void> {
    while (!stopping) {
      await round(client, worker).catch((error: Error) => errors.push(`${worker}: ${error.message}`));
      moved.set(client, (moved.get(client) ?? 0) + 1);
    }
  }

  function addClient(client: Florin): void {
    clients.push(client);
    for (let each = 0; each < workersPerClient; each += 1) working.push(work(client, working.length));
  }
  addClient(first);

  return {
    add: addClient,
    errors,
    balances,
    creditsOf: (client: Florin) => credits.filter((each) => each.client === client),
    /** Resolves when each of these clients has made so many more rounds. */
    async untilMoved(rounds: number, of: readonly Florin[]): Promise<void> {
      const goals = of.map((client) => [client, (moved.get(client) ?? 0) + rounds] as const);
      while (goals.some(([client, goal]) => (moved.get(client) ?? 0) < goal)) {
        if (errors.length > 0) return;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    async stop(): Promise<void> {
      stopping = true;
      await Promise.all(working);
    },
  };
}

async function expectBooksBalance(own: TestDatabase): Promise<void> {
  const database: Database = await connect({
    url: own.urlOf('readsAllTenants'),
    applicationName: 'upgrade-test',
    statementTimeoutMs: 60_000,
  });
  try {
    expect(await auditLedger(database)).toEqual([]);
  } finally {
    await database.close();
  }
}
