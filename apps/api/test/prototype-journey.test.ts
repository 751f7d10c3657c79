import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Florin, InsufficientFundsError } from '@florin/sdk';
import { collectEvents, withKafka, startBank, type Bank, type EventCollector } from '@florin/testing';
import { ask } from './ask.ts';

let bank: Bank;
let events: EventCollector;

beforeAll(async () => {
  bank = await startBank({ apps: ['api', 'worker'] });
  events = collectEvents({ brokers: [bank.kafka.broker] });
});

afterAll(async () => {
  await events?.stop();
  await bank?.stop();
});

withKafka(describe)("the prototype's own journey", () => {
  test('works exactly as written, and its refusal is an event in Kafka', async () => {
    const { url, apiKey } = bank;
    const opened = await ask(`${url}/accounts`, { method: 'POST', apiKey });
    expect(opened).toMatchObject({ status: 200, json: { id: expect.stringMatching(/^acct_/), balance: 0 } });
    const account_id = opened.json.id as string;
    const post = (type: string, amount: number) =>
      ask(`${url}/transactions/${type}`, { apiKey, body: { account_id, amount } });

    expect(await post('credit', 100)).toMatchObject({ status: 200, json: { status: 'completed' } });
    expect(await post('debit', 50)).toMatchObject({ status: 200, json: { status: 'completed' } });
    const balance = await ask(`${url}/accounts/${account_id}/balance`, { apiKey });
    expect(balance).toMatchObject({ status: 200, json: { balance: 50, available: 50, currency: 'USD' } });
    expect(balance.text).toContain('"balance":50');

    const refused = await post('debit', 51);
    expect(refused).toMatchObject({
      status: 400,
      json: { code: 'insufficient_funds', transaction: { status: 'failed', amount: 51 } },
    });
    expect(refused.headers.get('content-type')).toContain('application/problem+json');

    const reported = await events.untilAccountHas(account_id, 4);
    const failed = reported.find(({ type }) => type === 'florin.transactions.failed.v1');
    expect(failed?.data).toMatchObject({
      transaction_id: refused.json.transaction.id,
      account_id,
      amount: 51,
      failure: { code: 'insufficient_funds' },
    });
    const topicOfFailed = events.all().find(({ event }) => event.id === failed?.id)?.topic;
    expect(topicOfFailed).toBe('transactions.failed');
    expect((await ask(`${url}/accounts/${account_id}/balance`, { apiKey })).json.balance).toBe(50);
  });

  test('works without a body but with its content type, and with an empty body', async () => {
    const { url, apiKey } = bank;
    const empty = { method: 'POST', apiKey, headers: { 'content-type': 'application/json' } };
    expect((await ask(`${url}/accounts`, empty)).status).toBe(200);
    expect((await ask(`${url}/accounts`, { ...empty, body: '' })).status).toBe(200);
    expect((await ask(`${url}/accounts`, { ...empty, body: '{}' })).status).toBe(200);
  });

  test('returns the same through the SDK, and each movement is in the list of transactions', async () => {
    const florin = new Florin({ apiKey: bank.apiKey, baseUrl: bank.url });
    const { id: account_id } = await florin.accounts.create();
    await florin.transactions.credit({ account_id, amount: 100 });
    await florin.transactions.debit({ account_id, amount: 50 });
    const refusal = florin.transactions.debit({ account_id, amount: 51 });
    await expect(refusal).rejects.toBeInstanceOf(InsufficientFundsError);
    expect((await florin.accounts.balance(account_id)).balance).toBe(50);
    const movements = await florin.transactions.list({ account_id });
    expect(movements.data.map(({ type, status, amount }) => ({ type, status, amount }))).toEqual([
      { type: 'debit', status: 'failed', amount: 51 },
      { type: 'debit', status: 'completed', amount: 50 },
      { type: 'credit', status: 'completed', amount: 100 },
    ]);
    for (const movement of movements.data)
      expect(await florin.transactions.get(movement.id)).toEqual(movement);
  });
});
