import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { apiHandlers, openApiServer, tenantId } from '../test/api-server.ts';
import { keyAuthentication, RateLimits } from './index.ts';

const off = { RATE_LIMIT_KEY: 0, RATE_LIMIT_TENANT: 0, RATE_LIMIT_ADDRESS: 0, RATE_LIMIT_WRONG_KEYS: 0 };
const tenants: Record<string, string> = { a1: tenantId, a2: tenantId, b: tenantId.replace(/6$/, '7') };

/** The clock stands still, so that no window ends while a test counts. */
let now = 1_800_000_000_000;
beforeEach(() => {
  jest.spyOn(Date, 'now').mockImplementation(() => now);
});
afterEach(() => {
  jest.restoreAllMocks();
});

async function openLimited(settings: Partial<typeof off>, trustedProxies: string[] = []) {
  const rateLimits = new RateLimits({ ...off, ...settings });
  const lookedUp: { key: string; onlyKnown: boolean }[] = [];
  const authenticate = keyAuthentication(
    async (key, { onlyKnown }) => {
      lookedUp.push({ key, onlyKnown });
      const tenant = tenants[key];
      // `a2` is valid, but nobody has used it recently.
      if (tenant === undefined || (onlyKnown && key === 'a2')) return undefined;
      return { tenantId: tenant, credentialId: key, scopes: new Set(['accounts:read']) };
    },
    { limits: rateLimits },
  );
  const issueAccessToken = async () => ({
    status: 401,
    body: { error: 'invalid_client' as const, error_description: 'Wrong.' },
  });
  const handlers = { ...apiHandlers(), issueAccessToken };
  const { app } = await openApiServer({ authenticate, rateLimits, trustedProxies, handlers });
  const get = async (url: string, headers: Record<string, string> = {}, remoteAddress = '192.0.2.1') => {
    const { statusCode, headers: answered } = await app.inject({ url, headers, remoteAddress });
    return { status: statusCode, headers: answered };
  };
  const list = (key: string, address?: string) => get('/accounts', { 'x-api-key': key }, address);
  return { app, get, list, lookedUp };
}

const times = async <T>(count: number, work: () => Promise<T>): Promise<T[]> => {
  const all: T[] = [];
  while (all.length < count) all.push(await work());
  return all;
};
const statuses = (answers: { status: number }[]) => [...new Set(answers.map(({ status }) => status))];

test('a key that sends more than its limit gets 429 until the window ends, and other keys notice nothing', async () => {
  const { list } = await openLimited({ RATE_LIMIT_KEY: 2 });
  expect(statuses(await times(20, () => list('a1')))).toEqual([200]);
  const refused = await list('a1');
  expect(refused).toMatchObject({
    status: 429,
    headers: {
      'ratelimit-limit': '20',
      'ratelimit-remaining': '0',
      'ratelimit-reset': '10',
      'retry-after': '10',
    },
  });
  expect(statuses([await list('a2'), await list('b')])).toEqual([200]);
  now += 10_000;
  expect((await list('a1')).status).toBe(200);
});

test('all keys of a tenant together have a limit, and other tenants notice nothing', async () => {
  const { list } = await openLimited({ RATE_LIMIT_TENANT: 1 });
  expect(statuses(await times(5, () => list('a1')))).toEqual([200]);
  expect(statuses(await times(5, () => list('a2')))).toEqual([200]);
  expect(statuses([await list('a1'), await list('a2')])).toEqual([429]);
  expect((await list('b')).status).toBe(200);
});

test('what needs no key is limited by address, except health', async () => {
  const { get, list } = await openLimited({ RATE_LIMIT_ADDRESS: 1 });
  expect(statuses(await times(5, () => get('/openapi.json')))).toEqual([200]);
  expect(statuses(await times(5, () => get('/nothing')))).toEqual([404]);
  expect(statuses([await get('/openapi.json'), await get('/docs'), await get('/nothing')])).toEqual([429]);
  expect(statuses([await get('/health/live'), await get('/health/ready'), await list('a1')])).toEqual([200]);
  expect((await get('/openapi.json', {}, '192.0.2.2')).status).toBe(200);
});

