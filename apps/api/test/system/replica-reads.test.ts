import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { derivedUrlOfRole, withSession } from '@florin/database';
import type { Florin } from '@florin/sdk';
import {
  eventually,
  itemAt,
  startApp,
  startPostgres,
  startStandby,
  type PrivatePostgres,
} from '@florin/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from '../ask.ts';
import { openBank, type TestBank } from '../open-bank.ts';

let primary: PrivatePostgres;
let replica: PrivatePostgres;
/** Any lag is accepted, so that only positions keep reads from being stale. */
let bank: TestBank;

beforeAll(async () => {
  primary = await startPostgres();
  replica = await startStandby(primary, 'reads');
  bank = await openBank({
    databaseUrl: primary.url,
    apis: 2,
    env: { ...replicaSettings(), REPLICA_MAX_LAG_MS: '3600000' },
  });
  await eventually(async () => (await metric('florin_replica_up{replica="1"')) === 2);
});

afterAll(async () => {
  await bank?.close();
  await replica?.stop();
  await primary?.stop();
});

const replicaSettings = () => ({ DATABASE_REPLICA_URLS: derivedUrlOfRole(replica.url, 'api') });

const onReplica = (sql: string) => withSession(replica.url, (run) => run(sql));

/** The sum of the samples whose name and labels begin like this, over these APIs. */
async function metric(beginning: string, apis: readonly number[] = [0, 1]): Promise<number> {
  const texts = apis.map(async (api) => (await ask(`${itemAt(bank.apis, api).metricsUrl}/metrics`)).text);
  const lines = (await Promise.all(texts)).join('\n').split('\n');
  const found = lines.filter((line) => line.startsWith(beginning));
  return found.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}

/** Metrics are computed at most once a second. */
const laterMetric = async (beginning: string, apis?: readonly number[]) => {
  await sleep(1_100);
  return metric(beginning, apis);
};

const onBoth = (served: string) => `florin_replica_reads_total{served_by="${served}"`;

/** A client whose requests a balancer spreads over both APIs. */
function balancedClient(): Florin {
  let next = 0;
  const urls = bank.apis.map(({ url }) => url);
  return bank.florin(0, {
    fetch: (input, init) => {
      const url = String(input instanceof Request ? input.url : input);
      next += 1;
      return fetch(url.replace(itemAt(urls, 0), itemAt(urls, next % urls.length)), init);
    },
  });
}

/** Pauses and resumes the replay in turns until stopped. */
function toggleReplay() {
  let stopping = false;
  const toggling = (async () => {
    while (!stopping) {
      await onReplica('select pg_wal_replay_pause()');
      await sleep(30 + Math.random() * 200);
      await onReplica('select pg_wal_replay_resume()');
      await sleep(30 + Math.random() * 200);
    }
  })();
  return async () => {
    stopping = true;
    await toggling;
  };
}

/** One pair: writes, and reads what was written in one of the ways that a replica may serve. Returns what was missed. */
async function pair(florin: Florin, accountId: string, n: number): Promise<string[]> {
  const { id, account_version: version } = await florin.transactions.credit({
    account_id: accountId,
    amount: 1,
  });
  const reads: Record<string, () => Promise<boolean>> = {
    lines: async () =>
      (await florin.accounts.transactions(accountId, { limit: 1 })).data[0]?.transaction_id === id,
    list: async () =>
      (await florin.transactions.list({ account_id: accountId, limit: 1 })).data[0]?.id === id,
    account: async () =>
      (await florin.accounts.list({ limit: 100 })).data.some(
        (each) => each.id === accountId && each.version === version,
      ),
    statement: async () => (await florin.accounts.statement(accountId)).closing.balance === version,
    csv: async () => (await florin.accounts.statementCsv(accountId)).includes(id),
    transaction: async () => (await florin.transactions.get(id)).status === 'completed',
  };
  const [name, read] = itemAt(Object.entries(reads), n % 6);
  return (await read()) ? [] : [name];
}

