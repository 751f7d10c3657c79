import {
  freePort,
  fromRoot,
  isAlive,
  isListening,
  nodeBinary,
  readRecords,
  sendSignal,
} from '@florin/processes';
import { connect } from '@florin/database';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Under a folder that only its owner may enter, as a clone under /root or in a private temporary folder is. */
let directory: string;
let env: NodeJS.ProcessEnv;
let ports: number[];

beforeAll(async () => {
  directory = join(mkdtempSync(join(tmpdir(), 'florin-start-')), 'local');
  await usePorts();
});

async function usePorts(): Promise<void> {
  const postgres = await freePort();
  // With the controller's, and three nodes.
  const [kafka, redis] = [await freePort(2), await freePort(3)];
  ports = [postgres, redis, redis + 1, redis + 2, kafka];
  env = {
    ...process.env,
    FLORIN_LOCAL: directory,
    POSTGRES_PORT: String(postgres),
    REDIS_PORT: String(redis),
    KAFKA_PORT: String(kafka),
    DATABASE_URL: '',
    REDIS_URLS: '',
    KAFKA_BROKERS: '',
  };
}

afterAll(async () => {
  await command('stop');
  rmSync(join(directory, '..'), { recursive: true, force: true });
});

describe('npm start and npm run stop', () => {
  test('start the services, and a second start says that they run', async () => {
    await started();
    expect(await listening()).toEqual([true, true, true, true, true]);
    const second = await command('start', '--services-only');
    expect(second).toEqual({
      code: 0,
      output: expect.stringMatching(/^The services alone are already running/),
    });
    const fresh = await command('start', '--fresh');
    expect(fresh).toEqual({ code: 1, output: expect.stringMatching(/^Florin is running: end it/) });
  });

  test('leave the addresses of the services in a file that only its owner may read', () => {
    const path = join(directory, 'services.env');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(path, 'utf8')).toMatch(
      /^DATABASE_URL=postgresql:.*\nREDIS_URLS=redis:.*\nKAFKA_BROKERS=/,
    );
    expect(readFileSync(path, 'utf8')).toMatch(
      /\nEVENTS_DATABASE_URL=.*florin_reads_all_tenants:.*\nANALYTICS_DATABASE_URL=.*florin_owner:/,
    );
  });

  test('end everything, also when the supervisor was killed', async () => {
    const records = readRecords(join(directory, 'run'));
    expect(records.map(({ name }) => name).sort()).toEqual([
      'florin',
      'kafka',
      'postgres',
      'redis-1',
      'redis-2',
      'redis-3',
    ]);
    sendSignal(records.find(({ name }) => name === 'florin')?.pid ?? 0, 'SIGKILL');
    expect(await command('stop')).toEqual({ code: 0, output: 'Florin is stopped; the data stay.' });
    expect(records.filter((record) => isAlive(record))).toEqual([]);
    expect(await listening()).toEqual([false, false, false, false, false]);
    expect(await command('stop')).toEqual({ code: 0, output: 'Florin is not running.' });
  });
});

test('a stack that ran on other ports keeps its data when it starts on new ones', async () => {
  await started();
  await inDatabase(`create table public.kept as select 1`);
  await command('stop');
  await usePorts();
  await started();
  expect(await listening()).toEqual([true, true, true, true, true]);
  expect(await inDatabase(`select * from public.kept`)).toHaveLength(1);
  // A command finds what runs where it runs, whatever port a start would choose now.
  const audit = await command('audit', { POSTGRES_PORT: '' });
  expect(audit.output).not.toContain('does not answer');
  await command('stop');
});

test('a port in use is one line that names it and says what to do', async () => {
  const taken = spawn('redis-server', ['--port', String(ports[1]), '--save', ''], { stdio: 'ignore' });
  try {
    while (!(await isListening(ports[1] ?? 0)));
    const { code, output } = await command('start', '--services-only');
    expect({ code, lines: output.split('\n').length }).toEqual({ code: 1, lines: 1 });
    expect(output).toContain(`Port ${ports[1]}, wanted for Redis, is in use by another program`);
  } finally {
    taken.kill('SIGKILL');
  }
});

/** Starts the services in the background and resolves when they say that they run. */
function started(): Promise<void> {
  const child = spawn(nodeBinary, [entry('start'), '--services-only'], { env, detached: true });
  return new Promise((resolve, reject) => {
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('The services run')) resolve();
    });
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('exit', () => reject(new Error(output)));
  });
}

async function inDatabase(sql: string): Promise<object[]> {
  const services = readFileSync(join(directory, 'services.env'), 'utf8');
  const url = /^DATABASE_URL=(.*)$/m.exec(services)?.[1] ?? '';
  const database = await connect({ url, applicationName: 'test', connectTimeoutMs: 20_000 });
  return database.query(sql, []).finally(() => database.close());
}

function command(name: string, ...args: (string | NodeJS.ProcessEnv)[]) {
  const words = args.filter((arg) => typeof arg === 'string');
  const others = args.filter((arg) => typeof arg !== 'string');
  return run(name, words, Object.assign({}, env, ...others));
}

function run(
  name: string,
  args: string[],
  env: NodeJS.ProcessEnv,
): Promise<{ code: number | null; output: string }> {
  const child = spawn(nodeBinary, [entry(name), ...args], { env });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  }
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, output: output.trim() })));
}

function entry(name: string): string {
  return fromRoot('tools/local-stack/src/commands', `${name}.ts`);
}

function listening(): Promise<boolean[]> {
  return Promise.all(ports.map((port) => isListening(port)));
}
