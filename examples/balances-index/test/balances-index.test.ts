import assert from 'node:assert/strict';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { BalanceIndex } from '../src/balance-index.ts';
import { readCompleted } from '../src/event.ts';

const { FLORIN_URL = 'http://127.0.0.1:3000', FLORIN_API_KEY = '' } = process.env;
const directory = mkdtempSync(join(tmpdir(), 'balances-'));
const env = {
  ...process.env,
  INDEX_DB: join(directory, 'index.db'),
  GROUP_ID: `balances-${crypto.randomUUID()}`,
};
const running: ChildProcess[] = [];
after(() => {
  for (const program of running) program.kill('SIGKILL');
  rmSync(directory, { recursive: true });
});

async function post(path: string, body: object): Promise<{ id: string }> {
  const headers = { authorization: `Bearer ${FLORIN_API_KEY}`, 'content-type': 'application/json' };
  const answer = await fetch(FLORIN_URL + path, { method: 'POST', headers, body: JSON.stringify(body) });
  assert.equal(answer.status, 200);
  return (await answer.json()) as { id: string };
}

function start(): ChildProcess {
  const program = spawn(process.execPath, ['src/main.ts'], { env, stdio: 'ignore' });
  running.push(program);
  return program;
}

const exported = () => execFileSync(process.execPath, ['src/export.ts'], { env, encoding: 'utf8' });

async function untilExported(line: RegExp): Promise<void> {
  for (let tries = 0; tries < 240 && !line.test(exported()); tries += 1) await sleep(500);
  assert.match(exported(), line);
}

test('it follows the bank, killed in between, and counts everything once', async () => {
  const { id } = await post('/accounts', { initial_balance: 100 });
  const first = start();
  await untilExported(new RegExp(`^${id},USD,100,100,0,`, 'm'));
  first.kill('SIGKILL');
  await once(first, 'close');
  await post('/transactions/debit', { account_id: id, amount: 30 });
  start();
  await untilExported(new RegExp(`^${id},USD,70,100,30,`, 'm'));
});

test('an event that comes again or late changes nothing it should not', () => {
  const index = new BalanceIndex(':memory:');
  const event = (version: number, balance: number) => ({
    id: `txn_${version}:acct_1`,
    account_id: 'acct_1',
    account_version: version,
    currency: 'USD',
    direction: 'credit' as const,
    amount: 10,
    balance_after: balance,
    created_at: `2026-11-2${version}T00:00:00.000Z`,
  });
  for (const each of [event(2, 20), event(1, 10), event(2, 20)]) index.apply(each);
  assert.deepEqual([...index.csv()].slice(1), ['acct_1,USD,20,20,0,2026-11-22T00:00:00.000Z']);
  index.close();
});

test('sums are exact beyond what a number of JavaScript or SQLite holds', () => {
  const index = new BalanceIndex(':memory:');
  const amount = 999_999_999_999_999;
  for (let version = 1; version <= 20_000; version += 1) {
    const isCredit = version % 2 === 1;
    index.apply({
      id: `txn_${version}:acct_1`,
      account_id: 'acct_1',
      account_version: version,
      currency: 'USD',
      direction: isCredit ? 'credit' : 'debit',
      amount,
      balance_after: isCredit ? amount : 0,
      created_at: '2026-11-22T00:00:00.000Z',
    });
  }
  const sum = String(BigInt(amount) * 10_000n);
  assert.deepEqual([...index.csv()].slice(1), [`acct_1,USD,0,${sum},${sum},2026-11-22T00:00:00.000Z`]);
  index.close();
});

test('a message that is no event is distinguished from an event of another type', () => {
  assert.throws(() => readCompleted(Buffer.from('not JSON')));
  assert.throws(() =>
    readCompleted(Buffer.from('{"type":"florin.transactions.completed.v1","data":{"amount":1.5}}')),
  );
  assert.equal(
    readCompleted(Buffer.from('{"type":"florin.transactions.completed.v9","data":null}')),
    undefined,
  );
});