async function pairs(clients: number, each: number): Promise<string[]> {
  const working = Array.from({ length: clients }, async (_, index) => {
    const florin = balancedClient();
    const { id } = await florin.accounts.create();
    const missed: string[] = [];
    for (let n = 0; n < each; n += 1) missed.push(...(await pair(florin, id, n + index)));
    return missed;
  });
  return (await Promise.all(working)).flat();
}

describe('a client that reads what it has just written', () => {
  test('misses nothing in 2,000 pairs while replay is paused and resumed, and replicas serve it otherwise', async () => {
    const stop = toggleReplay();
    const missed = await pairs(20, 60).finally(stop);
    expect(missed).toEqual([]);
    const before = {
      replica: await laterMetric(onBoth('replica')),
      primary: await metric(onBoth('primary')),
    };
    expect(await pairs(20, 40)).toEqual([]);
    const served = (await laterMetric(onBoth('replica'))) - before.replica;
    const atPrimary = (await metric(onBoth('primary'))) - before.primary;
    // The bench measures the share; here a busy machine may make the replica late.
    expect(served).toBeGreaterThan(atPrimary);
  }, 300_000);
});

describe('a client without a position', () => {
  test('sees its writes at the API that it wrote through, and older data from a replica at another one', async () => {
    const florin = bank.florin(0);
    const { id } = await florin.accounts.create();
    const read = (api: number) => ask(`${itemAt(bank.apis, api).url}/accounts/${id}/transactions`, bank);
    await eventually(async () => (await read(1)).json.data?.length === 0);
    await onReplica('select pg_wal_replay_pause()');
    try {
      await florin.transactions.credit({ account_id: id, amount: 1 });
      expect((await read(0)).json.data).toHaveLength(1);
      // It may: this proves that the replica is behind, and that reads come from there.
      expect((await read(1)).json.data).toHaveLength(0);
    } finally {
      await onReplica('select pg_wal_replay_resume()');
    }
  });

  test('gets no 404 for what a replica does not have yet', async () => {
    const florin = bank.florin(0);
    await onReplica('select pg_wal_replay_pause()');
    try {
      const { id } = await florin.accounts.create({ initial_balance: 5 });
      const { id: transaction } = await florin.transactions.debit({ account_id: id, amount: 1 });
      const paths = [
        `/transactions/${transaction}`,
        `/accounts/${id}/statement`,
        `/accounts/${id}/transactions`,
      ];
      for (const path of paths)
        expect((await ask(`${itemAt(bank.apis, 1).url}${path}`, bank)).status).toBe(200);
    } finally {
      await onReplica('select pg_wal_replay_resume()');
    }
  });

  test('skips and doubles no row of a list whose pages come from different servers', async () => {
    const florin = bank.florin(0);
    const { id } = await florin.accounts.create();
    await onReplica('select pg_wal_replay_pause()');
    try {
      const posted: string[] = [];
      for (let n = 0; n < 9; n += 1)
        posted.unshift((await florin.transactions.credit({ account_id: id, amount: 1 })).id);
      for (const path of [`/accounts/${id}/transactions?`, `/transactions?account_id=${id}&`]) {
        const found: string[] = [];
        let cursor = '';
        for (let page = 0; page < 3; page += 1) {
          // The first page is the primary's; the second API knows nothing of the writes.
          const url = `${itemAt(bank.apis, page === 0 ? 0 : 1).url}${path}limit=3${cursor}`;
          const { json } = await ask(url, bank);
          found.push(
            ...json.data.map((row: { id?: string; transaction_id?: string }) => row.transaction_id ?? row.id),
          );
          cursor = `&cursor=${json.next_cursor}`;
        }
        expect(found).toEqual(posted);
      }
    } finally {
      await onReplica('select pg_wal_replay_resume()');
    }
  });
});

