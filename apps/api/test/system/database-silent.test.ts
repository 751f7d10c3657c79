import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  eventually,
  startBank,
  startPostgres,
  startSilentProxy,
  type Bank,
  type PrivatePostgres,
  type SilentProxy,
} from '@florin/testing';
import { ask, type RawAnswer } from '../ask.ts';
import { openBank } from '../open-bank.ts';

/** The limit of postings is 2 s. A busy machine adds to that; two limits one after the other would be 4 s. */
const answeredWithinMs = 3_900;

type Requested = { name: string; url: string; body?: unknown };
type Timed = RawAnswer & { name: string; tookMs: number };

async function askTimed({ name, url, body }: Requested, apiKey: string): Promise<Timed> {
  const begin = performance.now();
  const answer = await ask(url, { apiKey, ...(body === undefined ? {} : { body }) });
  return { ...answer, name, tookMs: performance.now() - begin };
}

type Parameter = { name: string; in: string; required?: boolean };
type Operation = {
  operationId: string;
  parameters?: (Parameter | { $ref: string })[];
  'x-served-by'?: string;
};
type Document = {
  paths: Record<string, Record<string, Operation> & { parameters?: Operation['parameters'] }>;
  components: { parameters: Record<string, Parameter> };
};

/** Requests for ids that do not exist, which cannot be known while the database is unavailable. */
const someId = (prefix: string) => `${prefix}_${'0'.repeat(26)}`;
const prefixes: [string, string][] = [
  ['/accounts', 'acct'],
  ['/transactions', 'txn'],
  ['/scheduled-transactions', 'sched'],
  ['/fraud/alerts', 'alrt'],
  ['/webhook-endpoints', 'whe'],
  ['/webhook-deliveries', 'whd'],
  ['/analytics/accounts', 'acct'],
  ['/api-keys', 'key'],
];
const queryOf: Record<string, string> = {
  from: '2026-11-01T00:00:00Z',
  to: '2026-11-02T00:00:00Z',
  account_id: someId('acct'),
  metric: 'volume',
};
/** Operations that do not query the database, or only report its state. */
const withoutDatabase = ['getLiveness', 'getReadiness', 'getMetrics', 'getRoot', 'getTokenKeys'];

async function everyGet(url: string): Promise<Requested[]> {
  const document = (await ask(`${url}/openapi.json`)).json as Document;
  return Object.entries(document.paths).flatMap(([path, item]) => {
    const operation = item['get'];
    if (operation === undefined || withoutDatabase.includes(operation.operationId)) return [];
    const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((each) =>
      '$ref' in each ? document.components.parameters[each.$ref.split('/').at(-1)!]! : each,
    );
    const query = parameters
      .filter((each) => each.in === 'query' && each.required)
      .map(({ name }) => `${name}=${encodeURIComponent(queryOf[name] ?? 'missing')}`);
    const prefix = prefixes.find(([start]) => path.startsWith(`${start}/`))?.[1] ?? '';
    const id = path.startsWith('/fraud/rules') ? 'large_amount' : someId(prefix);
    const address = `${url}${path.replace('{id}', id)}`;
    return { name: operation.operationId, url: query.length > 0 ? `${address}?${query.join('&')}` : address };
  });
}

