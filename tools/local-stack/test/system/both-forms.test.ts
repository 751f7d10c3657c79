import { freePort, freePorts, fromRoot, isListening, nodeBinary } from '@florin/processes';
import { Florin } from '@florin/sdk';
import { eventually } from '@florin/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const bootstrap = fromRoot('tools/bootstrap.mjs');
const directory = join(mkdtempSync(join(tmpdir(), 'florin-forms-')), 'local');
let env: NodeJS.ProcessEnv;
let accountId: string;
let credits = 0;

beforeAll(async () => {
  const [api, fraud, notifications, analytics, worker, postgres] = (await freePorts(6)).map(String);
  env = {
    ...process.env,
    ...{ FLORIN_LOCAL: directory, POSTGRES_PORT: postgres, WORKER_PORT: worker },
    ...{ PORT: api, FRAUD_PORT: fraud, NOTIFICATIONS_PORT: notifications, ANALYTICS_PORT: analytics },
    ...{ KAFKA_PORT: String(await freePort(2)), REDIS_PORT: String(await freePort(3)) },
    ...{ DATABASE_URL: '', REDIS_URLS: '', KAFKA_BROKERS: '' },
  };
});
afterAll(async () => {
  await command('stop');
  rmSync(join(directory, '..'), { recursive: true, force: true });
});

function command(...args: string[]): Promise<{ code: number; text: string }> {
  return new Promise((resolve) => {
    execFile(nodeBinary, [bootstrap, ...args], { env }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), text: stdout + stderr }),
    );
  });
}

/** Starts the bank in the background, and returns what it printed until it runs. */
async function started(...args: string[]): Promise<string> {
  const child = spawn(nodeBinary, [bootstrap, 'start', ...args], { env, detached: true });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  let ended = false;
  child.once('exit', () => (ended = true));
  await eventually(() => ended || output.includes('Florin runs'), { withinMs: 300_000 });
  expect(output).toContain('Florin runs');
  return output;
}

function openClient(): Florin {
  const { api_key: apiKey } = JSON.parse(readFileSync(join(directory, 'credentials.json'), 'utf8'));
  return new Florin({ apiKey, baseUrl: `http://127.0.0.1:${env['PORT']}` });
}

/** Posts some credits, and waits until the consumer of the events has counted all credits so far. */
async function postAndCount(): Promise<void> {
  const florin = openClient();
  accountId ??= (await florin.accounts.create({})).id;
  for (let count = 0; count < 20; count++) {
    await florin.transactions.credit({ account_id: accountId, amount: 7 });
    credits += 1;
  }
  await eventually(
    async () => {
      const { totals } = await florin.analytics.summary();
      return totals.reduce((sum, { count }) => sum + count, 0) === credits;
    },
    { withinMs: 120_000 },
  );
  expect(await florin.accounts.balance(accountId)).toMatchObject({ balance: 7 * credits });
  expect(await command('audit')).toMatchObject({ code: 0 });
  expect(await command('analytics', 'verify')).toMatchObject({ code: 0 });
}

const hasKafka = () => isListening(Number(env['KAFKA_PORT']));

test('a bank goes from the light form to the full one and back, and loses no event', async () => {
  await started('--light');
  await postAndCount();
  expect(await hasKafka()).toBe(false);
  await command('stop');

  const full = await started('--full');
  expect(full).toContain('moving the events of this bank from postgresql to kafka');
  expect(await hasKafka()).toBe(true);
  await postAndCount();
  await command('stop');

  // Without a form the events stay where they are.
  const again = await started();
  expect(again).not.toContain('moving the events');
  expect(await hasKafka()).toBe(true);
  await postAndCount();
  await command('stop');

  const light = await started('--light');
  expect(light).toContain('moving the events of this bank from kafka to postgresql');
  expect(await hasKafka()).toBe(false);
  await postAndCount();
}, 900_000);

test('a bank whose events were moved by an operator starts with the log that has them', async () => {
  await command('stop');
  // As after "npm run admin -- move-events": the file of the last start names the other log.
  await started('--full');
  await command('stop');
  writeFileSync(join(directory, 'event-log'), 'postgresql\n');
  await started();
  expect(await hasKafka()).toBe(true);
  await postAndCount();
}, 600_000);
