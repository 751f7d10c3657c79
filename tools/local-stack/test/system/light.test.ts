import { freePorts, fromRoot, isAlive, isListening, nodeBinary, readRecord } from '@florin/processes';
import { Florin } from '@florin/sdk';
import { eventually } from '@florin/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryMbOf } from '../memory.ts';
import { programsWithout } from '../programs-without.ts';

/** What a machine without Java, Redis and a way to get them lacks. */
const missing = /^(java|mvn|redis-.*|apt.*|python.*)$/;
const bootstrap = fromRoot('tools/bootstrap.mjs');
const folder = mkdtempSync(join(tmpdir(), 'florin-light-'));
const directory = join(folder, 'local');
let env: NodeJS.ProcessEnv;
let output = '';

beforeAll(async () => {
  const [api, fraud, notifications, analytics, worker, postgres] = (await freePorts(6)).map(String);
  env = {
    ...process.env,
    ...{ PATH: programsWithout(missing, join(folder, 'bin')), FLORIN_LOCAL: directory },
    ...{ PORT: api, FRAUD_PORT: fraud, NOTIFICATIONS_PORT: notifications, ANALYTICS_PORT: analytics },
    ...{ WORKER_PORT: worker, POSTGRES_PORT: postgres },
    ...{ DATABASE_URL: '', REDIS_URLS: '', KAFKA_BROKERS: '' },
  };
  const child = spawn(nodeBinary, [bootstrap, 'start'], { env, detached: true });
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  let ended = false;
  child.once('exit', () => (ended = true));
  await eventually(() => ended || output.includes('Florin runs'), { withinMs: 240_000 });
}, 250_000);

afterAll(async () => {
  await command('stop');
  rmSync(folder, { recursive: true, force: true });
});

/** `text` is all it printed, `out` its standard output. */
type Ended = { code: number; text: string; out: string };

const command = (...args: string[]) => commandWith({}, ...args);

function commandWith(change: NodeJS.ProcessEnv, ...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(nodeBinary, [bootstrap, ...args], { env: { ...env, ...change } }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), text: stdout + stderr, out: stdout }),
    );
  });
}

const runs = join(directory, 'run');

function running(name: string) {
  const record = readRecord(runs, name);
  if (record === undefined || !isAlive(record)) throw new Error(`${name} is not running`);
  return record;
}

function openClient(): Florin {
  const { api_key: apiKey } = JSON.parse(readFileSync(join(directory, 'credentials.json'), 'utf8'));
  return new Florin({ apiKey, baseUrl: `http://127.0.0.1:${env['PORT']}` });
}

