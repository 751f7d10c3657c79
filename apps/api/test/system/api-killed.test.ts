import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import { startPostgres, type PrivatePostgres } from '@florin/testing';
import { countOf, expectBooksToBalance, openAccounts } from '../ledger-assertions.ts';
import { settle, startLoad } from '../load.ts';
import { openBank, type TestBank } from '../open-bank.ts';

let bank: TestBank;
let postgres: PrivatePostgres | undefined;

afterEach(async () => {
  await bank?.close();
  await postgres?.stop();
}, 60_000);

describe('an API process', () => {
  test('killed under load and restarted has every acknowledged transaction, each once', async () => {
    // Every commit takes 50 ms: whenever the process dies, it is between a COMMIT and its answer.
    postgres = await startPostgres({ commit_delay: '50000', commit_siblings: '0' });
    bank = await openBank({ databaseUrl: postgres.url });
    const [api] = bank.apis;
    const florin = bank.florin();
    const accounts = await openAccounts(florin, 8);
    const load = startLoad({ florins: [florin], accounts, clients: 12, pauseMs: 5 });
    await sleep(1_500);
    await api!.kill();
    await api!.restart();
    await sleep(800);
    const attempts = await load.stop();
    // Otherwise no request was in progress at the kill, and the test shows nothing.
    expect(countOf(attempts, 'unknown')).toBeGreaterThan(0);
    expect(countOf(attempts, 'acknowledged')).toBeGreaterThan(20);
    await expectBooksToBalance(bank, florin, await settle(attempts, florin));
  }, 90_000);

  test('paused for 6 s under load is replaced by another one, and money moves once', async () => {
    bank = await openBank({ apis: 2 });
    const [paused] = bank.apis;
    const accounts = await openAccounts(bank.florin(), 6);
    const florins = [bank.florin(0), bank.florin(1)];
    const load = startLoad({ florins, accounts, clients: 12, pauseMs: 5, timeoutMs: 1_500 });
    await sleep(1_500);
    paused!.pause();
    const pausedAt = Date.now();
    await sleep(2_500);
    // Its clients go to the other process with the same keys, while it may still hold rows and locks.
    const unanswered = load.attempts.filter(({ outcome }) => outcome === 'unknown');
    expect(unanswered.length).toBeGreaterThan(0);
    const settled = await settle(unanswered, bank.florin(1));
    expect(Date.now() - pausedAt).toBeLessThan(10_000);
    await sleep(Math.max(0, pausedAt + 6_000 - Date.now()));
    paused!.resume();
    await sleep(1_000);
    const attempts = await load.stop();
    const others = attempts.filter((each) => !unanswered.includes(each));
    await expectBooksToBalance(bank, bank.florin(1), [...settled, ...(await settle(others, bank.florin(1)))]);
    // The accounts went on at the other process long before the paused one was back.
    const meanwhile = attempts.filter(
      ({ outcome, startedAt }) =>
        outcome === 'acknowledged' && startedAt > pausedAt + 3_500 && startedAt < pausedAt + 5_900,
    );
    expect(meanwhile.length).toBeGreaterThan(5);
  }, 90_000);
});
