import { METHODS } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { accountId } from '../test/api-server.ts';
import { useApiServer } from '../test/use-api-server.ts';
import { readOperations } from './contract/operations.ts';

const { expectProblem, get, inject, post, seen } = useApiServer();
const debit = JSON.stringify({ account_id: accountId, amount: 100 });

describe('a parameter that breaks the contract', () => {
  test.each([
    ['limit=0', '/limit', 'must be >= 1'],
    ['limit=101', '/limit', 'must be <= 100'],
    ['limit=-1', '/limit', 'must be >= 1'],
    ['limit=ten', '/limit', 'must be integer'],
    ['limit=0x10', '/limit', 'must be integer'],
    ['limit=1e1', '/limit', 'must be integer'],
    ['limit=1.0', '/limit', 'must be integer'],
    ['limit=', '/limit', 'must be integer'],
    ['limit=%2010', '/limit', 'must be integer'],
    ['limit=99999999999999999999', '/limit', 'must be integer'],
    ['limit=10&limit=20', '/limit', 'stands more than once'],
    ['offset=10', '/offset', 'is not known here'],
    ['__proto__=1', '/__proto__', 'is not known here'],
    ['type=credit&type=refund', '/type/1', expect.stringContaining('must be one of credit, debit, transfer')],
    ['amount_min=0', '/amount_min', 'must be >= 1'],
    ['metadata=1', '/metadata', 'must be object'],
    ['metadata[a]=1&metadata[a]=2', '/metadata/a', 'stands more than once'],
    ['metadata[]=1', '/metadata/', 'its name must NOT have fewer than 1 characters'],
    ['account_id=1', '/account_id', 'must be an account id, such as acct_01m819eke0e209k3gghyc4dkah'],
    ['reference=%00', '/reference', 'must not hold NUL characters or broken surrogate pairs'],
    ['reference=', '/reference', 'must NOT have fewer than 1 characters'],
    [
      'created_from=yesterday',
      '/created_from',
      'must be a time as in RFC 3339, such as 2026-11-22T09:30:00Z, or a date, such as 2026-11-22',
    ],
    [
      'created_from=2026-02-30T00:00:00Z',
      '/created_from',
      'must be a date that exists: February 2026 has 28 days',
    ],
    [
      'created_from=0000-01-01T00:00:00Z',
      '/created_from',
      'must be a time as in RFC 3339, such as 2026-11-22T09:30:00Z, or a date, such as 2026-11-22',
    ],
    [
      'created_from=2016-12-31T23:59:60Z',
      '/created_from',
      'must be a time as in RFC 3339, such as 2026-11-22T09:30:00Z, or a date, such as 2026-11-22',
    ],
    ['created_to=2026-11-31', '/created_to', 'must be a date that exists: November 2026 has 30 days'],
    [
      'created_to=2026-11-22&time_zone=Mars',
      '/time_zone',
      'must be an IANA time zone, such as Europe/Berlin',
    ],
  ])('?%s is refused by name', async (query, pointer, message) => {
    const { errors } = expectProblem(await get(`/transactions?${query}`), 422, 'validation_failed');
    expect(errors).toEqual([{ in: 'query', pointer, message }]);
  });

  test.each(['cursor=', `cursor=${'x'.repeat(1_025)}`])('?%s is not a cursor', async (query) => {
    expectProblem(await get(`/transactions?${query}`), 400, 'invalid_cursor');
  });

  test('with broken percent-encoding is refused', async () => {
    expectProblem(await get('/transactions?reference=%C3'), 400, 'malformed_request');
    expectProblem(await get('/accounts/%zz'), 400, 'malformed_request');
    expectProblem(await get('/%'), 400, 'malformed_request');
  });

  test('is refused by an operation without parameters', async () => {
    expectProblem(await get(`/accounts/${accountId}?expand=all`), 422, 'validation_failed');
    expectProblem(await get('/health/live?a=1'), 422, 'validation_failed');
  });
});

describe('an invalid id in a path', () => {
  test.each([
    '',
    'foo',
    '1',
    accountId.slice(0, -1),
    `${accountId}0`,
    accountId.toUpperCase(),
    accountId.replace('acct', 'txn'),
    `${accountId}%00`,
    `${accountId}%0A`,
    "' or 1=1--",
    '..%2f..%2fetc%2fpasswd',
    'x'.repeat(2_000),
    '%F0%9F%92%B0',
  ])('%s does not exist, and the answer shows the form of an id', async (id) => {
    const url = `/accounts/${id.startsWith("'") ? encodeURIComponent(id) : id}`;
    const answer = await get(url);
    const { detail } = expectProblem(answer, 404, 'not_found');
    const says = 'path /id: must be an account id, such as acct_01m819eke0e209k3gghyc4dkah';
    // Values that are not a path segment, or longer than any id, are not validated.
    expect([
      says,
      'There is nothing here.',
      'There is nothing here: no id is as long as the one in the path.',
    ]).toContain(detail);
    if (id !== '' && id.length < 100) expect(detail).toBe(says);
  });

  test.each([
    ['/transactions/x', 'a transaction id, such as txn_'],
    [`/transactions/${accountId}/timeline`, 'a transaction id, such as txn_'],
    ['/scheduled-transactions/x', "a scheduled transaction's id, such as sched_"],
    ['/api-keys/x', "an API key's id, such as key_"],
    ['/webhook-endpoints/x', "an endpoint's id, such as whe_"],
    ['/webhook-deliveries/x', "a delivery's id, such as whd_"],
    ['/fraud/alerts/x', 'an alert id, such as alrt_'],
    ['/fraud/rules/x', 'one of '],
  ])('%s names the kind of id that belongs there', async (url, kind) => {
    const { detail, errors } = expectProblem(await get(url), 404, 'not_found');
    expect(detail).toContain(`path /id: must be ${kind}`);
    expect(errors).toEqual([{ in: 'path', pointer: '/id', message: detail.replace('path /id: ', '') }]);
  });
});