test('a position that the bank does not know is no error, and its reads come from the primary', async () => {
  const florin = bank.florin(0);
  const { id } = await florin.accounts.create({ initial_balance: 1 });
  const unknown = ['0123456789ab-0000000000000001', 'ffffffffffff-ffffffffffffffff', 'nonsense', ''];
  const before = await laterMetric(`${onBoth('primary')},reason="position"`);
  for (const position of unknown) {
    const headers = { 'florin-position': position };
    const answer = await ask(`${itemAt(bank.apis, 1).url}/accounts/${id}/transactions`, { ...bank, headers });
    expect(answer.status).toBe(200);
    expect(answer.json.data).toHaveLength(1);
  }
  expect(await laterMetric(`${onBoth('primary')},reason="position"`)).toBe(before + unknown.length);
});

test('every answer to a write names a position, also a refusal, and reads name none', async () => {
  const { url } = itemAt(bank.apis, 0);
  const opened = await ask(`${url}/accounts`, { ...bank, body: {} });
  const account_id = opened.json.id;
  const refused = await ask(`${url}/transactions/debit`, { ...bank, body: { account_id, amount: 1 } });
  expect(refused.status).toBe(400);
  const positions = [opened, refused].map(({ headers }) => headers.get('florin-position'));
  for (const position of positions) expect(position).toMatch(/^[0-9a-f]{12}-[0-9a-f]{16}$/);
  expect(positions.toSorted()).toEqual(positions);
  const read = await ask(`${url}/accounts/${account_id}/transactions`, bank);
  expect(read.headers.has('florin-position')).toBe(false);
});

describe('with the usual limit of the lag', () => {
  let strict: TestBank['apis'][number];
  const upAt = async () => {
    const { text } = await ask(`${strict.metricsUrl}/metrics`);
    return /^florin_replica_up\{replica="1".*\} ([01])$/m.exec(text)?.[1];
  };
  const readiness = async () => (await ask(`${strict.metricsUrl}/health/ready`)).json;
  const linesOf = (id: string) => ask(`${strict.url}/accounts/${id}/transactions`, bank);

  beforeAll(async () => {
    strict = await startApp('api', { DATABASE_URL: primary.url, ...replicaSettings() });
    await eventually(async () => (await upAt()) === '1');
  });

  afterAll(() => strict?.stop());

  test('a replica with too much lag serves nothing until it has caught up', async () => {
    const florin = bank.florin(0);
    const { id } = await florin.accounts.create();
    await eventually(async () => (await linesOf(id)).json.data?.length === 0);
    await onReplica('select pg_wal_replay_pause()');
    try {
      await florin.transactions.credit({ account_id: id, amount: 1 });
      await eventually(async () => (await upAt()) === '0');
      expect((await linesOf(id)).json.data).toHaveLength(1);
      expect((await readiness()).checks['replica 1']).toMatchObject({ ok: false, required: false });
      expect((await readiness()).status).toBe('ready');
    } finally {
      await onReplica('select pg_wal_replay_resume()');
    }
    await eventually(async () => (await upAt()) === '1');
  });

  test('a replica that is silent, dead or no standby any more is left out, and comes back', async () => {
    const { id } = await bank.florin(0).accounts.create({ initial_balance: 1 });
    const alwaysAnswers = async () => {
      const answers = await Promise.all(Array.from({ length: 20 }, () => linesOf(id)));
      for (const { status, json } of answers) expect([status, json.data?.length]).toEqual([200, 1]);
    };
    replica.pause();
    // Reads that run there meanwhile are repeated at the primary, within the 2 s that every read has.
    await alwaysAnswers();
    await eventually(async () => (await upAt()) === '0');
    await alwaysAnswers();
    expect((await readiness()).status).toBe('ready');
    replica.resume();
    await eventually(async () => (await upAt()) === '1');

    await replica.kill();
    await alwaysAnswers();
    await eventually(async () => (await upAt()) === '0');
    await replica.restart();
    await eventually(async () => (await upAt()) === '1');

    await onReplica('select pg_promote()');
    await eventually(async () => (await upAt()) === '0');
    await alwaysAnswers();
  });
});
