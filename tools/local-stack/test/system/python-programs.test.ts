import { sampleMessages } from '@florin/events';
import { freePort, fromRoot, isAlive, nodeBinary, readRecord } from '@florin/processes';
import { createAccountLocks } from '@florin/locks';
import { createPublisher, ensureTopics, readTopics } from '@florin/messaging';
import { createLogger, createMetrics } from '@florin/service';
import { eventually } from '@florin/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programsWithout } from '../programs-without.ts';

/** What a machine lacks that has Python, but neither Java nor Redis nor a way to install Debian's packages. */
const missing = /^(java|mvn|redis-.*|valkey.*|apt.*)$/;
const folder = mkdtempSync(join(tmpdir(), 'florin-python-'));
const directory = join(folder, 'local');
const isMissing = 'is missing: installing it from PyPI with Python (once)';
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  const [postgres, kafka, redis] = [await freePort(), await freePort(2), await freePort(3)];
  env = {
    ...process.env,
    ...{ PATH: programsWithout(missing, join(folder, 'bin')), FLORIN_LOCAL: directory },
    ...{ POSTGRES_PORT: String(postgres), KAFKA_PORT: String(kafka), REDIS_PORT: String(redis) },
    ...{ DATABASE_URL: '', REDIS_URLS: '', KAFKA_BROKERS: '' },
  };
});

afterAll(async () => {
  await stop();
  rmSync(folder, { recursive: true, force: true });
});

const commandFile = (name: string) => fromRoot('tools/local-stack/src/commands', `${name}.ts`);

const stop = () => new Promise((resolve) => execFile(nodeBinary, [commandFile('stop')], { env }, resolve));

/** What `npm start --services-only` printed until the services ran, or until it ended. */
async function startServices(...args: string[]): Promise<string> {
  const child = spawn(nodeBinary, [commandFile('start'), '--services-only', ...args], {
    env,
    detached: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  let ended = false;
  child.once('exit', () => (ended = true));
  await eventually(() => ended || output.includes('The services run'), { withinMs: 240_000 });
  return output;
}

function address(name: string): string[] {
  const services = readFileSync(join(directory, 'services.env'), 'utf8');
  return (new RegExp(`^${name}=(.*)$`, 'm').exec(services)?.[1] ?? '').split(',');
}

/** The file of the program that a process of the stack runs. */
function programOf(name: string): string {
  const record = readRecord(join(directory, 'run'), name);
  if (record === undefined || !isAlive(record)) throw new Error(`${name} is not running`);
  return realpathSync(`/proc/${record.pid}/exe`);
}

async function requireLocks(): Promise<void> {
  const locks = createAccountLocks({ urls: address('REDIS_URLS'), answerLimitMs: 5_000, ttlMs: 60_000 });
  await locks.ready();
  const lock = await locks.acquire(['one']);
  expect(lock).toMatchObject({ held: ['one'], busy: [], degraded: false });
  expect(await locks.acquire(['one'])).toMatchObject({ held: [], busy: ['one'], degraded: false });
  await lock.release();
  await locks.close();
}

async function requireEventLog(): Promise<void> {
  const client = { brokers: address('KAFKA_BROKERS'), clientId: 'test' };
  const logger = createLogger({ service: 'test', level: 'silent' });
  const message = sampleMessages()['florin.transactions.completed.v1'];
  await ensureTopics({ ...client, topics: [message.topic], logger });
  const publisher = await createPublisher({ ...client, logger, metrics: createMetrics('test') });
  await publisher.publish([message]);
  const read: string[] = [];
  const reader = readTopics({ ...client, topics: [message.topic], onMessage: ({ key }) => read.push(key) });
  await eventually(() => read.length === 1, { withinMs: 60_000 });
  expect(read).toEqual([message.key]);
  await Promise.all([reader.stop(), publisher.close()]);
}

test('without --full nothing is downloaded', async () => {
  const output = await startServices();
  expect(output).toContain('redis-server is not installed: install it');
  expect(output).toContain('Java is not installed for Kafka: install Java 17');
  expect(output).not.toContain('PyPI');
});

test('with --full Redis and Java come from PyPI, and the locks and the event log run on them', async () => {
  const output = await startServices('--full');
  expect(output).toContain(`redis-server ${isMissing}`);
  expect(output).toContain(`java ${isMissing}`);
  expect(output).toContain('The services run');
  for (const name of ['redis-1', 'kafka'])
    expect(programOf(name)).toContain(realpathSync(join(directory, 'python')));
  await Promise.all([requireLocks(), requireEventLog()]);
}, 400_000);

test('a later start has them already', async () => {
  await stop();
  const output = await startServices();
  expect(output).toContain('The services run');
  expect(output).not.toContain('PyPI');
}, 300_000);
