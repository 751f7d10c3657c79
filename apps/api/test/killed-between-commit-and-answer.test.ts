import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Florin, type BatchMovement } from '@florin/sdk';
import { startApp } from '@florin/testing';
import { openAccounts } from './ledger-assertions.ts';
import { openBank, type TestBank } from './open-bank.ts';

let bank: TestBank;

beforeAll(async () => {
  bank = await openBank();
});
afterAll(async () => {
  await bank?.close();
});

type Ask = (florin: Florin, from: string, to: string) => Promise<unknown>;

const oneTransfer: Ask = (florin, from_account_id, to_account_id) =>
  florin.transactions.transfer(
    { from_account_id, to_account_id, amount: 100 },
    { idempotencyKey: `one-${from_account_id}` },
  );

const aHundredTransfers: Ask = (florin, from_account_id, to_account_id) => {
  const movement: BatchMovement = { type: 'transfer', from_account_id, to_account_id, amount: 1 };
  const movements = Array.from({ length: 100 }, () => movement);
  return florin.transactions.batch({ movements }, { idempotencyKey: `batch-${from_account_id}` });
};

describe('an API that dies', () => {
  test.each([
    ['before the commit of a transfer', 'posting.before-commit', oneTransfer, 0],
    ['between the commit of a transfer and its answer', 'posting.after-commit', oneTransfer, 100],
    ['before the commit of a batch', 'posting.before-commit', aHundredTransfers, 0],
    ['between the commit of a batch and its answer', 'posting.after-commit', aHundredTransfers, 100],
  ])(
    '%s: the request repeated with the same key at another process moves the money once',
    async (_when, line, ask, movedAlready) => {
      const florin = bank.florin();
      const [payer = '', payee = ''] = await openAccounts(florin, 2);
      await florin.transactions.credit({ account_id: payer, amount: 1_000 });
      const env = { DATABASE_URL: bank.databaseUrl, FLORIN_FAILPOINTS: `${line}=kill` };
      const doomed = await startApp('api', env);
      const client = new Florin({ apiKey: bank.apiKey, baseUrl: doomed.url, maxRetries: 0 });
      await expect(ask(client, payer, payee)).rejects.toThrow();
      expect(await doomed.end()).toEqual({ code: null, signal: 'SIGKILL' });
      await doomed.stop();

      const balanceOf = async (id: string) => (await florin.accounts.balance(id)).balance;
      // No request was answered. What was committed is there, and nothing else.
      expect(await balanceOf(payee)).toBe(movedAlready);
      const answer = await ask(florin, payer, payee);
      expect(await ask(florin, payer, payee)).toEqual(answer);
      expect([await balanceOf(payer), await balanceOf(payee)]).toEqual([900, 100]);
    },
  );
});
