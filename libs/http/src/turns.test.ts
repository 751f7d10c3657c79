/** No request may occupy the event loop for long, because other requests would wait. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { InjectOptions } from 'fastify';
import { accountId, apiHandlers, goodKey, openApiServer, transaction } from '../test/api-server.ts';
import { type JsonSchema, type Operation, readOperations } from './contract/operations.ts';
import { serverLimits } from './server-settings.ts';

type Server = Awaited<ReturnType<typeof openApiServer>>;
let server: Server;
let referenceMs = 0;

/** 50 ms on a machine that parses the reference in 2.5 ms. Measured in CPU time of this thread, which other load does not change. */
const mostReferences = 20;

const cpuMs = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
};

const movement = { type: 'credit', account_id: accountId, amount: 1 };
const facts = (count: number, value: string) =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, value]));
const batchOf = (more: object) =>
  JSON.stringify({ movements: Array.from({ length: 1_000 }, () => ({ ...movement, ...more })) });

/** A thousand movements with different dates in these time zones. */
const datesOf = (...zones: string[]) =>
  Array.from({ length: 1_000 }, (_, n) => ({
    ...movement,
    effective_at: new Date(Date.UTC(2020, 0, 1 + 2 * n)).toISOString().slice(0, 10),
    time_zone: zones[n % zones.length],
  }));

const reference = batchOf({ metadata: facts(20, 'v'.repeat(30)) });

/** The time to parse the reference now. The kernel counts in steps of some milliseconds. */
function measureReferenceMs(): number {
  const begin = cpuMs();
  for (let n = 0; n < 40; n++) JSON.parse(reference);
  return (cpuMs() - begin) / 40;
}

beforeAll(async () => {
  server = await openApiServer();
  referenceMs = measureReferenceMs();
});
afterAll(() => server.app.close());

function longestTurn(operation: Operation, payload: string): Promise<{ turn: number; status: number }> {
  return longestTurnOf(server, {
    method: operation.method,
    url: operation.url.replace(/:\w+/, accountId),
    headers: { authorization: `Bearer ${goodKey}`, 'content-type': 'application/json' },
    payload,
  });
}

/** The longest turn while the request is answered, in references. The best of several attempts, because of garbage collection. */
async function longestTurnOf(
  { app }: Server,
  request: InjectOptions,
): Promise<{ turn: number; status: number }> {
  let best = { turn: Infinity, status: 0 };
  for (let attempt = 0; attempt < 4 && best.turn >= mostReferences / 2; attempt++) {
    // Beside a turn that seems too long: on a busy machine the same work takes a thread more than it took it before.
    if (attempt > 0) referenceMs = Math.max(referenceMs, measureReferenceMs());
    let [longest, last, watching] = [0, cpuMs(), true];
    const watch = () => {
      const now = cpuMs();
      longest = Math.max(longest, now - last);
      last = now;
      if (watching) setImmediate(watch);
    };
    setImmediate(watch);
    const { statusCode } = await app.inject(request);
    await new Promise((resolve) => setImmediate(resolve));
    watching = false;
    const turn = longest / referenceMs;
    if (turn < best.turn) best = { turn, status: statusCode };
  }
  return best;
}

const filled = (unit: string, bytes: number) =>
  Array(Math.floor(bytes / (unit.length + 1)))
    .fill(unit)
    .join(',');
const keys = (bytes: number, names: number) =>
  Array.from({ length: Math.floor(bytes / 11) }, (_, n) => `"k${n % names}":1`).join(',');

/** Bodies of the maximum size that are expensive to parse, to scan, to validate or to report errors on. */
function forbidden(bytes: number): string[] {
  const space = bytes - 100;
  const lists = [
    '{}',
    '[]',
    '0',
    '1.5',
    '""',
    'null',
    '{"a":1}',
    '{"a":1,"a":1}',
    '{"type":"credit"}',
    '1e-400',
  ];
  const values = [
    ...lists.map((unit) => `[${filled(unit, space)}]`),
    '['.repeat(space / 2) + ']'.repeat(space / 2),
    '{"a":'.repeat(space / 6) + '1' + '}'.repeat(space / 6),
    `{${keys(space, Infinity)}}`,
    `{${keys(space, 5_000)}}`,
    `"${'\\u0041'.repeat(space / 6)}"`,
    `"${'"\\'.repeat(space / 2)}`,
    `"${'ä'.repeat(space / 2)}"`,
    '9'.repeat(space),
    `0.${'9'.repeat(space)}`,
  ];
  return values.flatMap((value) => [
    value,
    `{"movements":${value}}`,
    `{"metadata":${value}}`,
    `{"movements":[${value}]}`,
  ]);
}

/** The largest value that a schema allows. */
function largest(schema: JsonSchema): unknown {
  const {
    type,
    properties,
    items,
    maxItems,
    maxLength,
    maximum,
    examples,
    enum: words,
  } = schema as {
    type?: string | string[];
    properties?: Record<string, JsonSchema>;
    items?: JsonSchema;
    maxItems?: number;
    maxLength?: number;
    maximum?: number;
    examples?: unknown[];
    enum?: unknown[];
  };
  if (words) return words.at(-1);
  if (schema['const'] !== undefined) return schema['const'];
  if (schema['pattern'] !== undefined || schema['format'] !== undefined) return examples?.[0] ?? 'x';
  if (Array.isArray(schema['oneOf'])) return largest(schema['oneOf'][0] as JsonSchema);
  if ([type].flat().includes('string')) return 'x'.repeat(Math.min(maxLength ?? 100, 2_000));
  if ([type].flat().includes('integer')) return maximum ?? 1;
  if ([type].flat().includes('boolean')) return true;
  if (type === 'array')
    return Array.from({ length: Math.min(maxItems ?? 10, 1_000) }, () => largest(items ?? {}));
  if (properties)
    return Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, largest(each)]));
  return facts(50, 'v');
}