describe('a header', () => {
  test.each([
    ['empty', ''],
    ['too long', 'k'.repeat(256)],
    ['with a space', 'two words'],
    ['beyond ASCII', 'sch\u00e4'],
    ['with a control character', 'a\tb'],
  ])('Idempotency-Key that is %s is refused', async (_what, key) => {
    const { errors } = expectProblem(
      await post('/transactions/debit', debit, { 'idempotency-key': key }),
      422,
      'validation_failed',
    );
    expect(errors).toEqual([
      { in: 'header', pointer: '/Idempotency-Key', message: 'must be 1 to 255 visible ASCII characters' },
    ]);
  });

  test('Idempotency-Key of 255 characters reaches the handler as it is', async () => {
    const key = '!~'.repeat(127) + 'x';
    expect((await post('/transactions/debit', debit, { 'idempotency-key': key })).statusCode).toBe(200);
    expect(seen()[0]?.request).toMatchObject({ idempotencyKey: key });
  });

  test('Prefer with an invalid value is ignored', async () => {
    expect((await post('/transactions/debit', debit, { prefer: 'wait=forever' })).statusCode).toBe(200);
    expect(seen()[0]?.request).toMatchObject({ waitMs: 2_000 });
  });

  test('X-Request-Id is kept if it is valid, and replaced otherwise', async () => {
    for (const bad of ['', 'x'.repeat(129), 'a b', 'a\u00e4', '<script>']) {
      const answer = await post('/transactions/debit', debit, { 'x-request-id': bad });
      expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
    }
    const answer = await post('/transactions/debit', debit, { 'x-request-id': 'checkout-4711' });
    expect(answer.headers['x-request-id']).toBe('checkout-4711');
    expect(seen().at(-1)?.request).toMatchObject({ requestId: 'checkout-4711' });
  });

  test("X-Request-Id never replaces the server's own id, which is new for each request", async () => {
    const send = () => post('/transactions/debit', debit, { 'x-request-id': 'checkout-4711' });
    const [first, second] = [await send(), await send()].map(({ headers }) => headers['florin-request-id']);
    expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
    expect(second).not.toBe(first);
    expect(seen().at(-1)?.request).toMatchObject({
      actor: { type: 'api_key', id: 'key_good', requestId: second, correlationId: 'checkout-4711' },
    });
    const forged = await post('/transactions/debit', debit, { 'florin-request-id': String(first) });
    expect(forged.headers['florin-request-id']).not.toBe(first);
    expect(forged.headers['x-request-id']).toBe(forged.headers['florin-request-id']);
    expect(seen().at(-1)?.request).toMatchObject({
      actor: { requestId: forged.headers['x-request-id'], correlationId: null, address: '127.0.0.1' },
    });
  });
});

describe('an unknown path or method', () => {
  test('is 404 for an unknown path, with any method and body', async () => {
    for (const url of ['/account', '/ACCOUNTS', `/accounts/${accountId}/`, '/docs/..%2fpackage.json']) {
      expectProblem(await inject({ url }), 404, 'not_found');
    }
    expectProblem(await post('/nowhere', '{', { 'content-type': 'text/plain' }), 404, 'not_found');
  });

  test.each([
    ['DELETE', `/accounts/${accountId}`, 'GET, HEAD, PATCH'],
    ['PUT', '/accounts', 'GET, HEAD, POST'],
    ['DELETE', '/transactions/debit', 'POST'],
    ['OPTIONS', '/transactions/debit', 'POST'],
    ['GET', '/transactions/credit', 'POST'],
    ['GET', '/transactions/batch', 'POST'],
    ['GET', '/transactions/b%61tch?limit=1', 'POST'],
    ['POST', '/%62alances', 'GET, HEAD'],
    ['POST', '/tr%69al-balance', 'GET, HEAD'],
    ['POST', '/health/live', 'GET, HEAD'],
    ['POST', '/docs', 'GET, HEAD'],
    ['PATCH', '/transactions', 'GET, HEAD'],
  ] as const)('is 405 with Allow for %s %s', async (method, url, allow) => {
    const answer = await inject({ method, url });
    expectProblem(answer, 405, 'method_not_allowed');
    expect(answer.headers.allow).toBe(allow);
  });
});

describe('a path of the contract', () => {
  const known = readOperations()
    .filter(({ onMetricsPort }) => !onMetricsPort)
    .map(({ url }) => url.replaceAll(/:\w+/g, 'x'));

  test.each([...new Set(known)])(
    '%s answers every method that it does not have with 405 and its methods',
    async (url) => {
      const allowed = readOperations().filter((each) => each.url.replaceAll(/:\w+/g, 'x') === url);
      const methods = new Set<string>(allowed.map(({ method }) => method));
      if (methods.has('GET')) methods.add('HEAD');
      for (const method of METHODS.filter((each) => !methods.has(each) && each !== 'CONNECT')) {
        const answer = await inject({ method: method as 'GET', url });
        expect({ method, status: answer.statusCode, allow: answer.headers.allow }).toEqual({
          method,
          status: 405,
          allow: [...methods].sort().join(', '),
        });
      }
    },
  );
});