test('an address reads the metrics at most 50 times a second, and health as often as it wants', async () => {
  const { app } = await openLimited({});
  const get = (url: string) =>
    times(510, async () => ({ status: (await app.metricsServer.inject({ url })).statusCode }));
  const answers = await get('/metrics');
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(500);
  expect(statuses(answers)).toEqual([200, 429]);
  expect(statuses(await get('/health/ready'))).toEqual([200]);
});

test('addresses of one IPv6 network count as one', async () => {
  const { get } = await openLimited({ RATE_LIMIT_ADDRESS: 1 });
  await times(10, () => get('/docs', {}, '2001:db8:1:2::1'));
  expect((await get('/docs', {}, '2001:db8:1:2:ffff::9')).status).toBe(429);
  expect((await get('/docs', {}, '2001:db8:1:3::1')).status).toBe(200);
  expect((await get('/docs', {}, '::ffff:192.0.2.7')).status).toBe(200);
});

test('X-Forwarded-For names the client only if a trusted proxy has sent it', async () => {
  const through = (from: string) => ({ 'x-forwarded-for': from });
  const direct = await openLimited({ RATE_LIMIT_ADDRESS: 1 });
  await times(10, () => direct.get('/docs', through('198.51.100.1')));
  expect((await direct.get('/docs', through('198.51.100.2'))).status).toBe(429);
  const proxied = await openLimited({ RATE_LIMIT_ADDRESS: 1 }, ['192.0.2.0/24']);
  await times(10, () => proxied.get('/docs', through('198.51.100.1')));
  expect((await proxied.get('/docs', through('198.51.100.1'))).status).toBe(429);
  expect((await proxied.get('/docs', through('198.51.100.2'))).status).toBe(200);
});

test('wrong keys from an address are answered slowly, a few at a time, and keys in use at once', async () => {
  const { list, lookedUp } = await openLimited({ RATE_LIMIT_WRONG_KEYS: 1 });
  expect(statuses(await times(10, () => list('wrong')))).toEqual([401]);
  lookedUp.length = 0;
  const order: string[] = [];
  const wrong = Array.from({ length: 12 }, async () => {
    const { status } = await list('wrong');
    order.push(String(status));
  });
  const valid = async (key: string, address?: string) => {
    expect((await list(key, address)).status).toBe(200);
    order.push(key);
  };
  await Promise.all([...wrong, valid('a1'), valid('b', '192.0.2.9')]);
  // Two were too many at once; the keys in use did not wait for the ten slow ones.
  expect(order.filter((each) => each === '429')).toHaveLength(2);
  expect(order.slice(-10)).toEqual(Array(10).fill('401'));
  expect(lookedUp.filter(({ onlyKnown }) => !onlyKnown).map(({ key }) => key)).toEqual([
    'b',
    ...Array(10).fill('wrong'),
  ]);
  // A valid key that nobody has used recently waits as well, and is then accepted.
  await valid('a2');
  now += 10_000;
  expect((await list('wrong')).status).toBe(401);
});

test('wrong credentials in token requests count as wrong keys', async () => {
  const { app, list, lookedUp } = await openLimited({ RATE_LIMIT_WRONG_KEYS: 1 });
  const payload = 'grant_type=client_credentials&client_id=key_1&client_secret=wrong';
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  for (let count = 0; count < 10; count++) {
    const sent = {
      method: 'POST' as const,
      url: '/oauth/token',
      headers,
      payload,
      remoteAddress: '192.0.2.1',
    };
    const answer = await app.inject(sent);
    expect({ status: answer.statusCode, body: answer.body }).toMatchObject({ status: 401 });
  }
  await sleep(0);
  await list('wrong');
  expect(lookedUp[0]).toEqual({ key: 'wrong', onlyKnown: true });
});
