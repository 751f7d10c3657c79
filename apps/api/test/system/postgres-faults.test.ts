import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startPostgres, type PrivatePostgres } from '@florin/testing';
import { ask } from '../ask.ts';
import { countOf, everyTransaction, expectBooksToBalance, openAccounts } from '../ledger-assertions.ts';
import { settle, startLoad, type Attempt } from '../load.ts';
import { openBank, type TestBank } from '../open-bank.ts';

let postgres: PrivatePostgres;
let bank: TestBank;
let accounts: string[];
const everything: Attempt[] = [];

beforeAll(async () => {
  postgres = await startPostgres();
  bank = await openBank({ databaseUrl: postgres.url });
  accounts = await openAccounts(bank.florin(), 8);
});

afterAll(async () => {
  await bank?.close();
  await postgres?.stop();
});

/** A posting and a query without retries: while the database is away neither may hang. */
async function askOnce() {
  const { url } = bank.apis[0]!;
  const begin = Date.now();
  const body = { account_id: accounts[0], amount: 999 };
  const [posting, query] = await Promise.all([
    ask(`${url}/transactions/transfer`, { apiKey: bank.apiKey, body: { ...transferOf(body) } }),
    ask(`${url}/accounts/${accounts[0]}/balance`, { apiKey: bank.apiKey }),
  ]);
  return { answers: [posting!, query!], tookMs: Date.now() - begin };
}

/** An amount that is always refused, so that the outcome does not depend on the order of decisions. */
function transferOf({ account_id, amount }: { account_id: string | undefined; amount: number }) {
  return { from_account_id: account_id, to_account_id: accounts[1], amount: amount * 1_000_000_000 };
}

async function untilWritesResume(backAt: number): Promise<number> {
  const { url } = bank.apis[0]!;
  for (;;) {
    const answer = await ask(`${url}/accounts`, { apiKey: bank.apiKey, body: {} });
    if (answer.status === 200) return Date.now() - backAt;
    expect(answer.status).toBe(503);
    await sleep(100);
  }
}

async function expectOutageToPass(goAway: () => Promise<unknown>): Promise<void> {
  const load = startLoad({ florins: [bank.florin()], accounts, clients: 8 });
  await sleep(1_000);
  await goAway();
  for (let round = 0; round < 3; round++) {
    const { answers, tookMs } = await askOnce();
    for (const answer of answers) {
      expect(answer.status).toBe(503);
      // Nothing is sent to a database that refuses connections; the outcome of requests in progress at its failure is unknown.
      expect(['overloaded', 'service_unavailable']).toContain(answer.json.code);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    }
    expect(tookMs).toBeLessThan(3_000);
    await sleep(300);
  }
  expect((await ask(`${bank.apis[0]!.url}/health/ready`)).status).toBe(503);
  expect((await ask(`${bank.apis[0]!.url}/health/live`)).status).toBe(200);
  await postgres.restart();
  expect(await untilWritesResume(Date.now())).toBeLessThan(5_000);
  await sleep(1_000);
  const attempts = await load.stop();
  // No request hung: each was answered, at least with 503.
  expect(Math.max(...attempts.map(({ tookMs }) => tookMs))).toBeLessThan(4_000);
  expect(countOf(attempts, 'unknown') + countOf(attempts, 'turned away')).toBeGreaterThan(0);
  expect(countOf(attempts, 'acknowledged')).toBeGreaterThan(5);
  everything.push(...(await settle(attempts, bank.florin())));
  const others = (await everyTransaction(bank.florin())).filter(({ amount }) => amount > 1_000_000_000);
  expect(others.map(({ status }) => status)).toEqual(others.map(() => 'failed'));
  const requested = others.map((transaction) => ({ outcome: 'refused', transaction }) as Attempt);
  await expectBooksToBalance(bank, bank.florin(), [...everything, ...requested]);
}

describe('while PostgreSQL is unavailable the API answers 503 within two seconds, and afterwards has every acknowledged movement', () => {
  test('stopped and started again', async () => {
    await expectOutageToPass(() => postgres.end());
  });

  test('killed during commits and restarted', async () => {
    await expectOutageToPass(() => postgres.kill());
  });
});
