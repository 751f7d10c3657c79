import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { currencyCodes, minorUnitDigits } from '@florin/rules';
import { Money } from '@florin/sdk';
import { ask } from './ask.ts';
import { openBank, type TestBank } from './open-bank.ts';

let bank: TestBank;

beforeAll(async () => {
  bank = await openBank({ apis: 2 });
});

afterAll(async () => {
  await bank?.close();
});

const codeOf = (result: PromiseSettledResult<unknown>) =>
  result.status === 'fulfilled' ? 'done' : (result.reason as { code: string }).code;

describe('an account', () => {
  test('can get another name, metadata and overdraft limit, and keeps its other fields', async () => {
    const { accounts, transactions } = bank.florin();
    const { id } = await accounts.create({ name: 'Ada', metadata: { a: '1', b: '2' }, external_id: 'ada' });
    const { data, headers } = await accounts
      .update(id, { metadata: { c: '3' }, overdraft_limit: 40 })
      .withResponse();
    expect(data).toMatchObject({
      name: 'Ada',
      external_id: 'ada',
      metadata: { c: '3' },
      overdraft_limit: 40,
      available: 40,
      status: 'open',
    });
    expect(headers.get('etag')).toBe('"0"');
    await transactions.debit({ account_id: id, amount: 40 });
    expect(await accounts.update(id, { name: null })).toMatchObject({ name: null, balance: -40 });
    await expect(accounts.update(id, { overdraft_limit: 39 })).rejects.toMatchObject({
      code: 'state_conflict',
    });
    expect(await accounts.get(id)).toMatchObject({ name: null, metadata: { c: '3' }, overdraft_limit: 40 });
  });

  test('that is frozen refuses movements and records the attempts, until it is unfrozen', async () => {
    const { accounts, transactions } = bank.florin();
    const { id: account_id } = await accounts.create({ initial_balance: 100 });
    const { id: to_account_id } = await accounts.create();
    expect(await accounts.freeze(account_id)).toMatchObject({ status: 'frozen' });
    const attempts = [
      transactions.credit({ account_id, amount: 1 }),
      transactions.debit({ account_id, amount: 1 }),
      transactions.transfer({ from_account_id: account_id, to_account_id, amount: 1 }),
      transactions.transfer({ from_account_id: to_account_id, to_account_id: account_id, amount: 1 }),
    ];
    const refused = await Promise.allSettled(attempts);
    expect(refused.slice(0, 3).map(codeOf)).toEqual(Array(3).fill('state_conflict'));
    expect(await accounts.balance(account_id)).toMatchObject({ balance: 100, version: 1 });
    const recorded = await transactions.list({ account_id, status: 'failed' });
    expect(recorded.data).toHaveLength(4);
    expect(await accounts.unfreeze(account_id)).toMatchObject({ status: 'open' });
    expect(await transactions.debit({ account_id, amount: 1 })).toMatchObject({ balance_after: 99 });
  });

  test('can be closed if it is empty, permanently', async () => {
    const { accounts, transactions } = bank.florin();
    const { id: account_id } = await accounts.create({ initial_balance: 1 });
    const refusal = await ask(`${bank.apis[0]!.url}/accounts/${account_id}`, {
      apiKey: bank.apiKey,
      method: 'PATCH',
      body: { status: 'closed' },
    });
    expect(refusal).toMatchObject({ status: 409, json: { code: 'state_conflict' } });
    expect(refusal.json.detail).toContain('balance is 1');
    await transactions.debit({ account_id, amount: 1 });
    expect(await accounts.close(account_id)).toMatchObject({ status: 'closed' });
    await expect(accounts.unfreeze(account_id)).rejects.toMatchObject({
      code: 'state_conflict',
      status: 409,
    });
    await expect(transactions.credit({ account_id, amount: 1 })).rejects.toMatchObject({
      code: 'state_conflict',
    });
    expect(await accounts.close(account_id)).toMatchObject({ status: 'closed' });
  });

  test.each<[string, object, string]>([
    ['a status that does not exist', { status: 'gone' }, '/status'],
    ['a negative overdraft', { overdraft_limit: -1 }, '/overdraft_limit'],
    ['an overdraft as text', { overdraft_limit: '5' }, '/overdraft_limit'],
    ['an empty name', { name: '' }, '/name'],
    ['no metadata at all', { metadata: null }, '/metadata'],
    ['another currency', { currency: 'EUR' }, '/currency'],
    ['another balance', { balance: 1_000 }, '/balance'],
  ])('is not changed by %s', async (_what, body, pointer) => {
    const { id } = await bank.florin().accounts.create();
    const url = `${bank.apis[0]!.url}/accounts/${id}`;
    const answer = await ask(url, { apiKey: bank.apiKey, method: 'PATCH', body });
    expect(answer).toMatchObject({ status: 422, json: { code: 'validation_failed' } });
    expect(answer.json.errors[0].pointer).toBe(pointer);
  });

  test('can be changed only with the scope', async () => {
    const { id } = await bank.florin().accounts.create();
    const apiKey = await bank.keyWith(['accounts:read', 'transactions:write']);
    const florin = bank.florin(0, { apiKey });
    await expect(florin.accounts.freeze(id)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await bank.florin().accounts.get(id)).toMatchObject({ status: 'open' });
    const freezer = bank.florin(0, { apiKey: await bank.keyWith(['accounts:freeze']) });
    await expect(freezer.accounts.update(id, { overdraft_limit: 1 })).rejects.toThrow('accounts:limits');
    expect(await freezer.accounts.freeze(id)).toMatchObject({ status: 'frozen' });
  });
});

