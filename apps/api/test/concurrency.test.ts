import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { withRedis, testServices } from '@florin/testing';
import { ask } from './ask.ts';
import { openAccounts } from './ledger-assertions.ts';
import { openBank, type TestBank } from './open-bank.ts';
import { redisCommand } from './redis-command.ts';

let bank: TestBank;

beforeAll(async () => {
  // A node that is slow on a busy machine must not count as unreachable: the row lock alone would decide then.
  bank = await openBank({ apis: 2, env: { LOCK_ANSWER_MS: '5000' } });
});

afterAll(async () => {
  await bank?.close();
});

const account = async (initial_balance: number) =>
  (await bank.florin().accounts.create({ initial_balance })).id;

/** A posting without the SDK and its retries, and how long its answer took. */
async function post(type: string, body: object, prefer?: string, api = 0) {
  const begin = Date.now();
  const headers: Record<string, string> = prefer === undefined ? {} : { prefer };
  const url = `${bank.apis[api]!.url}/transactions/${type}`;
  const answer = await ask(url, { apiKey: bank.apiKey, headers, body });
  return { ...answer, tookMs: Date.now() - begin };
}

/** A busy machine makes some of three attempts slow; an answer that waits for a lock is slow in each. */
async function quickest(attempt: () => Promise<number>): Promise<number> {
  let least = Infinity;
  for (let count = 0; count < 3 && least >= waitsMs; count++) least = Math.min(least, await attempt());
  return least;
}

/** Somewhat less than the 2 s for which a posting waits for a lock. */
const waitsMs = 1_800;

describe('requests at the same moment', () => {
  test('of 50 debits at two processes on an account that covers 10, 10 succeed and 40 are refused', async () => {
    const account_id = await account(1_000);
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        post('debit', { account_id, amount: 100 }, undefined, index % 2),
      ),
    );
    const completed = answers.filter(({ status }) => status === 200);
    const refused = answers.filter(({ json }) => json.code === 'insufficient_funds');
    expect([completed.length, refused.length]).toEqual([10, 40]);
    const balances = completed.map(({ json }) => json.balance_after as number).sort((a, b) => b - a);
    expect(balances).toEqual([900, 800, 700, 600, 500, 400, 300, 200, 100, 0]);
    expect(await bank.florin().accounts.balance(account_id)).toMatchObject({ balance: 0, version: 11 });
  });

  test('transfers in a cycle at two processes neither lose nor create money, and do not deadlock', async () => {
    const florin = bank.florin();
    const ids = await openAccounts(florin, 4);
    await Promise.all(ids.map((account_id) => florin.transactions.credit({ account_id, amount: 100 })));
    const transfers = Array.from({ length: 60 }, (_, index) => {
      const from_account_id = ids[index % 4]!;
      const to_account_id = ids[(index + 1 + (index % 3)) % 4]!;
      return bank.florin(index % 2).transactions.transfer({ from_account_id, to_account_id, amount: 30 });
    });
    const codes = (await Promise.allSettled(transfers)).map((each) =>
      each.status === 'fulfilled' ? 'completed' : each.reason.code,
    );
    expect(codes.filter((code) => code !== 'insufficient_funds' && code !== 'completed')).toEqual([]);
    const balances = await Promise.all(ids.map((id) => florin.accounts.balance(id)));
    expect(balances.reduce((sum, { balance }) => sum + balance, 0)).toBe(400);
  });

  test('an answered posting is visible to the next request, at the other process too', async () => {
    const account_id = await account(0);
    for (let sum = 1; sum <= 20; sum++) {
      await bank.florin(sum % 2).transactions.credit({ account_id, amount: 1 });
      expect((await bank.florin((sum + 1) % 2).accounts.balance(account_id)).balance).toBe(sum);
    }
  });
});

