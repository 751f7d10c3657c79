import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { BatchMovement } from '@florin/sdk';
import { ask } from './ask.ts';
import { openBank, type TestBank } from './open-bank.ts';

let bank: TestBank;

beforeAll(async () => {
  bank = await openBank({ apis: 2 });
});

afterAll(async () => {
  await bank?.close();
});

const account = async (initial_balance: number) =>
  (await bank.florin().accounts.create({ initial_balance })).id;
const balanceOf = async (id: string) => (await bank.florin().accounts.balance(id)).balance;

function post(body: object, headers: Record<string, string> = {}, api = 0) {
  return ask(`${bank.apis[api]!.url}/transactions/batch`, { apiKey: bank.apiKey, headers, body });
}

describe('a batch', () => {
  test('may contain movements of every kind, each with its own result, and is replayed at the other process', async () => {
    const { transactions } = bank.florin();
    const [a, b] = [await account(100), await account(0)];
    const held = await transactions.hold({ account_id: a, amount: 30 });
    const other = await transactions.hold({ account_id: a, amount: 5 });
    const paid = await transactions.debit({ account_id: a, amount: 10 });
    const movements: BatchMovement[] = [
      { type: 'credit', account_id: b, amount: 7 },
      { type: 'debit', account_id: b, amount: 8 },
      { type: 'transfer', from_account_id: a, to_account_id: b, amount: 20 },
      { type: 'hold', account_id: b, amount: 1 },
      { type: 'capture', hold_id: held.id, amount: 20 },
      { type: 'void', hold_id: other.id },
      { type: 'reversal', transaction_id: paid.id },
      { type: 'void', hold_id: 'txn_01m819eke0es3v0j9qtsf6ysh6' },
    ];
    const headers = { 'idempotency-key': randomUUID() };
    const preview = await transactions.batch({ movements }, { dryRun: true });
    expect(await balanceOf(b)).toBe(0);
    const first = await post({ movements }, headers);
    expect(first).toMatchObject({ status: 200, json: { status: 'partial', atomic: false } });
    const results: { status: string; error?: { code: string } }[] = first.json.results;
    expect(results.map(({ status, error }) => error?.code ?? status)).toEqual([
      'completed',
      'insufficient_funds',
      'completed',
      'completed',
      'completed',
      'completed',
      'completed',
      'not_found',
    ]);
    expect(preview.results.map(({ status }) => status)).toEqual(results.map(({ status }) => status));
    expect([await balanceOf(a), await balanceOf(b)]).toEqual([60, 27]);
    const again = await post({ movements }, headers, 1);
    expect(again.text).toBe(first.text);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
  });

  test('that is atomic reports the refused movement, moves nothing, and replays the answer', async () => {
    const [a, b] = [await account(10), await account(0)];
    const movements = [
      { type: 'transfer', from_account_id: a, to_account_id: b, amount: 10 },
      { type: 'debit', account_id: a, amount: 1 },
    ];
    const headers = { 'idempotency-key': randomUUID() };
    const first = await post({ atomic: true, movements }, headers);
    expect(first).toMatchObject({
      status: 400,
      json: {
        code: 'insufficient_funds',
        errors: [{ in: 'body', pointer: '/movements/1' }],
        transaction: { status: 'failed', amount: 1 },
      },
    });
    await bank.florin().transactions.credit({ account_id: a, amount: 50 });
    const again = await post({ atomic: true, movements }, headers, 1);
    expect(again).toMatchObject({ status: 400, json: { transaction: first.json.transaction } });
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect([await balanceOf(a), await balanceOf(b)]).toEqual([60, 0]);
  });

  test('may contain a thousand large movements; other bodies are limited to 64 KiB', async () => {
    const account_id = await account(0);
    const credit = { type: 'credit', account_id, amount: 1, currency: 'USD', description: 'x'.repeat(500) };
    const thousand = Array.from({ length: 1_000 }, () => credit);
    const { results } = await bank.florin().transactions.batch({ movements: thousand as BatchMovement[] });
    expect(results.filter(({ status }) => status === 'completed')).toHaveLength(1_000);
    expect(await balanceOf(account_id)).toBe(1_000);
    expect(await post({ movements: [...thousand, credit] })).toMatchObject({ status: 422 });
    const long = { ...credit, description: 'x'.repeat(1_200_000) };
    expect(await post({ movements: [long] })).toMatchObject({
      status: 413,
      json: { code: 'body_too_large', detail: 'The body is larger than 1048576 bytes.' },
    });
    const single = await ask(`${bank.apis[0]!.url}/transactions/credit`, {
      apiKey: bank.apiKey,
      body: { account_id, amount: 1, description: 'x'.repeat(70_000) },
    });
    expect(single).toMatchObject({ status: 413, json: { code: 'body_too_large' } });
  });

  test('with an invalid movement is refused with its index, and moves nothing', async () => {
    const a = await account(10);
    const good = { type: 'debit', account_id: a, amount: 1 };
    for (const [wrong, pointer] of [
      [{ ...good, amount: 0 }, '/movements/1/amount'],
      [{ ...good, hold_id: 'x' }, '/movements/1/hold_id'],
      [{ type: 'transfer', from_account_id: a, to_account_id: a, amount: 1 }, '/movements/1/to_account_id'],
      [{ type: 'capture' }, '/movements/1/hold_id'],
    ] as const) {
      const answer = await post({ movements: [good, wrong] });
      expect(answer).toMatchObject({ status: 422, json: { errors: [{ in: 'body', pointer }] } });
    }
    for (const body of [{}, { movements: [] }, { movements: [{ ...good, type: 'gift' }] }]) {
      expect((await post(body)).status).toBe(422);
    }
    expect(await balanceOf(a)).toBe(10);
  });
});
