import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import { eventually, startPostgres, type PrivatePostgres } from '@florin/testing';
import { countOf, expectBooksToBalance, openAccounts } from '../ledger-assertions.ts';
import { settle, startLoad, type Attempt } from '../load.ts';
import { openBank, type TestBank } from '../open-bank.ts';

let bank: TestBank;
let postgres: PrivatePostgres | undefined;

afterEach(async () => {
  await bank?.close();
  await postgres?.stop();
});

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
  });

  test('paused for 6 s under load is replaced by another one, and money moves once', async () => {
    bank = await openBank({ apis: 2 });
    const [paused] = bank.apis;
    const accounts = await openAccounts(bank.florin(), 6);
    const florins = [bank.florin(0), bank.florin(1)];
    const load = startLoad({ florins, accounts, clients: 12, pauseMs: 5, timeoutMs: 1_500 });
    await sleep(1_500);
    paused!.pause();
    const pausedAt = Date.now();
    // Its clients go to the other process with the same keys, while it may still hold rows and locks.
    const isUnknown = ({ outcome }: Attempt) => outcome === 'unknown';
    await eventually(() => load.attempts.some(isUnknown));
    // The rest of those that were in progress.
    await sleep(1_000);
    const unanswered = load.attempts.filter(isUnknown);
    const settled = await settle(unanswered, bank.florin(1));
    // All of them have an answer, and the accounts go on, while the first process is still paused.
    const withoutAnswer = settled.filter(isUnknown);
    expect(withoutAnswer.map(({ kind, tookMs, error }) => ({ kind, tookMs, error: error?.message }))).toEqual(
      [],
    );
    const settledAt = Date.now();
    const meanwhile = () =>
      load.attempts.filter((each) => each.outcome === 'acknowledged' && each.startedAt > settledAt).length;
    await eventually(() => meanwhile() > 5);
    await sleep(Math.max(0, pausedAt + 6_000 - Date.now()));
    paused!.resume();
    await sleep(1_000);
    const attempts = await load.stop();
    const others = attempts.filter((each) => !unanswered.includes(each));
    await expectBooksToBalance(bank, bank.florin(1), [...settled, ...(await settle(others, bank.florin(1)))]);
  });
});
