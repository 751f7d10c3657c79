import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { ask, type RawAnswer } from './ask.ts';
import { everyTransaction } from './ledger-assertions.ts';
import { openBank, type TestBank } from './open-bank.ts';

let bank: TestBank;
let url: string;
let mine: string;
let other: string;

beforeAll(async () => {
  bank = await openBank();
  url = bank.apis[0]!.url;
  mine = (await bank.florin().accounts.create({ initial_balance: 1_000 })).id;
  other = (await bank.florin().accounts.create()).id;
});

afterAll(async () => {
  await bank?.close();
});

afterEach(async () => {
  expect((await bank.florin().accounts.balance(mine)).balance).toBe(1_000);
  expect((await bank.florin().accounts.balance(other)).balance).toBe(0);
  expect(await everyTransaction(bank.florin())).toHaveLength(1);
});

const send = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  ask(url + path, { apiKey: bank.apiKey, body, headers });

function expectProblem(answer: RawAnswer, status: number, code: string, pointer?: string): void {
  expect(answer).toMatchObject({ status, json: { status, code, request_id: expect.any(String) } });
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  if (pointer !== undefined) {
    expect(answer.json.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
  }
}

/** Nested deeper than any stack; built as text, because JSON.stringify would overflow too. */
const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

describe('a movement', () => {
  const notAnAmount = ['"100"', '1.5', '-1', '0', '1e15', '9007199254740993', '1e400', '0.99999999999999999'];
  const notAtAll = ['true', 'null', '[100]', '{}', '"0x10"', '""'];
  test.each([...notAnAmount, ...notAtAll])('with the amount %s is refused', async (amount) => {
    for (const type of ['credit', 'debit']) {
      const body = `{"account_id":"${mine}","amount":${amount}}`;
      expectProblem(await send(`/transactions/${type}`, body), 422, 'validation_failed', '/amount');
    }
    const transfer = `{"from_account_id":"${mine}","to_account_id":"${other}","amount":${amount}}`;
    expectProblem(await send('/transactions/transfer', transfer), 422, 'validation_failed', '/amount');
  });

  test.each<[string, object, string]>([
    ['without an amount', { amount: undefined }, '/amount'],
    ['without an account', { account_id: undefined }, '/account_id'],
    ['on an id of another kind', { account_id: 'txn_01m819eke0es3v0j9qtsf6ysh6' }, '/account_id'],
    ['on an id that is a number', { account_id: 7 }, '/account_id'],
    ['on a malformed id', { account_id: "acct_1' or '1'='1" }, '/account_id'],
    ['in a currency of two letters', { currency: 'US' }, '/currency'],
    ['in a currency that is no text', { currency: 840 }, '/currency'],
    ['with an unknown field', { ammount: 5 }, '/ammount'],
    ['with a reference that is too long', { reference: 'x'.repeat(256) }, '/reference'],
    ['with a NUL in its reference', { reference: 'a\u0000b' }, '/reference'],
    ['with half a surrogate pair', { description: '\ud800' }, '/description'],
    ['with metadata that is no text', { metadata: { a: 1 } }, '/metadata/a'],
    ['with metadata that nests', { metadata: { a: { b: 'c' } } }, '/metadata/a'],
    ['with a NUL in its metadata', { metadata: { a: '\u0000' } }, '/metadata/a'],
    ['with too much metadata', { metadata: manyFacts(51) }, '/metadata'],
  ])('%s is refused, with the field named', async (_what, wrong, pointer) => {
    const body = { account_id: mine, amount: 1, ...wrong };
    expectProblem(await send('/transactions/debit', body), 422, 'validation_failed', pointer);
  });

  test('from an account to itself is refused', async () => {
    const body = { from_account_id: mine, to_account_id: mine, amount: 1 };
    expectProblem(await send('/transactions/transfer', body), 422, 'validation_failed', '/to_account_id');
  });

  test('in a currency other than the account’s is refused', async () => {
    const body = { account_id: mine, amount: 1, currency: 'EUR' };
    expectProblem(await send('/transactions/debit', body), 422, 'currency_mismatch');
  });

  test('with a key of 256 characters, or one with a space, is refused', async () => {
    for (const key of ['k'.repeat(256), 'a b', '']) {
      const answer = await send(
        '/transactions/debit',
        { account_id: mine, amount: 1 },
        { 'idempotency-key': key },
      );
      expectProblem(answer, 422, 'validation_failed', '/Idempotency-Key');
    }
  });

  test('with a repeated amount field is refused', async () => {
    const body = `{"account_id":"${mine}","amount":1,"amount":1000}`;
    expectProblem(await send('/transactions/debit', body), 422, 'validation_failed', '/amount');
  });
});

describe('a body', () => {
  test.each<[string, string | Uint8Array, number, string]>([
    ['that is no JSON', '{"amount":', 400, 'malformed_json'],
    ['with a comma too much', '{"a":1,}', 400, 'malformed_json'],
    [
      'in broken UTF-8',
      new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
      400,
      'malformed_json',
    ],
    ['that is a list', '[]', 422, 'validation_failed'],
    ['that is null', 'null', 422, 'validation_failed'],
    ['that is a text', '"debit"', 422, 'validation_failed'],
    ['that is nested 5,000 deep', nested(5_000), 422, 'validation_failed'],
    ['with metadata nested 5,000 deep', `{"metadata":${nested(5_000)}}`, 422, 'validation_failed'],
    ['of __proto__', '{"__proto__":{"amount":1}}', 422, 'validation_failed'],
    ['that is empty', '', 422, 'validation_failed'],
    ['of more than 64 KiB', JSON.stringify({ description: 'x'.repeat(66_000) }), 413, 'body_too_large'],
  ])('%s is refused', async (_what, body, status, code) => {
    for (const type of ['credit', 'debit', 'transfer']) {
      expectProblem(await send(`/transactions/${type}`, body), status, code);
    }
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/xml',
    'application/json; charset=latin1',
  ])('as %s is refused', async (type) => {
    const body = JSON.stringify({ account_id: mine, amount: 1 });
    const answer = await send('/transactions/debit', body, { 'content-type': type });
    expectProblem(answer, 415, 'unsupported_media_type');
  });
});

describe('an account', () => {
  test.each<[string, object, string]>([
    ['with money that is a text', { initial_balance: '5' }, '/initial_balance'],
    ['that begins below zero', { initial_balance: -1 }, '/initial_balance'],
    ['with a fraction of a cent', { initial_balance: 0.5 }, '/initial_balance'],
    ['with a limit beyond all money', { overdraft_limit: 1e15 }, '/overdraft_limit'],
    ['with a small currency', { currency: 'usd' }, '/currency'],
    ['without a name in its name', { name: '' }, '/name'],
    ['with a NUL in its external id', { external_id: '\u0000' }, '/external_id'],
    ['with an unknown field', { balance: 100 }, '/balance'],
  ])('%s is not opened', async (_what, body, pointer) => {
    const before = (await bank.florin().accounts.list({ limit: 100 })).data.length;
    expectProblem(await send('/accounts', body), 422, 'validation_failed', pointer);
    expect((await bank.florin().accounts.list({ limit: 100 })).data).toHaveLength(before);
  });
});

describe('a query', () => {
  test.each([
    ['/accounts/1', 404, 'not_found'],
    ['/accounts/acct_UPPERCASE/balance', 404, 'not_found'],
    ['/accounts/%00', 404, 'not_found'],
    ['/accounts/%ff', 400, 'malformed_request'],
    ['/transactions/txn_01m819eke0es3v0j9qtsf6ysh6x', 404, 'not_found'],
    ['/transactions?limit=0', 422, 'validation_failed'],
    ['/transactions?limit=101', 422, 'validation_failed'],
    ['/transactions?limit=1e1', 422, 'validation_failed'],
    ['/transactions?limit=2&limit=3', 422, 'validation_failed'],
    ['/transactions?nonsense=1', 422, 'validation_failed'],
    ['/transactions?created_from=yesterday', 422, 'validation_failed'],
    ['/transactions?created_from=2026-02-30T00:00:00Z', 422, 'validation_failed'],
    ['/transactions?cursor=eyJpZCI6MX0', 400, 'invalid_cursor'],
    ['/transactions?cursor=%00', 400, 'invalid_cursor'],
    [`/accounts?cursor=${'A'.repeat(2_000)}`, 400, 'invalid_cursor'],
    ['/accounts?currency=%', 400, 'malformed_request'],
    ['/nowhere', 404, 'not_found'],
  ])('%s is answered with %d %s', async (path, status, code) => {
    expectProblem(await ask(url + path, { apiKey: bank.apiKey }), status, code);
  });

  test('with an unknown method is answered with the known ones', async () => {
    const answer = await ask(`${url}/transactions/debit`, { apiKey: bank.apiKey, method: 'DELETE' });
    expectProblem(answer, 405, 'method_not_allowed');
    expect(answer.headers.get('allow')).toContain('POST');
  });
});

function manyFacts(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`fact${index}`, 'x']));
}
