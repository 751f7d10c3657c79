import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import { testServices } from '@florin/testing';
import { ask } from '../ask.ts';
import { expectBooksToBalance, openAccounts } from '../ledger-assertions.ts';
import { settle, startLoad } from '../load.ts';
import { openBank, type TestBank } from '../open-bank.ts';
import { redisCommand } from '../redis-command.ts';

let bank: TestBank;

afterEach(async () => {
  await bank?.close();
});

describe('a stopping API process', () => {
  test('reports not ready first, finishes the accepted requests, and exits with 0', async () => {
    bank = await openBank();
    const [api] = bank.apis;
    const debitWhileLockedFor = async (ttlMs: number) => {
      const { id } = await bank.florin().accounts.create({ initial_balance: 100 });
      const command = `SET florin:lock:account:${id} somebody NX PX ${ttlMs}`;
      expect(await redisCommand(testServices().redisUrls, command)).toEqual(['+OK', '+OK', '+OK']);
      const body = { account_id: id, amount: 1 };
      return { answer: ask(`${api!.url}/transactions/debit`, { apiKey: bank.apiKey, body }) };
    };
    // Both requests are in progress at the stop: one is posted, the other waits until after the servers are closed.
    const [short, long] = [await debitWhileLockedFor(1_000), await debitWhileLockedFor(10_000)];
    await sleep(200);
    const begin = Date.now();
    const ended = api!.end();
    await sleep(300);
    expect((await ask(`${api!.url}/health/ready`)).status).toBe(503);
    expect((await ask(`${api!.url}/health/live`)).status).toBe(200);
    const [goesThrough, inVain] = await Promise.all([short.answer, long.answer]);
    // On a full machine the disk may stand still for longer than there is left to wait: then it is an answer, too.
    expect(goesThrough.json).toMatchObject(
      goesThrough.status === 200 ? { balance_after: 99 } : { code: 'transaction_in_progress' },
    );
    expect(inVain).toMatchObject({ status: 409, json: { code: 'transaction_in_progress' } });
    expect(await ended).toEqual({ code: 0, signal: null });
    expect(Date.now() - begin).toBeLessThan(15_000);
    expect(await bank.audit()).toEqual([]);
  });

  test('under load loses nothing that it acknowledged', async () => {
    bank = await openBank({ apis: 2 });
    const accounts = await openAccounts(bank.florin(), 6);
    const florins = [bank.florin(0), bank.florin(1)];
    const load = startLoad({ florins, accounts, clients: 8, pauseMs: 5 });
    await sleep(1_000);
    expect(await bank.apis[0]!.end()).toEqual({ code: 0, signal: null });
    await sleep(300);
    const attempts = await load.stop();
    await expectBooksToBalance(bank, bank.florin(1), await settle(attempts, bank.florin(1)));
  });
});
