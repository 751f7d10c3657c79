import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Florin } from '@florin/sdk';
import { ask } from './ask.ts';
import { gather } from './ledger-assertions.ts';
import { openBank, type TestBank } from './open-bank.ts';

let bank: TestBank;
let florin: Florin;
let account_id: string;

beforeAll(async () => {
  bank = await openBank();
  florin = bank.florin();
  ({ id: account_id } = await florin.accounts.create({ name: 'Ada', metadata: { 'a&b': 'c=d', team: '1' } }));
  for (const amount of [10, 20, 30, 40]) {
    await florin.transactions.credit({ account_id, amount, metadata: { order: String(amount % 20) } });
  }
  await florin.transactions.debit({ account_id, amount: 25, reference: 'rent & more' });
  await florin.transactions.debit({ account_id, amount: 1_000 }).catch(() => undefined);
});

afterAll(async () => {
  await bank?.close();
});

describe('a list of transactions', () => {
  const amounts = async (filters: Parameters<Florin['transactions']['list']>[0]) =>
    (await gather(florin.transactions.list({ account_id, limit: 2, ...filters }))).map(
      ({ amount }) => amount,
    );

  test('is limited by every filter, also by several', async () => {
    expect(await amounts({})).toEqual([1_000, 25, 40, 30, 20, 10]);
    expect(await amounts({ type: 'debit' })).toEqual([1_000, 25]);
    expect(await amounts({ type: ['debit', 'credit'], status: ['completed'] })).toEqual([25, 40, 30, 20, 10]);
    expect(await amounts({ status: 'failed' })).toEqual([1_000]);
    expect(await amounts({ amount_min: 20, amount_max: 30 })).toEqual([25, 30, 20]);
    expect(await amounts({ reference: 'rent & more' })).toEqual([25]);
    expect(await amounts({ metadata: { order: '10' } })).toEqual([30, 10]);
    expect(await amounts({ metadata: { order: '10' }, amount_max: 20 })).toEqual([10]);
    const [, debit, fourth] = await gather(florin.transactions.list({ account_id }));
    const period = { created_from: fourth!.created_at, created_to: debit!.created_at };
    expect(await amounts(period)).toContain(40);
    expect(await amounts(period)).not.toContain(25);
    expect(await amounts({ effective_from: debit!.effective_at })).toEqual([1_000, 25]);
  });

  test('continues only with its own cursor and filters', async () => {
    const { next_cursor } = await florin.transactions.list({
      account_id,
      metadata: { order: '0' },
      limit: 1,
    });
    const next = (query: string) =>
      ask(`${bank.apis[0]!.url}/transactions?limit=1&${query}&cursor=${next_cursor}`, {
        apiKey: bank.apiKey,
      });
    const same = `account_id=${account_id}&metadata[order]=0`;
    expect(await next(same)).toMatchObject({ status: 200, json: { data: [{ amount: 20 }] } });
    for (const other of [
      `account_id=${account_id}`,
      `${same}0`,
      `${same}&metadata[x]=1`,
      `${same}&type=credit`,
    ]) {
      expect(await next(other)).toMatchObject({ status: 400, json: { code: 'invalid_cursor' } });
    }
    const forged = `${next_cursor!.slice(0, -1)}${next_cursor!.endsWith('A') ? 'B' : 'A'}`;
    const path = `${bank.apis[0]!.url}/transactions?${same}&cursor=${forged}`;
    expect(await ask(path, { apiKey: bank.apiKey })).toMatchObject({ json: { code: 'invalid_cursor' } });
  });
});

describe('a list of accounts', () => {
  test('is limited by name, metadata, status and time', async () => {
    const { id: bea, created_at } = await florin.accounts.create({ name: 'Bea', metadata: { team: '1' } });
    const found = async (filters: Parameters<Florin['accounts']['list']>[0]) =>
      (await gather(florin.accounts.list({ limit: 1, ...filters }))).map(({ id }) => id);
    expect(await found({ metadata: { team: '1' } })).toEqual([bea, account_id]);
    expect(await found({ metadata: { team: '1', 'a&b': 'c=d' } })).toEqual([account_id]);
    expect(await found({ name: 'aD' })).toEqual([account_id]);
    expect(await found({ status: ['frozen', 'closed'] })).toEqual([]);
    expect(await found({ status: 'open', created_to: created_at })).toEqual([account_id]);
    expect(await found({ created_from: created_at })).toEqual([bea]);
  });
});
