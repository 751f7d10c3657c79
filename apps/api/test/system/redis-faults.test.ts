import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { eventually, startRedisNodes, type PrivateRedis } from '@florin/testing';
import { ask } from '../ask.ts';
import { countOf, expectBooksToBalance, openAccounts } from '../ledger-assertions.ts';
import { startLoad, type Attempt, type Load } from '../load.ts';
import { openBank, type TestBank } from '../open-bank.ts';
import { redisCommand } from '../redis-command.ts';

let nodes: PrivateRedis[] = [];
let bank: TestBank;
let accounts: string[];
const everything: Attempt[] = [];

beforeAll(async () => {
  nodes = await startRedisNodes(3);
  bank = await openBank({ apis: 2, env: { REDIS_URLS: urls().join(',') } });
  accounts = await openAccounts(bank.florin(), 12);
});

afterAll(async () => {
  await bank?.close();
  await Promise.all(nodes.map((node) => node.stop()));
});

beforeEach(async () => {
  await untilLocksAre({ reachable: 3, degraded: 0 });
});

const urls = () => nodes.map(({ url }) => url);

/** What the first API says of its locks, to its operators. */
async function lockState() {
  const [metrics, ready] = await Promise.all(
    ['/metrics', '/health/ready'].map((path) => ask(bank.apis[0]!.metricsUrl + path)),
  );
  const gauge = (name: string) =>
    Number(new RegExp(`^${name}(?:{.*})? (\\d+)$`, 'm').exec(metrics!.text)?.[1]);
  return {
    degraded: gauge('florin_lock_degraded'),
    reachable: gauge('florin_lock_nodes_reachable'),
    ready: ready!.status,
    check: ready!.json.checks.locks as { ok: boolean; detail: string; required: boolean },
  };
}

async function untilLocksAre(state: object) {
  return eventually(async () => {
    const now = await lockState();
    expect(now).toMatchObject(state);
    return now;
  });
}

const load = (): Load => startLoad({ florins: [bank.florin(0), bank.florin(1)], accounts, clients: 8 });

/** Expects that every request was answered in time, and that the ledger matches the answers. */
async function expectNothingToSee(running: Load): Promise<void> {
  const attempts = await running.stop();
  everything.push(...attempts);
  expect(attempts.filter(({ error }) => error).map(({ error }) => error!.code)).toEqual([]);
  expect(countOf(attempts, 'acknowledged')).toBeGreaterThan(5);
  expect(Math.max(...attempts.map(({ tookMs }) => tookMs))).toBeLessThan(4_000);
  await expectBooksToBalance(bank, bank.florin(), everything);
}

describe('the bank', () => {
  test('works normally without one of three Redis nodes', async () => {
    const running = load();
    await sleep(500);
    await nodes[1]!.kill();
    await untilLocksAre({ reachable: 2, degraded: 0 });
    await sleep(500);
    await nodes[1]!.restart();
    await expectNothingToSee(running);
  });

  test('with all Redis nodes killed continues with row locks, reports it, and locks again when they are back', async () => {
    const running = load();
    await sleep(500);
    await Promise.all(nodes.map((node) => node.kill()));
    const check = { ok: false, required: false, detail: expect.stringContaining('0 of 3 Redis nodes') };
    // Ready all the same, and the readiness answer may be half a second old.
    await untilLocksAre({ reachable: 0, degraded: 1, ready: 200, check });
    await sleep(2_000);
    await Promise.all(nodes.map((node) => node.restart()));
    await untilLocksAre({ degraded: 0 });
    await expectNothingToSee(running);
  });

  test('with all Redis nodes frozen continues too', async () => {
    const running = load();
    await sleep(500);
    for (const node of nodes) node.pause();
    try {
      await untilLocksAre({ degraded: 1 });
      await sleep(2_000);
    } finally {
      for (const node of nodes) node.resume();
    }
    await untilLocksAre({ degraded: 0 });
    await expectNothingToSee(running);
  });

  test('with Redis wiped every half second may have two holders of one lock, and still moves money once', async () => {
    const running = load();
    for (let round = 0; round < 8; round++) {
      await sleep(500);
      expect(await redisCommand(urls(), 'FLUSHALL')).toEqual(['+OK', '+OK', '+OK']);
    }
    await expectNothingToSee(running);
  });

  test('starts and works while Redis is unavailable', async () => {
    await Promise.all(nodes.map((node) => node.kill()));
    await bank.apis[1]!.restart();
    const [account_id = ''] = accounts;
    const transaction = await bank.florin(1).transactions.credit({ account_id, amount: 1 });
    expect(transaction.status).toBe('completed');
    await Promise.all(nodes.map((node) => node.restart()));
    expect(await bank.audit()).toEqual([]);
  });

  // The last: what it posts is not among what the load has counted.
  test('with a lock that no process releases waits for a few seconds, then uses the row lock', async () => {
    const [account_id = ''] = await openAccounts(bank.florin(), 1);
    const [api] = bank.apis;
    await redisCommand(urls(), `SET florin:lock:account:${account_id} somebody-else`);
    const credit = (headers = { prefer: 'wait=0' }) =>
      ask(`${api?.url}/transactions/credit`, {
        apiKey: bank.apiKey,
        method: 'POST',
        body: { account_id, amount: 1 },
        headers,
      });
    // On a busy machine Redis may count as unreachable for a moment, and a credit is accepted then.
    await eventually(async () => (await credit()).json.code === 'transaction_in_progress');
    const ignored = async () => {
      const { text } = await ask(`${api?.metricsUrl}/metrics`);
      return Number(/^florin_lock_ignored_total(?:{.*})? (\d+)$/m.exec(text)?.[1]);
    };
    await eventually(async () => (await credit()).status === 200 && (await ignored()) > 0, { everyMs: 200 });
    // One that may wait: an account that was busy a moment ago is left to other processes for some milliseconds.
    for (let again = 0; again < 5; again += 1) expect((await credit({ prefer: 'wait=2' })).status).toBe(200);
    const { text } = await ask(`${api?.metricsUrl}/metrics`);
    expect(text).toMatch(/^florin_source_up\{.*source="redis".*\} 1$/m);
    await redisCommand(urls(), `DEL florin:lock:account:${account_id}`);
    expect(await bank.audit()).toEqual([]);
  });
});

test('a bank without REDIS_URLS has its locks off, not degraded, and two APIs move money once', async () => {
  const alone = await openBank({ apis: 2, env: { REDIS_URLS: '' } });
  try {
    const checks = await Promise.all(alone.apis.map(({ metricsUrl }) => ask(`${metricsUrl}/health/ready`)));
    const off = { ok: true, required: false, detail: 'off; PostgreSQL row locks alone decide' };
    expect(checks.map(({ status, json }) => [status, json.checks.locks])).toEqual([
      [200, off],
      [200, off],
    ]);
    const hot = await openAccounts(alone.florin(), 2);
    const florins = [alone.florin(0), alone.florin(1)];
    const running = startLoad({ florins, accounts: hot, clients: 8 });
    await eventually(() => countOf(running.attempts, 'acknowledged') > 200);
    const attempts = await running.stop();
    expect(attempts.flatMap(({ error }) => error?.code ?? [])).toEqual([]);
    await expectBooksToBalance(alone, alone.florin(), attempts);
    const { text } = await ask(`${alone.apis[0]?.metricsUrl}/metrics`);
    expect(text).toMatch(/^florin_lock_degraded(?:{.*})? 0$/m);
    expect(text).not.toMatch(/^florin_source_up{.*redis/m);
  } finally {
    await alone.close();
  }
});
