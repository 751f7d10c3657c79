import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { ask } from './ask.ts';
import { openAccounts } from './expect-books.ts';
import { openBank, type TestBank } from './open-bank.ts';

let bank: TestBank;
let ids: string[];

beforeAll(async () => {
  bank = await openBank();
  ids = await openAccounts(bank.florin(), 3);
}, 60_000);

afterAll(async () => {
  await bank?.close();
}, 60_000);

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

/** What makes sense twelve times out of fourteen: of bodies with seven fields, about one in five gets as far as the books. */
function mostly<T>(sensible: fc.Arbitrary<T>, other: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 12, arbitrary: sensible }, other, anything);
}

const bodies: Record<string, fc.Arbitrary<unknown>> = {
  '/accounts': fc.record(
    {
      initial_balance: amounts,
      overdraft_limit: amounts,
      currency: currencies,
      external_id: texts,
      name: texts,
      metadata,
    },
    { requiredKeys: [] },
  ),
  '/transactions/credit': movement({ account_id: accountIds }),
  '/transactions/debit': movement({ account_id: accountIds }),
  '/transactions/transfer': movement({ from_account_id: accountIds, to_account_id: accountIds }),
};

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
  test.each(Object.keys(bodies))(
    '%s is answered, never with a 5xx, and the books hold',
    async (path) => {
      const url = bank.apis[0]!.url + path;
      const anyBody = fc.oneof(
        { weight: 6, arbitrary: bodies[path]!.map(jsonOf) },
        { weight: 1, arbitrary: anything.map(jsonOf) },
        { weight: 1, arbitrary: almostJson },
        { weight: 1, arbitrary: bytes },
      );
      let accepted = 0;
      await fc.assert(
        fc.asyncProperty(anyBody, keys, async (body, key) => {
          const headers: Record<string, string> = key === undefined ? {} : { 'idempotency-key': key };
          const { status, headers: answered, json } = await ask(url, { apiKey: bank.apiKey, body, headers });
          expect(status).toBeLessThan(500);
          if (status === 200) {
            accepted += 1;
            return;
          }
          expect(status).toBeGreaterThanOrEqual(400);
          expect(answered.get('content-type')).toBe('application/problem+json');
          expect(json).toMatchObject({ status, code: expect.any(String) });
        }),
        { numRuns: 250 },
      );
      // Otherwise the books were never asked.
      expect(accepted).toBeGreaterThan(10);
      expect(await bank.audit()).toEqual([]);
    },
    60_000,
  );
});
