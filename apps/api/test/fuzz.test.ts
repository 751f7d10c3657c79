import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { ask } from './ask.ts';
import { openAccounts } from './ledger-assertions.ts';
import { openBank, type TestBank } from './open-bank.ts';

type Operation = {
  method: 'POST' | 'PATCH';
  path: string;
  body: fc.Arbitrary<unknown>;
  /** A request that is always accepted, so that every run reaches the ledger. */
  accepted: () => object;
};

let bank: TestBank;
let ids: string[];

beforeAll(async () => {
  bank = await openBank();
  ids = await openAccounts(bank.florin(), 4);
});

afterAll(async () => {
  await bank?.close();
});

const anything = fc.anything({ withNullPrototype: false, maxDepth: 4 });
const text = fc.string({ unit: 'binary', maxLength: 300 });
const edges = [0, -0, -1, 0.1, 1e15, 999_999_999_999_999, Number.MAX_SAFE_INTEGER, 1e308];
const amounts = mostly(fc.integer({ min: 1, max: 1_000 }), fc.constantFrom(...edges));
const accountIds = mostly(
  fc.nat(2).map((index) => ids[index]!),
  text,
);
const texts = mostly(fc.string({ minLength: 1, maxLength: 255 }), text);
const metadata = mostly(fc.dictionary(fc.string({ minLength: 1, maxLength: 40 }), text), text);
const currencies = mostly(fc.constant('USD'), fc.oneof(fc.constantFrom('EUR', 'ZZZ'), text));
const details = { amount: amounts, currency: currencies, reference: texts, description: texts, metadata };

/** Valid twelve times out of fourteen: of bodies with seven fields, about one in five reaches the ledger. */
function mostly<T>(sensible: fc.Arbitrary<T>, other: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 12, arbitrary: sensible }, other, anything);
}

const terms = { overdraft_limit: amounts, name: texts, metadata };
const limits = mostly(fc.option(fc.integer({ min: 1, max: 1_000_000 })), fc.constantFrom(...edges));
const changes = {
  ...terms,
  movement_limit: limits,
  daily_limit: limits,
  status: mostly(fc.constant('open'), text),
};
const soon = () => new Date(Date.now() + 86_400_000).toISOString();
const times = mostly(fc.constant(null).map(soon), fc.oneof(fc.constant('2000-02-30T00:00:00Z'), text));
const between = { from_account_id: accountIds, to_account_id: accountIds };

const operations: Operation[] = [
  {
    method: 'POST',
    path: '/accounts',
    body: fc.record(
      { ...terms, initial_balance: amounts, currency: currencies, external_id: texts },
      { requiredKeys: [] },
    ),
    accepted: () => ({}),
  },
  {
    method: 'PATCH',
    // An account of its own: the others stay as the movements expect them.
    path: '/accounts/{id}',
    body: fc.record(changes, { requiredKeys: [] }),
    accepted: () => ({ name: 'Savings' }),
  },
  ...(['credit', 'debit'] as const).map((type): Operation => ({
    method: 'POST',
    path: `/transactions/${type}`,
    body: movement({ account_id: accountIds }),
    accepted: () => ({ account_id: ids[0], amount: 1 }),
  })),
  {
    method: 'POST',
    path: '/transactions/transfer',
    body: movement(between),
    accepted: () => ({ from_account_id: ids[0], to_account_id: ids[1], amount: 1 }),
  },
  {
    method: 'POST',
    path: '/scheduled-transactions',
    body: fc.oneof(
      scheduled('credit', { account_id: accountIds }),
      scheduled('debit', { account_id: accountIds }),
      scheduled('transfer', between),
    ),
    accepted: () => ({ type: 'credit', account_id: ids[0], amount: 1, scheduled_for: soon() }),
  },
];

function scheduled(type: string, accounts: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<unknown> {
  const types = mostly(fc.constant(type), text);
  return fc.record(
    { type: types, scheduled_for: times, ...accounts, ...details },
    { requiredKeys: ['type', 'scheduled_for', ...Object.keys(accounts), 'amount'] as never[] },
  );
}

function movement(accounts: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<unknown> {
  return fc.record(
    { ...accounts, ...details },
    { requiredKeys: [...Object.keys(accounts), 'amount'] as never[] },
  );
}

const bytes = fc.uint8Array({ maxLength: 400 });
const almostJson = fc.json().map((json) => json.slice(0, -1));
const keys = fc.option(fc.string({ minLength: 1, maxLength: 300 }).filter(isHeaderValue), { nil: undefined });

function isHeaderValue(value: string): boolean {
  return /^[\t\x20-\x7e]*$/.test(value);
}

function jsonOf(value: unknown): string {
  const big = (_key: string, each: unknown) => (typeof each === 'bigint' ? each.toString() : each);
  return JSON.stringify(value, big) ?? 'undefined';
}

describe('whatever is sent to', () => {
  test.each(operations)(
    '$method $path is answered, never with a 5xx, and the books balance',
    async ({ method, path, body, accepted }) => {
      const url = bank.apis[0]!.url + path.replace('{id}', ids[3]!);
      const send = (text: string | Uint8Array, headers: Record<string, string>) =>
        ask(url, { method, apiKey: bank.apiKey, body: text, headers });
      expect(await send(jsonOf(accepted()), {})).toMatchObject({ status: 200 });
      const anyBody = fc.oneof(
        { weight: 6, arbitrary: body.map(jsonOf) },
        { weight: 1, arbitrary: anything.map(jsonOf) },
        { weight: 1, arbitrary: almostJson },
        { weight: 1, arbitrary: bytes },
      );
      await fc.assert(
        fc.asyncProperty(anyBody, keys, async (sent, key) => {
          const answer = await send(sent, key === undefined ? {} : { 'idempotency-key': key });
          expect(answer.status).toBeLessThan(500);
          if (answer.status === 200) return;
          expect(answer.status).toBeGreaterThanOrEqual(400);
          expect(answer.headers.get('content-type')).toBe('application/problem+json');
          expect(answer.json).toMatchObject({ status: answer.status, code: expect.any(String) });
        }),
        { numRuns: 200 },
      );
      expect(await bank.audit()).toEqual([]);
    },
  );
});
