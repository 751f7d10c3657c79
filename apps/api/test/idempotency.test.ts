import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask } from './ask.ts';
import { everyTransaction } from './ledger-assertions.ts';
import { openBank, type TestBank } from './open-bank.ts';

let bank: TestBank;

beforeAll(async () => {
  bank = await openBank({ apis: 2 });
});

afterAll(async () => {
  await bank?.close();
});

const account = async (initial_balance = 0) => (await bank.florin().accounts.create({ initial_balance })).id;
const balanceOf = async (id: string) => (await bank.florin(1).accounts.balance(id)).balance;

function post(operation: string, body: object, key: string, api = 0) {
  return ask(`${bank.apis[api]!.url}/transactions/${operation}`, {
    apiKey: bank.apiKey,
    headers: { 'idempotency-key': key },
    body,
  });
}

describe('the same Idempotency-Key', () => {
  test('with the same body replays the answer byte for byte at either process, and moves money once', async () => {
    const account_id = await account();
    const body = { account_id, amount: 100, reference: 'pay-1', metadata: { b: '2', a: '1' } };
    const key = randomUUID();
    const first = await post('credit', body, key);
    expect(first).toMatchObject({ status: 200, json: { amount: 100, balance_after: 100 } });
    expect(first.headers.get('idempotent-replayed')).toBeNull();
    for (const api of [0, 1]) {
      const again = await post('credit', body, key, api);
      expect(again.status).toBe(200);
      expect(again.text).toBe(first.text);
      expect(again.headers.get('idempotent-replayed')).toBe('true');
    }
    expect(await balanceOf(account_id)).toBe(100);
  });

  test('with another body, or for another operation, is refused and moves nothing', async () => {
    const account_id = await account(1_000);
    const key = randomUUID();
    await post('credit', { account_id, amount: 100 }, key);
    const others = [
      await post('credit', { account_id, amount: 101 }, key),
      await post('credit', { account_id, amount: 100, reference: 'other' }, key, 1),
      await post('debit', { account_id, amount: 100 }, key),
      await ask(`${bank.apis[0]!.url}/accounts`, {
        apiKey: bank.apiKey,
        headers: { 'idempotency-key': key },
        body: {},
      }),
    ];
    for (const other of others) {
      expect(other).toMatchObject({ status: 422, json: { code: 'idempotency_key_reused' } });
    }
    expect(await balanceOf(account_id)).toBe(1_100);
  });

  test('replays a refusal, also when the account now covers the amount', async () => {
    const account_id = await account(50);
    const key = randomUUID();
    const refused = await post('debit', { account_id, amount: 51 }, key);
    expect(refused).toMatchObject({ status: 400, json: { code: 'insufficient_funds' } });
    await bank.florin().transactions.credit({ account_id, amount: 100 });
    const again = await post('debit', { account_id, amount: 51 }, key, 1);
    expect(again).toMatchObject({ status: 400, json: { code: 'insufficient_funds' } });
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(again.json.transaction).toEqual(refused.json.transaction);
    expect(await balanceOf(account_id)).toBe(150);
  });

  test('is not used up by an invalid request', async () => {
    const account_id = await account();
    const key = randomUUID();
    expect((await post('credit', { account_id, amount: '100' }, key)).status).toBe(422);
    expect((await post('credit', { account_id, amount: 100 }, key)).status).toBe(200);
  });

  test('belongs to its tenant: another tenant can use the same key', async () => {
    const other = await bank.otherTenant();
    const key = randomUUID();
    const open = (apiKey: string) =>
      ask(`${bank.apis[0]!.url}/accounts`, { apiKey, headers: { 'idempotency-key': key }, body: {} });
    const [mine, theirs] = [await open(bank.apiKey), await open(other.apiKey)];
    expect([mine.status, theirs.status]).toEqual([200, 200]);
    expect(theirs.json.id).not.toBe(mine.json.id);
    expect((await open(bank.apiKey)).json.id).toBe(mine.json.id);
  });

  test('opens one account with one opening credit, however often it is sent', async () => {
    const key = randomUUID();
    const opened = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        bank.florin(index % 2).accounts.create({ initial_balance: 70 }, { idempotencyKey: key }),
      ),
    );
    const [id, ...more] = new Set(opened.map((each) => each.id));
    expect(more).toEqual([]);
    const ofAccount = (await everyTransaction(bank.florin())).filter(({ account_id }) => account_id === id);
    expect(ofAccount).toMatchObject([{ type: 'credit', amount: 70, balance_after: 70 }]);
  });

  test('sent 20 times concurrently to two processes posts one transaction, and all answers contain it', async () => {
    const account_id = await account();
    for (let round = 0; round < 5; round++) {
      const idempotencyKey = randomUUID();
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          bank
            .florin(index % 2)
            .transactions.credit({ account_id, amount: 10 }, { idempotencyKey })
            .withResponse(),
        ),
      );
      expect(new Set(answers.map(({ data }) => JSON.stringify(data))).size).toBe(1);
      expect(answers.filter(({ replayed }) => !replayed).length).toBe(1);
      expect(await balanceOf(account_id)).toBe(10 * (round + 1));
    }
    expect(await bank.audit()).toEqual([]);
  });
});
