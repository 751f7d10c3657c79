import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { openBank, type TestBank } from './open-bank.ts';

type Example = { value: Record<string, unknown> };
type Sent = { method?: string; headers?: Record<string, string>; body?: string | object; key?: string };

const contract = parse(readFileSync(new URL('../../../openapi.yaml', import.meta.url), 'utf8')) as {
  components: { examples: Record<string, Example> };
};
const examples = Object.entries(contract.components.examples).filter(([, { value }]) => 'code' in value);

let bank: TestBank;
/** An account with 0.50 USD, as the contract's examples have it. */
let account: string;
beforeAll(async () => {
  bank = await openBank();
  account = (await bank.florin().accounts.create({ initial_balance: 50 })).id;
}, 120_000);
afterAll(() => bank?.close());

async function send(path: string, { method, headers, body, key = bank.apiKey }: Sent = {}): Promise<unknown> {
  const answer = await fetch(`${bank.apis[0]!.url}${path}`, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {
      ...(key === '' ? {} : { authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return answer.json();
}

const debit = (more: Sent & { amount?: unknown; account_id?: string } = {}) => {
  const { amount = 51, account_id = account, ...sent } = more;
  return send('/transactions/debit', { body: { account_id, amount }, ...sent });
};
const newAccount = async (fields: object) => (await bank.florin().accounts.create(fields)).id;

/** What brings the real server to answer with each code, as its example says. */
const provoked: Record<string, () => Promise<unknown>> = {
  malformed_json: () => debit({ body: '{"account_id": "acct_01m819eke0e209k3gghyc4dkah", "amount": 50,}' }),
  malformed_request: () => send('/accounts/%zz'),
  invalid_cursor: () => send('/transactions?cursor=abc'),
  insufficient_funds: () => debit(),
  unauthenticated: () => send('/accounts', { key: '' }),
  forbidden: async () => debit({ key: await bank.keyWith(['accounts:read']) }),
  not_found: () => send('/accounts/acct_01m819eke0ehys2k5dd2ackzb7'),
  method_not_allowed: () => send(`/accounts/${account}/balance`, { body: {} }),
  state_conflict: async () => {
    const frozen = await newAccount({ initial_balance: 50 });
    await bank.florin().accounts.freeze(frozen);
    return debit({ account_id: frozen });
  },
  duplicate_external_id: async () => {
    await newAccount({ external_id: 'customer-4711' });
    return send('/accounts', { body: { external_id: 'customer-4711' } });
  },
  precondition_failed: async () => {
    const moved = await newAccount({ initial_balance: 1_000 });
    for (const amount of [100, 100]) await bank.florin().transactions.debit({ account_id: moved, amount });
    return debit({ account_id: moved, headers: { 'if-match': '"2"' } });
  },
  body_too_large: () => debit({ body: { account_id: account, amount: 51, reference: 'x'.repeat(70_000) } }),
  unsupported_media_type: () => debit({ body: 'amount=51', headers: { 'content-type': 'text/plain' } }),
  validation_failed: () => debit({ amount: '10.50' }),
  idempotency_key_reused: async () => {
    const headers = { 'idempotency-key': 'rent-2026-11' };
    await send('/transactions/credit', { headers, body: { account_id: account, amount: 1 } });
    await send('/transactions/debit', { body: { account_id: account, amount: 1 } });
    return debit({ headers });
  },
  currency_mismatch: async () => debit({ account_id: await newAccount({ currency: 'EUR' }) }),
  limit_exceeded: async () => {
    const limited = await newAccount({ initial_balance: 20_000, daily_limit: 10_000 });
    await bank.florin().transactions.debit({ account_id: limited, amount: 10_000 });
    return debit({ account_id: limited });
  },
};

/** Those that only a fault or many requests at once bring about; each has a test of its own where it is made. */
const notProvokedHere = [
  ...['request_timeout', 'transaction_in_progress', 'request_in_progress', 'rate_limited'],
  ...['account_contended', 'expectation_failed', 'headers_too_large', 'internal_error'],
  ...['overloaded', 'service_unavailable'],
];

/** Ids, times, addresses and the request's id differ each time. */
function withoutWhatDiffers(value: unknown): unknown {
  const text = JSON.stringify(value)
    .replaceAll(/\b(acct|txn|hold|sched)_[0-9a-z]{26}/g, '$1_…')
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, 'time')
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'request id')
    .replaceAll(/http:\/\/[^/"]+/g, 'http://bank');
  return JSON.parse(text);
}

describe('the example of an error in the contract and on its page is what the server answers', () => {
  test.each(Object.keys(provoked))('%s', async (code) => {
    const example = examples.find(([name]) => name === code)?.[1].value;
    expect(withoutWhatDiffers(await provoked[code]!())).toEqual(withoutWhatDiffers(example));
  });

  test('and every code that the contract shows is looked at, here or where it is made', () => {
    expect([...Object.keys(provoked), ...notProvokedHere].sort()).toEqual(
      examples.map(([name]) => name).sort(),
    );
  });
});
