import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ask } from './ask.ts';
import { openBank, type TestBank } from './open-bank.ts';

let bank: TestBank;

beforeAll(async () => {
  // Requests of both tenants may take long on a busy machine.
  bank = await openBank({ env: { POSTING_ANSWER_WITHIN_MS: '20000' } });
});

afterAll(async () => {
  await bank?.close();
});

const url = (path: string) => `${bank.apis[0]!.url}${path}`;

const openAccount = async (apiKey: string): Promise<string> =>
  (await ask(url('/accounts'), { apiKey, body: { initial_balance: 1_000 } })).json.id;

/** What says that the other tenant took the places or the time, and not that PostgreSQL is slow on a busy machine. */
const ofTheQueue = /are waiting|too slow to begin/;

/** Repeats the request under its key when PostgreSQL did not answer in time. */
async function statusOfDebit(body: object, apiKey: string): Promise<number> {
  const headers = { 'idempotency-key': randomUUID() };
  for (;;) {
    const { status, json } = await ask(url('/transactions/debit'), { apiKey, headers, body });
    if (status !== 503 || ofTheQueue.test(json.detail)) return status;
  }
}

test('while one tenant sends batches of 1,000 over 12 connections, all debits of another tenant are answered 2xx', async () => {
  const other = await bank.otherTenant();
  const account_id = await openAccount(other.apiKey);
  let sending = true;
  const refused: { code: string; retryAfter: string | null; limit: string | null }[] = [];
  const senders = Array.from({ length: 12 }, async () => {
    const movement = { type: 'credit', account_id: await openAccount(bank.apiKey), amount: 1 };
    const movements = Array.from({ length: 1_000 }, () => movement);
    while (sending) {
      const { status, json, headers } = await ask(url('/transactions/batch'), {
        apiKey: bank.apiKey,
        body: { movements },
      });
      if (status === 200) continue;
      const [retryAfter, limit] = [headers.get('retry-after'), headers.get('ratelimit-limit')];
      refused.push({ code: json.code, retryAfter, limit });
    }
  });
  const statuses: number[] = [];
  for (let count = 0; count < 30; count++) {
    statuses.push(await statusOfDebit({ account_id, amount: 1 }, other.apiKey));
  }
  sending = false;
  await Promise.all(senders);
  expect(statuses).toEqual(Array.from({ length: 30 }, () => 200));
  // The queue has space for five of the twelve batches. The tenant that sends too much is refused, and nobody else.
  expect(refused.length).toBeGreaterThan(0);
  for (const each of refused) {
    expect(each).toEqual({ code: 'rate_limited', retryAfter: '1', limit: expect.stringMatching(/^\d+$/) });
  }
});