withRedis(describe)('an account whose lock is held elsewhere', () => {
  /** Takes a lock on a quorum of the nodes, as another process does; it expires after `ttlMs`. */
  const nodes = testServices().redisUrls.slice(0, 2);
  const keyOf = (accountId: string) => `florin:lock:account:${accountId}`;
  let holders = 0;

  /** As a new holder: the row lock alone decides after one has had the lock for 6 s, and a few attempts may take longer. */
  async function hold(accountId: string, ttlMs: number) {
    const set = `SET ${keyOf(accountId)} holder-${++holders} PX ${ttlMs}`;
    expect(await redisCommand(nodes, set)).toEqual(['+OK', '+OK']);
  }
  const letGo = (accountId: string) => redisCommand(nodes, `DEL ${keyOf(accountId)}`);

  test('answers 409 transaction_in_progress with Retry-After after 2 s, while other accounts are posted', async () => {
    const [busy, other] = [await account(100), await account(0)];
    const ofOthers = async () => {
      await hold(busy, 60_000);
      const waiting = post('debit', { account_id: busy, amount: 1 });
      const others = [];
      for (let count = 0; count < 10; count++)
        others.push(await post('credit', { account_id: other, amount: 1 }));
      expect(others.map(({ status }) => status)).toEqual(others.map(() => 200));

      const answer = await waiting;
      expect(answer).toMatchObject({ status: 409, json: { code: 'transaction_in_progress' } });
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
      expect(answer.tookMs).toBeGreaterThan(waitsMs);
      return Math.max(...others.map(({ tookMs }) => tookMs));
    };
    expect(await quickest(ofOthers)).toBeLessThan(waitsMs);
    await letGo(busy);
    expect(await post('debit', { account_id: busy, amount: 1 })).toMatchObject({ status: 200 });
    expect((await bank.florin().accounts.balance(busy)).balance).toBe(99);
  });

  test('answers 409 at once to "Prefer: wait=0", also for a transfer of which it is one side', async () => {
    const [busy, other] = [await account(100), await account(100)];
    const slowest = async () => {
      await hold(busy, 60_000);
      const answers = [
        await post('debit', { account_id: busy, amount: 1 }, 'wait=0'),
        await post('transfer', { from_account_id: other, to_account_id: busy, amount: 1 }, 'wait=0'),
        await post('transfer', { from_account_id: busy, to_account_id: other, amount: 1 }, 'wait=0', 1),
      ];
      for (const answer of answers) {
        expect(answer).toMatchObject({ status: 409, json: { code: 'transaction_in_progress' } });
        expect(answer.headers.get('retry-after')).not.toBeNull();
      }
      return Math.max(...answers.map(({ tookMs }) => tookMs));
    };
    expect(await quickest(slowest)).toBeLessThan(waitsMs);
    await letGo(busy);
    for (const id of [busy, other]) expect((await bank.florin().accounts.balance(id)).balance).toBe(100);
  });

  test('is posted as soon as the lock is released or expires', async () => {
    let answer;
    // On a busy machine the disk may stall for longer than the remaining 1.3 s, hence a few attempts.
    for (let tries = 0; tries < 4 && answer?.status !== 200; tries++) {
      const account_id = await account(100);
      await hold(account_id, 700);
      answer = await post('debit', { account_id, amount: 1 });
      expect(answer.tookMs).toBeGreaterThan(400);
    }
    expect(answer).toMatchObject({ status: 200, json: { balance_after: 99 } });
  });

  test('does not delay the other accounts of its batch', async () => {
    const busy = await account(0);
    const free = await openAccounts(bank.florin(), 10);
    const ofOthers = async () => {
      await hold(busy, 60_000);
      const atOnce = [busy, ...free].map((account_id) => post('credit', { account_id, amount: 5 }));
      const answers = await Promise.all(atOnce);
      expect(answers.map(({ status }) => status)).toEqual([409, ...free.map(() => 200)]);
      return Math.max(...answers.slice(1).map(({ tookMs }) => tookMs));
    };
    expect(await quickest(ofOthers)).toBeLessThan(waitsMs);
    await letGo(busy);
  });
});
