import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ConflictError } from '@florin/sdk';
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

/** The entity tag of a page about this account. */
async function etagOf(path: string): Promise<string> {
  const answer = await ask(`${bank.apis[0]!.url}${path}`, { apiKey: bank.apiKey });
  return answer.headers.get('etag')!;
}

function debit(account_id: string, ifMatch: string, amount = 10) {
  return ask(`${bank.apis[0]!.url}/transactions/debit`, {
    apiKey: bank.apiKey,
    headers: { 'if-match': ifMatch },
    body: { account_id, amount },
  });
}

describe('a movement with If-Match', () => {
  test('of 50 concurrent debits at two processes that saw the same balance, exactly one posts', async () => {
    const account_id = await account(1_000);
    const { version } = await bank.florin().accounts.balance(account_id);
    const results = await Promise.allSettled(
      Array.from({ length: 50 }, (_, index) =>
        bank.florin(index % 2).transactions.debit({ account_id, amount: 10 }, { ifVersion: version }),
      ),
    );
    const refused = results.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
    expect(refused).toHaveLength(49);
    for (const error of refused) {
      expect(error).toBeInstanceOf(ConflictError);
      expect(error).toMatchObject({ code: 'precondition_failed', status: 412, outcomeUnknown: false });
    }
    expect(await bank.florin().accounts.balance(account_id)).toMatchObject({ balance: 990, version: 2 });
    const { data } = await bank.florin().transactions.list({ account_id });
    expect(data.map(({ type, status }) => [type, status])).toEqual([
      ['debit', 'completed'],
      ['credit', 'completed'],
    ]);
  });

  test('accepts the ETags of the account and of its balance', async () => {
    const account_id = await account(100);
    for (const path of [`/accounts/${account_id}`, `/accounts/${account_id}/balance`]) {
      const etag = await etagOf(path);
      expect(etag).toMatch(/^"\d+"$/);
      const { headers } = await bank
        .florin()
        .transactions.debit({ account_id, amount: 1 }, { ifMatch: etag })
        .withResponse();
      expect(headers.get('idempotent-replayed')).toBeNull();
      expect(await debit(account_id, etag)).toMatchObject({
        status: 412,
        json: { code: 'precondition_failed' },
      });
    }
  });

  test('is posted for "*" and for a list with the version, but not for a weak or unknown tag', async () => {
    const account_id = await account(100);
    expect((await debit(account_id, '*')).status).toBe(200);
    expect((await debit(account_id, '"7", "2"')).status).toBe(200);
    for (const never of ['W/"3"', '"three"', '"03"', '""']) {
      expect(await debit(account_id, never)).toMatchObject({ status: 412 });
    }
    expect((await bank.florin().accounts.balance(account_id)).balance).toBe(80);
  });

  test('is malformed_request when the header is no list of entity tags', async () => {
    const account_id = await account(100);
    for (const malformed of ['2', '"2', '"2" "3"', '*, "1"']) {
      expect(await debit(account_id, malformed)).toMatchObject({
        status: 400,
        json: { code: 'malformed_request' },
      });
    }
    expect((await bank.florin().accounts.balance(account_id)).balance).toBe(100);
  });

  test('is replayed for its idempotency key, although the version has changed since', async () => {
    const account_id = await account(100);
    const options = { idempotencyKey: `once-${account_id}`, ifVersion: 1 };
    const first = await bank.florin().transactions.debit({ account_id, amount: 10 }, options);
    const again = await bank.florin(1).transactions.debit({ account_id, amount: 10 }, options).withResponse();
    expect(again).toMatchObject({ data: first, replayed: true });
  });
});
