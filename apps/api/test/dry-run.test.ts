import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { InsufficientFundsError } from '@florin/sdk';
import { ask } from './ask.ts';
import { everyTransaction } from './ledger-assertions.ts';
import { openBank, type TestBank } from './open-bank.ts';

let bank: TestBank;

beforeAll(async () => {
  bank = await openBank();
});

afterAll(async () => {
  await bank?.close();
});

const noId = `txn_${'0'.repeat(26)}`;
const dryRun = { dryRun: true };

describe('a dry run', () => {
  test('of every kind of movement returns the answer of the real request and changes nothing', async () => {
    const { accounts, transactions } = bank.florin();
    const [paying, receiving] = [await accounts.create({ initial_balance: 100 }), await accounts.create()];
    const account_id = paying.id;
    const held = await transactions.hold({ account_id, amount: 30 });
    const paid = await transactions.debit({ account_id, amount: 10 });
    const before = [await everyTransaction(bank.florin()), await accounts.get(account_id)];

    const previews = [
      await transactions.credit({ account_id, amount: 5 }, dryRun),
      await transactions.debit({ account_id, amount: 60 }, dryRun),
      await transactions.transfer(
        { from_account_id: account_id, to_account_id: receiving.id, amount: 7 },
        dryRun,
      ),
      await transactions.hold({ account_id, amount: 60 }, dryRun),
      await transactions.capture(held.id, { amount: 20 }, dryRun),
      await transactions.void(held.id, {}, dryRun),
      await transactions.reverse(paid.id, {}, dryRun),
    ];
    expect(previews.map(({ id }) => id)).toEqual(previews.map(() => noId));
    expect(previews.map(({ type, balance_after }) => [type, balance_after])).toEqual([
      ['credit', 95],
      ['debit', 30],
      ['transfer', 83],
      ['hold', 90],
      ['capture', 70],
      ['void', 90],
      ['reversal', 100],
    ]);
    expect([await everyTransaction(bank.florin()), await accounts.get(account_id)]).toEqual(before);
  });

  test('is marked as such in its answer, also in a refusal', async () => {
    const { id: account_id } = await bank.florin().accounts.create({ initial_balance: 10 });
    const url = `${bank.apis[0]!.url}/transactions/debit?dry_run=true`;
    const debit = (amount: number, headers = {}) =>
      ask(url, { apiKey: bank.apiKey, headers, body: { account_id, amount } });
    const accepted = await debit(10);
    expect(accepted).toMatchObject({ status: 200, json: { id: noId, balance_after: 0 } });
    const refused = await debit(11);
    expect(refused).toMatchObject({
      status: 400,
      json: { code: 'insufficient_funds', transaction: { id: noId, status: 'failed' } },
    });
    const stale = await debit(1, { 'if-match': '"7"' });
    expect(stale).toMatchObject({ status: 412, json: { code: 'precondition_failed' } });
    for (const { headers } of [accepted, refused, stale]) expect(headers.get('dry-run')).toBe('true');
    const error = await bank
      .florin()
      .transactions.debit({ account_id, amount: 11 }, dryRun)
      .catch((failure: unknown) => failure);
    expect(error).toBeInstanceOf(InsufficientFundsError);
    const { data } = await bank.florin().transactions.list({ account_id });
    expect(data.map(({ type }) => type)).toEqual(['credit']);
  });

  test('replays the answer for a known idempotency key, and does not use up a new one', async () => {
    const { id: account_id } = await bank.florin().accounts.create({ initial_balance: 10 });
    const idempotencyKey = randomUUID();
    const debit = (more = {}) =>
      bank
        .florin()
        .transactions.debit({ account_id, amount: 4 }, { idempotencyKey, ...more })
        .withResponse();
    expect((await debit(dryRun)).data.id).toBe(noId);
    const posted = await debit();
    expect(posted.replayed).toBe(false);
    expect(posted.headers.get('dry-run')).toBeNull();
    expect(await debit(dryRun)).toMatchObject({ data: posted.data, replayed: true });
  });

  test('is requested by the value true only', async () => {
    const { id: account_id } = await bank.florin().accounts.create({ initial_balance: 10 });
    for (const value of ['1', 'yes', 'TRUE', '']) {
      const answer = await ask(`${bank.apis[0]!.url}/transactions/debit?dry_run=${value}`, {
        apiKey: bank.apiKey,
        body: { account_id, amount: 1 },
      });
      expect(answer).toMatchObject({ status: 422, json: { code: 'validation_failed' } });
    }
  });
});