const withBody = readOperations().filter(({ body }) => body !== undefined);

describe('no turn of the event loop is long', () => {
  describe.each(withBody.map((operation) => [operation.id, operation] as const))(
    'for %s',
    (_id, operation) => {
      const bytes = operation.maxBodyBytes ?? serverLimits.maxBodyBytes;

      test('with the largest valid body', async () => {
        const bodies = [JSON.stringify(largest(operation.body!.schema))];
        if (operation.id === 'postBatch') {
          bodies.push(batchOf({ metadata: facts(50, 'v') }), batchOf({ description: 'd'.repeat(900) }));
          bodies.push(
            batchOf({ metadata: facts(20, 'v'.repeat(30)) }),
            batchOf({ effective_at: '2026-11-20', time_zone: 'Europe/Berlin' }),
            JSON.stringify({ movements: datesOf('Europe/Berlin') }),
            JSON.stringify({ movements: datesOf(...Intl.supportedValuesOf('timeZone')) }),
          );
        }
        for (const body of bodies) {
          const { turn } = await longestTurn(operation, body.length > bytes ? body.slice(0, bytes) : body);
          expect(turn).toBeLessThan(mostReferences);
        }
      });

      test('with the largest invalid bodies', async () => {
        for (const body of forbidden(bytes)) {
          expect(Buffer.byteLength(body)).toBeLessThanOrEqual(bytes);
          const { turn, status } = await longestTurn(operation, body);
          expect({ body: body.slice(0, 60), isShort: turn < mostReferences, turn }).toMatchObject({
            isShort: true,
          });
          expect(status).toBeGreaterThanOrEqual(400);
          expect(status).toBeLessThan(500);
        }
      });
    },
  );
});

test('a batch of the maximum size is accepted, and one more movement is refused by the count alone', async () => {
  const batch = readOperations().find(({ id }) => id === 'postBatch')!;
  expect(await longestTurn(batch, batchOf({ metadata: facts(50, 'v') }))).toMatchObject({ status: 200 });
  const tooMany = JSON.stringify({ movements: Array.from({ length: 10_000 }, () => ({})) });
  const answer = await server.app.inject({
    method: 'POST',
    url: '/transactions/batch',
    headers: { authorization: `Bearer ${goodKey}`, 'content-type': 'application/json' },
    payload: tooMany,
  });
  expect(answer.statusCode).toBe(422);
  expect(answer.json()).toMatchObject({
    errors: [{ pointer: '/movements', message: 'must NOT have more than 1000 items' }],
  });
});

describe('no turn of the event loop is long for the largest answer', () => {
  /** As large as the contract allows, and of the most expensive kind: many names and characters that are escaped. */
  const largestMetadata = facts(50, '"ä'.repeat(80));
  const details = { metadata: largestMetadata, description: '"'.repeat(500), reference: 'r'.repeat(100) };
  const headers = { authorization: `Bearer ${goodKey}` };

  /** Transactions as the handlers return them. */
  const page = {
    data: Array.from({ length: 100 }, () => ({
      ...transaction,
      type: 'credit',
      amount: 1,
      currency: 'USD',
      ...details,
    })),
    has_more: false,
    next_cursor: null,
  };

  async function* rows(count: number) {
    for (let row = 0; row < count; row++) yield Array.from({ length: 12 }, () => '"a", b'.repeat(20));
  }

  test.each<[string, string, Record<string, string>]>([
    ['a list of 100 transactions', '/transactions?limit=100', {}],
    ['the same list as CSV', '/transactions?limit=100', { accept: 'text/csv' }],
    ['an export of 4,000 rows', `/accounts/${accountId}/statement`, { accept: 'text/csv' }],
    ['the contract', '/openapi.json', {}],
    ['the reference', '/docs', {}],
    ['the longest guide', '/docs/guides/production', {}],
  ])('%s', async (_title, url, more) => {
    const handlers = {
      ...apiHandlers(),
      listTransactions: async () => ({ body: page, csv: { columns: ['a'], rows: rows(100) } }),
      getAccountStatement: async () => ({ csv: { columns: ['a'], rows: rows(4_000) } }),
    } as unknown as ReturnType<typeof apiHandlers>;
    const answering = await openApiServer({ handlers });
    try {
      const { turn, status } = await longestTurnOf(answering, { url, headers: { ...headers, ...more } });
      expect(status).toBe(200);
      expect(turn).toBeLessThan(mostReferences);
    } finally {
      await answering.app.close();
    }
  });

  test('metrics of every operation and status', async () => {
    const requests = server.metrics.histogram('florin_http_request_seconds', '', ['operation', 'status']);
    for (const { id } of readOperations()) {
      for (const status of [200, 400, 401, 403, 404, 409, 412, 413, 415, 422, 429, 500, 503])
        requests.labels({ operation: id, status: String(status) }).observe(1);
    }
    const of = { ...server, app: server.app.metricsServer } as Server;
    const { turn, status } = await longestTurnOf(of, { url: '/metrics' });
    expect(status).toBe(200);
    expect(turn).toBeLessThan(mostReferences);
  });
});
