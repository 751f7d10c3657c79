import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ask } from './ask.ts';
import { openBank, type TestBank } from './open-bank.ts';

let bank: TestBank;
const readers = 200;

beforeAll(async () => {
  bank = await openBank();
}, 120_000);

afterAll(async () => {
  await bank?.close();
}, 60_000);

test('200 clients that read lists keep no credit, no account and no readiness check from its answer', async () => {
  const { url } = bank.apis[0]!;
  const { apiKey } = bank;
  const account = (await ask(`${url}/accounts`, { apiKey, body: {} })).json.id as string;
  const credit = (amount: number) =>
    ask(`${url}/transactions/credit`, { apiKey, body: { account_id: account, amount } });
  for (let filled = 0; filled < 2; filled++) {
    const movements = Array.from({ length: 100 }, () => ({ type: 'credit', account_id: account, amount: 1 }));
    expect((await ask(`${url}/transactions/batch`, { apiKey, body: { movements } })).status).toBe(200);
  }
  const page = await ask(`${url}/transactions?limit=100`, { apiKey });
  expect(page.json.data).toHaveLength(100);

  const reading = { on: true, ok: 0, shed: 0, other: [] as number[] };
  const read = async () => {
    while (reading.on) {
      const { status, headers } = await ask(`${url}/transactions?limit=100`, { apiKey });
      if (status === 200) reading.ok += 1;
      else if (status === 503) {
        reading.shed += 1;
        expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
      } else reading.other.push(status);
    }
  };
  const all = Array.from({ length: readers }, read);
  // Until every reader has been answered once, everything that can wait waits.
  await sleep(2_000);
  const statuses: number[] = [];
  for (let i = 0; i < 15; i++) {
    statuses.push((await credit(1)).status);
    statuses.push((await ask(`${url}/accounts/${account}/balance`, { apiKey })).status);
    statuses.push((await ask(`${url}/health/ready`)).status);
    if (i % 5 === 0) statuses.push((await ask(`${url}/accounts`, { apiKey, body: {} })).status);
  }
  reading.on = false;
  await Promise.all(all);
  expect(statuses.filter((status) => status !== 200)).toEqual([]);
  expect(reading.other).toEqual([]);
  expect(reading.ok).toBeGreaterThan(readers / 2);
  expect((await ask(`${url}/accounts/${account}/balance`, { apiKey })).json.balance).toBe(215);
}, 120_000);