/** Exchanges the code of the link that was printed, as the console does. */
function redeemPrintedCode(): Promise<Response> {
  const code = /\/console\/sign-in#code=([\w-]+)/.exec(output)?.[1];
  return fetch(`http://127.0.0.1:${env['PORT']}/console/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  });
}

/** How many transactions the consumer of the events has counted. */
async function counted(florin: Florin): Promise<number> {
  const { totals } = await florin.analytics.summary();
  return totals.reduce((sum, { count }) => sum + count, 0);
}

async function ledgerAndTotalsAgree(): Promise<void> {
  expect(await command('audit')).toMatchObject({ code: 0 });
  expect(await command('analytics', 'verify')).toMatchObject({ code: 0 });
}

test('a machine without Java and Redis gets a bank on PostgreSQL, and a line for each missing part', async () => {
  expect(output).toContain('redis-server is not installed: account locks are off; "npm start -- --full"');
  expect(output).toContain(
    'Java is not installed for Kafka: events stay in PostgreSQL; "npm start -- --full"',
  );
  expect(output).toContain(
    'api, worker, fraud, notifications, analytics in one process (all), on PostgreSQL',
  );
  expect(output).toContain('no Kafka client of others can connect');

  const florin = openClient();
  const { id: account_id } = await florin.accounts.create({});
  await florin.transactions.credit({ account_id, amount: 500 });
  const debit = await florin.transactions.debit({ account_id, amount: 200 });
  expect(debit.balance_after).toBe(300);
  await eventually(async () => (await counted(florin)) === 2);
  await ledgerAndTotalsAgree();
  const letters = await command('events', 'dead-letters', 'list');
  expect(letters).toMatchObject({ code: 0, text: expect.stringContaining('analytics: 0 dead letters') });
}, 240_000);

test('the printed link signs in to the console once', async () => {
  const first = await redeemPrintedCode();
  expect(first.status).toBe(200);
  const { api_key } = JSON.parse(readFileSync(join(directory, 'credentials.json'), 'utf8'));
  expect(await first.json()).toEqual({ api_key });
  expect((await redeemPrintedCode()).status).toBe(401);
}, 60_000);

test('the process of all apps is killed twice while money moves, and every movement is there once', async () => {
  const florin = openClient();
  const before = await counted(florin);
  const accounts = await Promise.all(Array.from({ length: 8 }, () => florin.accounts.create({})));
  const moved = accounts.map(() => 0);
  let isOver = false;
  const load = accounts.map(async ({ id: account_id }, n) => {
    for (let each = 0; !isOver; each++) {
      const options = { idempotencyKey: `${account_id}-${each}` };
      // Without an answer the outcome is unknown, and the same request settles it.
      const credit = () => florin.transactions.credit({ account_id, amount: 7 }, options);
      await eventually(
        () =>
          credit().then(
            () => true,
            () => false,
          ),
        { withinMs: 120_000 },
      );
      moved[n]! += 1;
    }
  });
  const sum = () => moved.reduce((total, each) => total + each, 0);
  for (let kills = 0; kills < 2; kills++) {
    const known = sum();
    await eventually(() => sum() > known + 50, { withinMs: 60_000 });
    const { pid } = running('all');
    process.kill(pid, 'SIGKILL');
    await eventually(() => readRecord(runs, 'all')?.pid !== pid, { withinMs: 60_000 });
  }
  const known = sum();
  await eventually(() => sum() > known + 50, { withinMs: 120_000 });
  isOver = true;
  await Promise.all(load);

  for (const [n, { id }] of accounts.entries())
    expect(await florin.accounts.balance(id)).toMatchObject({ balance: 7 * moved[n]! });
  await eventually(async () => (await counted(florin)) === before + sum(), { withinMs: 60_000 });
  await ledgerAndTotalsAgree();
}, 400_000);

test('all of it needs at most 400 MB', async () => {
  const [apps, postgres] = [running('all'), running('postgres')];
  // PostgreSQL ends the sessions of the killed processes some seconds later.
  await eventually(() => {
    expect(memoryMbOf(apps.pid) + memoryMbOf(postgres.pid)).toBeLessThanOrEqual(400);
    return true;
  });
});

test('what --full lacks is a line each, and nothing is changed', async () => {
  await command('stop');
  expect(await isListening(Number(env['PORT']))).toBe(false);
  const lines = [
    expect.stringContaining('redis-server is not installed: install it'),
    expect.stringContaining('install Java 17 or newer'),
  ];
  for (const form of [['--full'], ['--fresh', '--full']]) {
    const refused = await command('start', ...form);
    expect(refused.code).toBe(1);
    expect(refused.text.trim().split('\n')).toEqual(lines);
  }
  // It decided nothing: the next start runs what is there.
  expect(readdirSync(directory)).not.toContain('event-log');
}, 240_000);

test('npm test says in its closing lines what did not run, and CI demands all of it', async () => {
  const ran = await commandWith({ CI: '' }, 'test', 'locks');
  expect(ran).toMatchObject({ code: 0 });
  expect(ran.out.trim().split('\n').slice(-2)).toEqual([
    expect.stringMatching(/^[1-9]\d* tests did not run: they need Redis or Kafka, which was not found here$/),
    expect.stringMatching(/^\d+ passed, 0 failed$/),
  ]);
  const refused = await commandWith({ CI: 'true' }, 'test', 'locks');
  expect(refused).toMatchObject({ code: 1 });
  expect(refused.out).toMatch(
    /redis-server is not installed: install it[^]+install Java 17 or newer[^]+0 passed, 1 failed\n$/,
  );
}, 240_000);
