import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '@florin/database';
import { ask, type RawAnswer } from './ask.ts';
import { gather } from './ledger-assertions.ts';
import { openBank, type Tenant, type TestBank } from './open-bank.ts';

let bank: TestBank;
let other: Tenant;
let url: string;

beforeAll(async () => {
  bank = await openBank();
  other = await bank.otherTenant();
  url = bank.apis[0]!.url;
});

afterAll(async () => {
  await bank?.close();
});

describe('an API key', () => {
  test('authenticates as a bearer token and as X-API-Key', async () => {
    const bearer = { authorization: `Bearer ${bank.apiKey}` };
    const header = { 'x-api-key': bank.apiKey };
    for (const headers of [bearer, header]) {
      expect(await ask(`${url}/accounts`, { headers })).toMatchObject({ status: 200 });
    }
  });

  test.each([
    ['is missing', {}],
    ['is unknown', { authorization: `Bearer flk_${'x'.repeat(43)}` }],
    ['has no shape', { 'x-api-key': 'letmein' }],
    ['comes as Basic', { authorization: `Basic ${Buffer.from('a:b').toString('base64')}` }],
  ])('that %s is answered with 401 and WWW-Authenticate', async (_how, headers) => {
    for (const path of ['/accounts', '/transactions', '/fraud/alerts', '/analytics/summary']) {
      const answer = await ask(url + path, { headers: headers as Record<string, string> });
      expect(answer).toMatchObject({ status: 401, json: { code: 'unauthenticated' } });
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
    }
  });

  test('without the scope is answered with 403, with the scope named, and nothing moves', async () => {
    const readOnly = await bank.keyWith(['accounts:read']);
    const { id: account_id } = await bank.florin().accounts.create({ initial_balance: 100 });
    expect((await ask(`${url}/accounts/${account_id}`, { apiKey: readOnly })).status).toBe(200);
    const refused = await ask(`${url}/transactions/debit`, {
      apiKey: readOnly,
      body: { account_id, amount: 1 },
    });
    expect(refused).toMatchObject({ status: 403, json: { code: 'forbidden' } });
    expect(refused.json.detail).toContain('transactions:write');
    expect(await ask(`${url}/notifications`, { apiKey: readOnly })).toMatchObject({ status: 403 });
    expect((await bank.florin().accounts.balance(account_id)).balance).toBe(100);
  });
});

describe("another tenant's ids", () => {
  test('are answered like unknown ids by every operation, and nothing of theirs moves', async () => {
    const theirs = await ask(`${url}/accounts`, { apiKey: other.apiKey, body: { initial_balance: 500 } });
    const theirMovement = await ask(`${url}/transactions/credit`, {
      apiKey: other.apiKey,
      body: { account_id: theirs.json.id, amount: 5 },
    });
    const { id: mine } = await bank.florin().accounts.create({ initial_balance: 100 });

    const known = await askEverywhere(theirs.json.id, theirMovement.json.id, mine);
    const unknown = await askEverywhere(newId('acct'), newId('txn'), mine);
    expect(known.map(({ status }) => status)).toEqual(known.map(() => 404));
    expect(known.map(comparable)).toEqual(unknown.map(comparable));

    const { json } = await ask(`${url}/accounts/${theirs.json.id}/balance`, { apiKey: other.apiKey });
    expect(json.balance).toBe(505);
    expect((await bank.florin().accounts.balance(mine)).balance).toBe(100);
    expect(await bank.audit()).toEqual([]);
  });

  test('find nothing in lists', async () => {
    const theirs = await ask(`${url}/accounts`, {
      apiKey: other.apiKey,
      body: { initial_balance: 9, external_id: 'theirs' },
    });
    const florin = bank.florin();
    expect((await florin.transactions.list({ account_id: theirs.json.id })).data).toEqual([]);
    expect((await florin.accounts.list({ external_id: 'theirs' })).data).toEqual([]);
    const listed = await gather(florin.accounts.list());
    expect(listed.map(({ id }) => id)).not.toContain(theirs.json.id);
  });

  test('can be used as external ids by both tenants', async () => {
    const body = { external_id: 'customer-1' };
    for (const apiKey of [bank.apiKey, other.apiKey]) {
      expect((await ask(`${url}/accounts`, { apiKey, body })).status).toBe(200);
      expect(await ask(`${url}/accounts`, { apiKey, body })).toMatchObject({
        status: 409,
        json: { code: 'duplicate_external_id' },
      });
    }
  });

  test('in a cursor cannot be used: a cursor is bound to its tenant', async () => {
    for (let count = 0; count < 3; count++) await bank.florin().accounts.create();
    const page = await bank.florin().accounts.list({ limit: 1 });
    const path = `${url}/accounts?limit=1&cursor=${page.next_cursor}`;
    expect((await ask(path, { apiKey: bank.apiKey })).status).toBe(200);
    expect(await ask(path, { apiKey: other.apiKey })).toMatchObject({
      status: 400,
      json: { code: 'invalid_cursor' },
    });
  });
});

/** Requests of every operation with an id, with these ids and the first tenant's key; `mine` is its own account. */
function askEverywhere(accountId: string, transactionId: string, mine: string): Promise<RawAnswer[]> {
  const get = (path: string) => ask(url + path, { apiKey: bank.apiKey });
  const post = (type: string, body: object) =>
    ask(`${url}/transactions/${type}`, { apiKey: bank.apiKey, body: { amount: 1, ...body } });
  return Promise.all([
    get(`/accounts/${accountId}`),
    get(`/accounts/${accountId}/balance`),
    get(`/accounts/${accountId}/balance?at=2026-01-01T00:00:00Z`),
    get(`/accounts/${accountId}/transactions`),
    get(`/accounts/${accountId}/statement?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z`),
    get(`/balances?account_id=${mine}&account_id=${accountId}`),
    get(`/transactions/${transactionId}/timeline`),
    ask(`${url}/accounts/${accountId}`, { apiKey: bank.apiKey, method: 'PATCH', body: { status: 'frozen' } }),
    get(`/transactions/${transactionId}`),
    post('credit', { account_id: accountId }),
    post('debit', { account_id: accountId }),
    post('debit', { account_id: accountId, amount: 999_999 }),
    post('credit', { account_id: accountId, currency: 'EUR' }),
    post('transfer', { from_account_id: mine, to_account_id: accountId }),
    post('transfer', { from_account_id: accountId, to_account_id: mine }),
    post('transfer', { from_account_id: mine, to_account_id: accountId, amount: 999_999 }),
  ]);
}

/** An answer without the parts that differ between requests: the request's id and the requested id. */
function comparable({ status, text, headers }: RawAnswer) {
  const body = text.replaceAll(/"request_id":"[^"]*"/g, '').replaceAll(/(acct|txn)_[0-9a-z]{26}/g, 'the id');
  const names = [...headers.keys()].filter((name) => name !== 'date').sort();
  return { status, body, names };
}