test('money at the opening of an account needs the scope that moves money', async () => {
  const clerk = bank.florin(0, { apiKey: await bank.keyWith(['accounts:read', 'accounts:write']) });
  const before = await bank.florin().transactions.list({ limit: 1 });
  await expect(clerk.accounts.create({ initial_balance: 1 })).rejects.toMatchObject({
    code: 'forbidden',
    message: 'This key lacks the scope transactions:write, which `initial_balance` needs.',
  });
  expect((await bank.florin().transactions.list({ limit: 1 })).data).toEqual(before.data);
  expect(await clerk.accounts.create({ initial_balance: 0 })).toMatchObject({ balance: 0 });
});

describe('the limits of an account', () => {
  test('refuse larger movements with 422, record and replay the refusal, and can be removed', async () => {
    const { accounts, transactions } = bank.florin();
    const account = await accounts.create({ initial_balance: 1_000, movement_limit: 100, daily_limit: 150 });
    expect(account).toMatchObject({ movement_limit: 100, daily_limit: 150 });
    const { id: account_id } = account;
    const order = { account_id, amount: 101 };
    const options = { idempotencyKey: 'too-much' };
    for (let times = 0; times < 2; times++) {
      await expect(transactions.debit(order, options)).rejects.toMatchObject({
        status: 422,
        code: 'limit_exceeded',
        problem: { transaction: { status: 'failed', amount: 101 } },
      });
    }
    await transactions.debit({ account_id, amount: 100 });
    expect((await accounts.get(account_id)).spent_today).toBe(100);
    const { id: to_account_id } = await accounts.create();
    const transfer = { from_account_id: account_id, to_account_id, amount: 51 };
    await expect(transactions.transfer(transfer)).rejects.toMatchObject({ code: 'limit_exceeded' });
    await transactions.credit({ account_id, amount: 999 });
    const opened = await accounts.update(account_id, { movement_limit: null, daily_limit: null });
    expect(opened).toMatchObject({ movement_limit: null, daily_limit: null });
    expect((await accounts.get(account_id)).spent_today).toBeNull();
    expect(await transactions.debit({ account_id, amount: 500 })).toMatchObject({ status: 'completed' });
  });

  test('include what was paid on the same day before the daily limit was set', async () => {
    const { accounts, transactions } = bank.florin();
    const { id: account_id } = await accounts.create({ initial_balance: 1_000 });
    await transactions.debit({ account_id, amount: 70 });
    await accounts.update(account_id, { daily_limit: 100 });
    await expect(transactions.debit({ account_id, amount: 31 })).rejects.toMatchObject({
      code: 'limit_exceeded',
    });
    expect(await transactions.debit({ account_id, amount: 30 })).toMatchObject({ status: 'completed' });
  });
});

describe('a currency', () => {
  test.each([
    ['USD', 2],
    ['JPY', 0],
    ['KWD', 3],
    ['CLF', 4],
  ])('%s has %d decimals, and accounts say so', async (currency, currency_exponent) => {
    const { accounts } = bank.florin();
    const account = await accounts.create({ currency });
    expect(account).toMatchObject({ currency, currency_exponent });
    expect(await accounts.balance(account.id)).toMatchObject({ currency, currency_exponent });
  });

  test.each(['ZZZ', 'XAU', 'XTS', 'HRK', 'ZWL'])('%s cannot be used to open an account', async (currency) => {
    const answer = await ask(`${bank.apis[0]!.url}/accounts`, { apiKey: bank.apiKey, body: { currency } });
    expect(answer).toMatchObject({ status: 422, json: { code: 'validation_failed' } });
    expect(answer.json.errors).toEqual([expect.objectContaining({ in: 'body', pointer: '/currency' })]);
  });

  test('has the same decimals in the bank and in the SDK', () => {
    expect(Money.currencyCodes).toEqual(currencyCodes);
    const digits = (exponentOf: (code: string) => number) =>
      Object.fromEntries(currencyCodes.map((code) => [code, exponentOf(code)]));
    expect(digits(Money.exponent)).toEqual(digits(minorUnitDigits));
  });
});

