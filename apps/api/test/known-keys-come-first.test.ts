import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { idToUuid, readClock, runParameterized } from '@florin/database';
import { eventually } from '@florin/testing';
import { ask, type RawAnswer } from './ask.ts';
import { openBank, type TestBank } from './open-bank.ts';

let bank: TestBank;
let inTime: TimedRequests;

beforeAll(async () => {
  bank = await openBank();
  inTime = await sendInTime();
});

afterAll(async () => {
  await bank?.close();
});

const account = async (initial_balance = 0) => (await bank.florin().accounts.create({ initial_balance })).id;

const post = (path: string, body: object, key: string = randomUUID()): Promise<RawAnswer> =>
  ask(`${bank.apis[0]!.url}${path}`, {
    apiKey: bank.apiKey,
    headers: { 'idempotency-key': key, prefer: 'wait=0' },
    body,
  });

const clock = () => bank.database.read(readClock);
type TimedRequests = {
  soon: Date;
  requests: readonly (readonly [string, object])[];
  first: RawAnswer[];
  send(): Promise<RawAnswer[]>;
};

/** Sends requests whose times pass while the other tests run; again, with later times, if this machine is too slow. */
async function sendInTime(withinMs = 3_000): Promise<TimedRequests> {
  const accounts = [await account(100), await account(100), await account(100)];
  const [a, b, c] = accounts.map((account_id) => ({ account_id, amount: 10 }));
  const soon = await ahead(withinMs);
  const requests = [
    ['/transactions/hold', { ...a, expires_at: soon }],
    ['/transactions/batch', { movements: [{ type: 'hold', ...b, expires_at: soon }] }],
    ['/scheduled-transactions', { type: 'debit', ...c, scheduled_for: soon }],
    ['/api-keys', { name: 'short', scopes: ['accounts:read'], expires_at: soon }],
  ] as const;
  const keys = requests.map(() => randomUUID());
  const send = () => Promise.all(requests.map(([path, body], index) => post(path, body, keys[index])));
  const first = await send();
  const isLate = first.some(({ status }) => status === 422) && withinMs < 20_000;
  return isLate ? sendInTime(2 * withinMs) : { soon: new Date(soon), requests, first, send };
}

const ahead = async (ms: number) => new Date((await clock()).getTime() + ms).toISOString();

describe('a request that was answered before is replayed', () => {
  test('also while its account is busy or frozen', async () => {
    const account_id = await account(100);
    const key = randomUUID();
    const body = { account_id, amount: 10 };
    const first = await post('/transactions/debit', body, key);
    expect(first.status).toBe(200);
    await bank.database.unitOfWork(async (em) => {
      await runParameterized(em, 'select from ledger.accounts where id = $1 for update', [
        idToUuid(account_id),
      ]);
      expect(await post('/transactions/debit', body)).toMatchObject({
        status: 409,
        json: { code: 'transaction_in_progress' },
      });
      const again = await post('/transactions/debit', body, key);
      expect([again.status, again.text]).toEqual([200, first.text]);
      const other = await post('/transactions/debit', { ...body, amount: 11 }, key);
      expect(other).toMatchObject({ status: 422, json: { code: 'idempotency_key_reused' } });
    });
    await bank.florin().accounts.update(account_id, { status: 'frozen' });
    const frozen = await post('/transactions/debit', body, key);
    expect([frozen.status, frozen.text]).toEqual([200, first.text]);
    const late = await post('/transactions/hold', { ...body, expires_at: '2020-01-01T00:00:00Z' }, key);
    expect(late).toMatchObject({ status: 422, json: { code: 'idempotency_key_reused' } });
  });

  test('also when the same opening with an external id is sent several times concurrently', async () => {
    for (let round = 0; round < 10; round++) {
      const [key, external_id] = [randomUUID(), randomUUID()];
      const answers = await Promise.all([1, 2, 3].map(() => post('/accounts', { external_id }, key)));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
      expect(new Set(answers.map(({ json }) => json.id)).size).toBe(1);
    }
    const external_id = randomUUID();
    expect((await post('/accounts', { external_id })).status).toBe(200);
    expect(await post('/accounts', { external_id })).toMatchObject({
      json: { code: 'duplicate_external_id' },
    });
  });
});

describe('an effective_at in the future', () => {
  const movementsOn = async (effective_at: string) => {
    const [account_id, to_account_id] = [await account(1_000), await account()];
    const { id } = (await post('/transactions/credit', { account_id, amount: 10 })).json;
    const held = (await post('/transactions/hold', { account_id, amount: 10 })).json.id;
    const movement = { amount: 10, effective_at };
    return [
      ['/transactions/credit', { account_id, ...movement }],
      ['/transactions/debit', { account_id, ...movement }],
      ['/transactions/transfer', { from_account_id: account_id, to_account_id, ...movement }],
      [`/transactions/${id}/reverse`, { effective_at }],
      [`/transactions/${held}/capture`, { effective_at }],
      ['/transactions/batch', { movements: [{ type: 'credit', account_id, ...movement }] }],
    ] as const;
  };

  test('counts as now if it is at most 30 s ahead, and the answer contains that time', async () => {
    // Far enough ahead that no slow machine catches up with it before the answer.
    const effective_at = await ahead(29_500);
    for (const [path, body] of await movementsOn(effective_at)) {
      const { status, json } = await post(path, body);
      expect([path, status]).toEqual([path, 200]);
      const { effective_at: said, created_at } = json.results?.[0].transaction ?? json;
      expect(said).toBe(created_at);
    }
  });

  test('is refused if it is further ahead, with the field named', async () => {
    const effective_at = await ahead(600_000);
    for (const [path, body] of await movementsOn(effective_at)) {
      const { status, json } = await post(path, body);
      const pointer = path.endsWith('batch') ? '/movements/0/effective_at' : '/effective_at';
      expect([path, status]).toEqual([path, 422]);
      expect(json).toMatchObject({
        code: 'validation_failed',
        errors: [{ in: 'body', pointer, message: 'must not be in the future' }],
      });
    }
  });
});

describe('the times of a request that was answered before', () => {
  test('may have passed: it is replayed', async () => {
    const { soon, requests, first, send } = inTime;
    expect(first.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    await eventually(async () => (await clock()) > soon, { everyMs: 200 });
    const again = await send();
    expect(again.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(again.map(({ headers }) => headers.get('idempotent-replayed'))).toEqual(again.map(() => 'true'));
    expect(again.slice(0, 3).map(({ text }) => text)).toEqual(first.slice(0, 3).map(({ text }) => text));
    expect(again[3]!.json).toMatchObject({ id: first[3]!.json.id, secret: null });
    // The same requests under new keys are too late.
    for (const [path, body] of requests) expect((await post(path, body)).status).toBe(422);
  });
});
