import { freePort, isListening, readRecords, signalTree } from '@florin/processes';
import { Florin } from '@florin/sdk';
import { eventually, execute, packPackage } from '@florin/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { memoryMbOf } from '../memory.ts';

const folder = mkdtempSync(join(tmpdir(), 'florin-server-'));
const programs = join(folder, 'bin');
const data = join(folder, 'florin-data');
const isRoot = process.getuid?.() === 0;
/** `nobody`: a bank of this package needs no root. */
const account = isRoot ? { uid: idOf('-u'), gid: idOf('-g') } : {};
let port: number;
let bank: ChildProcess;
let output = '';

function idOf(flag: string): number {
  return Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
}

/** The oldest Node from 20 on that this machine has. */
function oldestNode(): string {
  const all = [
    process.execPath,
    ...(process.env['PATH'] ?? '').split(delimiter).map((place) => join(place, 'node')),
  ];
  const versions = all.filter(existsSync).map((program) => {
    const version = execFileSync(program, ['--version'], { encoding: 'utf8' });
    return { program, major: Number.parseInt(version.slice(1), 10) };
  });
  const [oldest] = versions
    .filter(({ major }) => major >= 20)
    .toSorted((one, other) => one.major - other.major);
  return oldest?.program ?? process.execPath;
}

beforeAll(async () => {
  const { tarball } = packPackage('server');
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'third-party', private: true }));
  execute(folder, 'npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', tarball);
  mkdirSync(programs);
  symlinkSync(oldestNode(), join(programs, 'node'));
  if (isRoot) execute(folder, 'chown', '-R', `${account.uid}:${account.gid}`, folder);
  port = await freePort();
}, 300_000);

afterAll(async () => {
  await stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Nothing on the PATH but Node, and no home. */
async function start(): Promise<void> {
  output = '';
  const program = join(folder, 'node_modules', '.bin', 'florin-server');
  bank = spawn(join(programs, 'node'), [program, '--port', String(port)], {
    ...{ cwd: folder, detached: true, ...account },
    env: { PATH: programs },
  });
  for (const stream of [bank.stdout, bank.stderr])
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await eventually(() => bank.exitCode !== null || output.includes('Florin runs'), { withinMs: 180_000 });
  expect(output).toContain('Florin runs');
}

async function stop(): Promise<number | null> {
  bank.kill('SIGINT');
  await eventually(() => bank.exitCode !== null || bank.signalCode !== null, { withinMs: 60_000 });
  return bank.exitCode;
}

function openClient(): Florin {
  const [apiKey = ''] = /flk_\w+/.exec(output) ?? [];
  return new Florin({ apiKey, baseUrl: `http://127.0.0.1:${port}` });
}

test('the packed server starts a bank for a user without root, whose PATH has Node alone', async () => {
  await start();
  const florin = openClient();
  const { id: account_id } = await florin.accounts.create({ initial_balance: 100 });
  expect(await florin.transactions.debit({ account_id, amount: 30 })).toMatchObject({ balance_after: 70 });
  for (const page of ['console', 'docs'])
    expect((await fetch(`http://127.0.0.1:${port}/${page}`)).status).toBe(200);
  await eventually(async () => (await florin.analytics.summary()).totals.length > 0);
  expect(memoryMbOf(bank.pid ?? 0)).toBeLessThanOrEqual(400);
}, 240_000);

test.each([
  ['all its processes', (pid: number) => signalTree(pid, 'SIGKILL')],
  ['the program alone', (pid: number) => process.kill(pid, 'SIGKILL')],
])(
  'it has its data and its key again after kill -9 of %s',
  async (_what, kill) => {
    const florin = openClient();
    const { id: account_id } = await florin.accounts.create({ initial_balance: 100 });
    const debit = { account_id, amount: 30 };
    const options = { idempotencyKey: account_id };
    await florin.transactions.debit(debit, options);
    kill(bank.pid ?? 0);
    await eventually(() => bank.signalCode === 'SIGKILL');

    await start();
    expect(await florin.accounts.balance(account_id)).toMatchObject({ balance: 70 });
    const again = await florin.transactions.debit(debit, options).withResponse();
    expect(again).toMatchObject({ replayed: true, data: { balance_after: 70 } });
  },
  240_000,
);

test('Ctrl-C stops it and leaves nothing running', async () => {
  const left = readRecords(join(data, 'run')).map(({ name }) => name);
  expect(left.toSorted()).toEqual(['all', 'florin', 'postgres']);
  expect(await stop()).toBe(0);
  expect(readRecords(join(data, 'run'))).toEqual([]);
  expect(await isListening(port)).toBe(false);
}, 120_000);
