import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask, type RawAnswer } from './ask.ts';
import { openBank, type TestBank } from './open-bank.ts';

let bank: TestBank;

beforeAll(async () => {
  bank = await openBank({ apis: 2 });
});

afterAll(async () => {
  await bank?.close();
});

const account = async (initial_balance = 0) => (await bank.florin().accounts.create({ initial_balance })).id;

/** Repeats the request as clients do, while a busy machine makes the bank overloaded or another request hold the key for long. */
async function post(path: string, body: object | undefined, key: string, api = 0): Promise<RawAnswer> {
  for (;;) {
    const answer = await ask(`${bank.apis[api]!.url}${path}`, {
      method: 'POST',
      apiKey: bank.apiKey,
      headers: { 'idempotency-key': key },
      ...(body && { body }),
    });
    if (answer.status !== 503 && answer.json.code !== 'request_in_progress') return answer;
    await pause(50);
  }
}

/** Few at a time: more do not make the bank faster. Each has a key and accounts of its own. */
async function sideBySide(others: readonly Name[], run: (other: Name) => Promise<void>): Promise<void> {
  for (let at = 0; at < others.length; at += 4) await Promise.all(others.slice(at, at + 4).map(run));
}

const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString();

/** Every operation of this app that takes a key, each with a request that would succeed by itself. */
const operations = {
  credit: async () => ['/transactions/credit', { account_id: await account(), amount: 10 }],
  debit: async () => ['/transactions/debit', { account_id: await account(100), amount: 10 }],
  transfer: async () => [
    '/transactions/transfer',
    { from_account_id: await account(100), to_account_id: await account(), amount: 10 },
  ],
  hold: async () => ['/transactions/hold', { account_id: await account(100), amount: 10 }],
  batch: async () => [
    '/transactions/batch',
    { movements: [{ type: 'credit', account_id: await account(), amount: 10 }] },
  ],
  capture: async () => [`/transactions/${await heldId()}/capture`, {}],
  void: async () => [`/transactions/${await heldId()}/void`, {}],
  reverse: async () => [`/transactions/${(await credited()).id}/reverse`, {}],
  schedule: async () => ['/scheduled-transactions', await scheduleBody()],
  'cancel a scheduled transaction': async () => {
    const { id } = (await post('/scheduled-transactions', await scheduleBody(), randomUUID())).json;
    return [`/scheduled-transactions/${id}/cancel`, undefined];
  },
  'open an empty account': async () => ['/accounts', { name: 'empty' }],
  'open an account': async () => ['/accounts', { initial_balance: 5 }],
  'make an API key': async () => ['/api-keys', { name: 'k', scopes: ['accounts:read'] }],
  'rotate an API key': async () => [`/api-keys/${await apiKeyId()}/rotate`, {}],
  'revoke an API key': async () => [`/api-keys/${await apiKeyId()}/revoke`, undefined],
} satisfies Record<string, () => Promise<[string, object | undefined] | (string | object | undefined)[]>>;

type Name = keyof typeof operations;
const names = Object.keys(operations) as Name[];
const request = (name: Name) => operations[name]() as Promise<[string, object | undefined]>;

const heldId = async () =>
  (await bank.florin().transactions.hold({ account_id: await account(100), amount: 10 })).id;
const credited = async () => bank.florin().transactions.credit({ account_id: await account(), amount: 10 });
const scheduleBody = async () => ({
  type: 'credit',
  account_id: await account(),
  amount: 10,
  scheduled_for: tomorrow(),
});
const apiKeyId = async (): Promise<string> =>
  (await post('/api-keys', { name: 'k', scopes: ['accounts:read'] }, randomUUID())).json.id;

const pairs = names.flatMap((one, index) => names.slice(index + 1).map((other) => [one, other] as const));
/** Each operation is once the first of the two, and the key once in quotes. */
const rounds = 2;

