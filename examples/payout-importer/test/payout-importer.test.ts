import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Florin } from '@florin/sdk';
import { readPayouts } from '../src/payouts.ts';

const { FLORIN_URL = 'http://127.0.0.1:3000', FLORIN_API_KEY = '' } = process.env;
const florin = new Florin({ apiKey: FLORIN_API_KEY, baseUrl: FLORIN_URL });
const directory = mkdtempSync(join(tmpdir(), 'payouts-'));
after(() => rmSync(directory, { recursive: true }));

const header = 'payout_id,account_id,amount,currency';
const open = async (initial_balance = 0) => (await florin.accounts.create({ initial_balance })).id;
const balance = async (id: string) => (await florin.accounts.balance(id)).balance;

function start(from: string, file: string) {
  const env = { ...process.env, FLORIN_URL, FLORIN_API_KEY, BATCH_SIZE: '10' };
  const program = spawn(process.execPath, ['src/main.ts', from, file], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  program.stdout.on('data', (chunk) => (printed += chunk));
  return {
    program,
    printed: () => printed,
    ended: once(program, 'close').then(([code]) => code as number | null),
  };
}

test('killed in the middle and restarted, it pays everyone once', async () => {
  const [from, to] = [await open(1_000_00), await open()];
  const file = join(directory, 'killed.csv');
  const rows = Array.from({ length: 50 }, (_, index) => `P-${index},${to},10.00,USD`);
  writeFileSync(file, [header, ...rows].join('\n'));

  const first = start(from, file);
  first.program.stdout.once('data', () => first.program.kill('SIGKILL'));
  await first.ended;
  const second = start(from, file);
  assert.equal(await second.ended, 0);
  assert.match(second.printed(), /\d+ paid, [1-9]\d* paid before, 0 refused/);
  assert.equal(await balance(to), 500_00);
  assert.equal(await balance(from), 500_00);
});

test('what is refused is written down, and the others are paid', async () => {
  const [from, to] = [await open(15_00), await open()];
  const file = join(directory, 'refused.csv');
  writeFileSync(file, `${header}\nA,${to},10.00,USD\nB,${to},10.00,USD\nC,${to},5.00,USD\n`);
  const { ended } = start(from, file);
  assert.equal(await ended, 1);
  assert.equal(await balance(to), 15_00);
  const [, line] = readFileSync(`${file}.errors.csv`, 'utf8').split('\n');
  assert.match(
    line!,
    new RegExp(`^B,${to},10.00,USD,insufficient_funds,"The account has 5\\.00 USD \\(500\\) available`),
  );
});

test('a broken row stops it before anything is paid, and the line is named', () => {
  assert.throws(
    () => readPayouts(`${header}\nA,acct_1,10.00,USD\nB,acct_1,1.005,USD`),
    /Line 3: "1\.005" is no amount/,
  );
  assert.throws(() => readPayouts(`${header}\nA,acct_1,1,USD\nA,acct_1,1,USD`), /Line 3: payout_id "A"/);
  assert.throws(() => readPayouts('id;amount'), /Line 1/);
});