describe('metadata', () => {
  const facts = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`fact-${index}`, 'x']));

  /** Metadata of exactly this many bytes as JSON, in characters of two bytes each. */
  function ofBytes(bytes: number): Record<string, string> {
    const metadata: Record<string, string> = {};
    const size = () => Buffer.byteLength(JSON.stringify(metadata));
    for (let index = 10; bytes - size() > 1_100; index++) metadata[`ä${index}`] = 'ö'.repeat(500);
    for (let index = 10; bytes - size() > 500; index++) metadata[`b${index}`] = 'x'.repeat(200);
    metadata['last'] = '';
    metadata['last'] = 'x'.repeat(bytes - size());
    expect([size(), metadata['last'].length <= 500]).toEqual([bytes, true]);
    return metadata;
  }

  async function isTaken(metadata: Record<string, string>): Promise<boolean> {
    const { accounts } = bank.florin();
    const { id } = await accounts.create();
    const results = await Promise.allSettled([
      accounts.create({ metadata }),
      accounts.update(id, { metadata }),
      bank.florin().transactions.credit({ account_id: id, amount: 1, metadata }),
    ]);
    for (const result of results) {
      if (result.status === 'fulfilled') expect(result.value.metadata).toEqual(metadata);
      else expect(result.reason.problem.errors[0].pointer).toBe('/metadata');
    }
    const taken = new Set(results.map(({ status }) => status === 'fulfilled'));
    expect(taken.size).toBe(1);
    return taken.has(true);
  }

  test('has at most fifty entries', async () => {
    expect(await isTaken(facts(50))).toBe(true);
    expect(await isTaken(facts(51))).toBe(false);
  });

  test('has at most 16 KiB as JSON, counted in bytes', async () => {
    expect(await isTaken(ofBytes(16_384))).toBe(true);
    expect(await isTaken(ofBytes(16_385))).toBe(false);
  });
});

describe('at the same moment', () => {
  test('closing and credits at two processes leave either an empty closed account or an open one with all of the money', async () => {
    for (let round = 0; round < 10; round++) {
      const { id: account_id } = await bank.florin().accounts.create();
      const credits = Array.from({ length: 4 }, (_, index) =>
        bank.florin(index % 2).transactions.credit({ account_id, amount: 5 }),
      );
      const closing = bank.florin(round % 2).accounts.close(account_id);
      const results = (await Promise.allSettled([closing, ...credits])).map(codeOf);
      const { status, balance } = await bank.florin().accounts.get(account_id);
      const credited = results.slice(1).filter((code) => code === 'done').length;
      expect([status, balance]).toEqual(results[0] === 'done' ? ['closed', 0] : ['open', 5 * credited]);
      expect(credited).toBe(results[0] === 'done' ? 0 : 4);
    }
  });

  test('fifty creations with one external_id open one account, and 49 are refused', async () => {
    const creations = Array.from({ length: 50 }, (_, index) =>
      bank.florin(index % 2).accounts.create({ external_id: 'customer-50', initial_balance: 5 }),
    );
    const codes = (await Promise.allSettled(creations)).map(codeOf).sort();
    expect(codes).toEqual(['done', ...Array(49).fill('duplicate_external_id')].sort());
    expect((await bank.florin().accounts.list({ external_id: 'customer-50' })).data).toHaveLength(1);
  });

  test('fifty creations with one idempotency key open one account, and all answers contain it', async () => {
    const creations = Array.from({ length: 50 }, (_, index) =>
      bank
        .florin(index % 2, { maxRetries: 5 })
        .accounts.create({ external_id: 'customer-51' }, { idempotencyKey: 'open-51' }),
    );
    const opened = await Promise.all(creations);
    expect(new Set(opened.map(({ id }) => id)).size).toBe(1);
    expect((await bank.florin().accounts.list({ external_id: 'customer-51' })).data).toHaveLength(1);
  });

  test('of a hundred debits at two processes with a daily limit for ten, exactly ten succeed', async () => {
    const { accounts, transactions } = bank.florin();
    const { id: account_id } = await accounts.create({ initial_balance: 100_000, daily_limit: 1_000 });
    const debits = Array.from({ length: 100 }, (_, index) =>
      bank.florin(index % 2).transactions.debit({ account_id, amount: 100 }),
    );
    const codes = (await Promise.allSettled(debits)).map(codeOf).sort();
    expect(codes).toEqual([...Array(10).fill('done'), ...Array(90).fill('limit_exceeded')]);
    expect(await accounts.balance(account_id)).toMatchObject({ balance: 99_000, version: 11 });
    await accounts.update(account_id, { daily_limit: 1_001 });
    await expect(transactions.debit({ account_id, amount: 2 })).rejects.toMatchObject({
      code: 'limit_exceeded',
    });
    expect(await transactions.debit({ account_id, amount: 1 })).toMatchObject({ balance_after: 98_999 });
  });
});