describe('one key for two concurrent operations at two processes', () => {
  async function race(one: Name, other: Name, round: number): Promise<void> {
    const key = randomUUID();
    const [first, second] = [await request(one), await request(other)];
    const turned = round % 2;
    const answers = await Promise.all([
      post(...first, key, turned),
      // The quoted form of the IETF's draft is the same key.
      post(...second, turned === 1 ? `"${key}"` : key, 1 - turned),
    ]);
    const reported = answers.map(({ status, json }) => (status === 200 ? 'done' : json.code)).sort();
    expect([one, other, ...reported]).toEqual([one, other, 'done', 'idempotency_key_reused']);
  }

  test.each(names)(
    '%s and any other: exactly one succeeds, and the other is refused because the key is used',
    async (name) => {
      const others = pairs.filter(([first]) => first === name).map(([, other]) => other);
      for (let round = 0; round < rounds; round++) {
        await sideBySide(others, (other) => race(name, other, round));
      }
    },
  );
});

describe('one key after the other', () => {
  test.each(names)('%s reserves its key, and is replayed itself', async (name) => {
    const key = randomUUID();
    const [path, body] = await request(name);
    expect((await post(path, body, key)).status).toBe(200);
    const refuse = async (other: Name) => {
      const refused = await post(...(await request(other)), key, 1);
      expect([other, refused.status, refused.json.code]).toEqual([other, 422, 'idempotency_key_reused']);
    };
    await sideBySide(
      names.filter((other) => other !== name),
      refuse,
    );
    expect((await post(path, body, `"${key}"`, 1)).status).toBe(200);
    expect(await bank.audit()).toEqual([]);
  });

  test('the key of a refused request can be used again', async () => {
    const key = randomUUID();
    const nowhere = 'txn_01h455vb4pex5vsknk084sn02q';
    expect((await post(`/transactions/${nowhere}/capture`, {}, key)).status).toBe(404);
    expect(
      (await post(`/scheduled-transactions/sched_01h455vb4pex5vsknk084sn02q/cancel`, undefined, key)).status,
    ).toBe(404);
    expect((await post('/accounts', { currency: 'ZZZ' }, key)).status).toBe(422);
    expect(
      (
        await post(
          '/api-keys',
          { name: 'k', scopes: ['accounts:read'], expires_at: '2020-01-01T00:00:00Z' },
          key,
        )
      ).status,
    ).toBe(422);
    expect((await post('/accounts', {}, key)).status).toBe(200);
  });

  test('the same body with its fields in another order is the same request', async () => {
    const account_id = await account();
    const fields = { account_id, amount: 10, reference: 'r', metadata: { a: '1', b: '2' } };
    const turned = { metadata: { b: '2', a: '1' }, reference: 'r', amount: 10, account_id };
    for (const [path, one, other] of [
      ['/transactions/credit', fields, turned],
      [
        '/transactions/batch',
        { atomic: true, movements: [{ type: 'credit', ...fields }] },
        { movements: [{ ...turned, type: 'credit' }], atomic: true },
      ],
      ['/accounts', { name: 'n', metadata: fields.metadata }, { metadata: turned.metadata, name: 'n' }],
      ['/api-keys', { name: 'k', scopes: ['accounts:read'] }, { scopes: ['accounts:read'], name: 'k' }],
    ] as const) {
      const key = randomUUID();
      const [first, again] = [await post(path, one, key), await post(path, other, key, 1)];
      expect([path, first.status, again.status]).toEqual([path, 200, 200]);
      expect(again.headers.get('idempotent-replayed')).toBe('true');
    }
  });

  test('a key of quotes alone is not a key, and one of 255 characters may be quoted', async () => {
    const long = 'k'.repeat(255);
    expect((await post('/accounts', {}, '""')).status).toBe(422);
    const [first, again] = [await post('/accounts', {}, `"${long}"`), await post('/accounts', {}, long, 1)];
    expect(again.json).toEqual(first.json);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
  });
});