describe('with PostgreSQL frozen', () => {
  let postgres: PrivatePostgres;
  let bank: Bank;
  let requested: Requested[];

  beforeAll(async () => {
    postgres = await startPostgres();
    bank = await startBank({ databaseUrl: postgres.url });
    const { url } = bank;
    const account = (await ask(`${url}/accounts`, { apiKey: bank.apiKey, body: {} })).json.id as string;
    requested = [
      ...(await everyGet(url)),
      { name: 'balanceAt', url: `${url}/accounts/${account}/balance?at=2026-11-01T00:00:00Z` },
      { name: 'knownBalance', url: `${url}/accounts/${account}/balance` },
      { name: 'createAccount', url: `${url}/accounts`, body: {} },
      { name: 'credit', url: `${url}/transactions/credit`, body: { account_id: account, amount: 5 } },
      {
        name: 'dryRun',
        url: `${url}/transactions/credit?dry_run=true`,
        body: { account_id: account, amount: 5 },
      },
      { name: 'createApiKey', url: `${url}/api-keys`, body: { name: 'x', scopes: ['accounts:read'] } },
      { name: 'backTest', url: `${url}/fraud/rules/large_amount/back-test`, body: {} },
    ];
  });

  afterAll(async () => {
    postgres?.resume();
    await bank?.stop();
    await postgres?.stop();
  });

  const askAll = () => Promise.all(requested.map((each) => askTimed(each, bank.apiKey)));

  test('every operation answers 503 within the time limit of postings, also when repeated and one by one', async () => {
    const before: Timed[] = [];
    for (const each of requested) before.push(await askTimed(each, bank.apiKey));
    expect(before.filter(({ status }) => status >= 500 || status === 422)).toEqual([]);
    expect(before.length).toBeGreaterThan(30);
    postgres.pause();
    for (let round = 0; round < 3; round++) {
      const answers = await askAll();
      for (const { name, status, headers, tookMs } of answers) {
        // A back-test is many statements, each with the limit of one.
        const limitMs = name === 'backTest' ? 6_500 : answeredWithinMs;
        expect({ round, name, status, inTime: tookMs < limitMs || tookMs }).toEqual({
          round,
          name,
          status: 503,
          inTime: true,
        });
        expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
      }
    }
    for (const each of requested.filter(({ name }) => name.startsWith('list'))) {
      const { name, status, tookMs } = await askTimed(each, bank.apiKey);
      expect({ name, status, inTime: tookMs < answeredWithinMs || tookMs }).toEqual({
        name,
        status: 503,
        inTime: true,
      });
    }
    for (const app of ['api', 'fraud', 'notifications', 'analytics', 'worker'] as const) {
      const begin = performance.now();
      expect((await ask(`${bank.app(app).url}/health/ready`)).status).toBe(503);
      expect((await ask(`${bank.app(app).url}/health/live`)).status).toBe(200);
      expect(performance.now() - begin).toBeLessThan(answeredWithinMs);
    }
    postgres.resume();
    const resumedAt = Date.now();
    const statusesBefore = before.map(({ name, status }) => ({ name, status }));
    const isBack = async () => (await askTimed(requested.at(-1)!, bank.apiKey)).status === 200;
    await eventually(isBack, { withinMs: 10_000 });
    expect(Date.now() - resumedAt).toBeLessThan(10_000);
    const after: { name: string; status: number }[] = [];
    for (const each of requested) {
      const { name, status } = await askTimed(each, bank.apiKey);
      after.push({ name, status });
    }
    expect(after).toEqual(statusesBefore);
  });
});

describe('connections to PostgreSQL that become silent', () => {
  let proxy: SilentProxy;
  let bank: Awaited<ReturnType<typeof openBank>>;
  let postgres: PrivatePostgres;

  beforeAll(async () => {
    postgres = await startPostgres();
    const { hostname: host, port } = new URL(postgres.url);
    proxy = await startSilentProxy({ host, port: Number(port) });
    const url = Object.assign(new URL(postgres.url), { port: String(proxy.port) }).href;
    bank = await openBank({ databaseUrl: postgres.url, env: { DATABASE_URL: url } });
  });

  afterAll(async () => {
    proxy?.release();
    await bank?.close();
    await proxy?.close();
    await postgres?.stop();
  });

  test('are replaced by the API within seconds, which meanwhile reports that it is not ready', async () => {
    const { url } = bank.apis[0]!;
    const { apiKey } = bank;
    const account = (await ask(`${url}/accounts`, { apiKey, body: {} })).json.id as string;
    const credit = () =>
      ask(`${url}/transactions/credit`, { apiKey, body: { account_id: account, amount: 1 } });
    const lists = () => ask(`${url}/transactions?limit=5`, { apiKey });
    const ready = () => ask(`${url}/health/ready`);
    await Promise.all(Array.from({ length: 40 }, (_, index) => (index % 2 ? credit() : lists())));
    expect((await ready()).status).toBe(200);
    for (let round = 0; round < 2; round++) {
      proxy.swallow();
      const begin = Date.now();
      await eventually(async () => (await ready()).status === 503, { withinMs: 4_000 });
      for (const work of [credit, lists]) {
        await eventually(async () => (await work()).status === 200, { withinMs: 8_000 });
      }
      expect(Date.now() - begin).toBeLessThan(8_000);
      await eventually(async () => (await ready()).status === 200, { withinMs: 4_000 });
      // A client that sends one request after the other finds all connections replaced.
      for (let i = 0; i < 12; i++) {
        expect((await credit()).status).toBe(200);
        expect((await lists()).status).toBe(200);
      }
    }
  });
});
