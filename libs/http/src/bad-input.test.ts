import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { accountId, goodKey, openApiDoor, otherAccountId } from '../test/api-door.ts';

type Door = Awaited<ReturnType<typeof openApiDoor>>;
let door: Door;
beforeAll(async () => void (door = await openApiDoor()));
afterAll(() => door.app.close());
beforeEach(() => void door.seen.splice(0));

const authorization = `Bearer ${goodKey}`;
const debit = { account_id: accountId, amount: 100 };

function post(url: string, payload: string | Buffer, headers: Record<string, string> = {}) {
  const all = { authorization, 'content-type': 'application/json', ...headers };
  return door.app.inject({ method: 'POST', url, payload, headers: all });
}

type Answer = Awaited<ReturnType<typeof post>>;

function expectProblem(answer: Answer, status: number, code: string): { errors: unknown; detail: string } {
  expect(answer.headers['content-type']).toBe('application/problem+json');
  const problem = answer.json();
  expect({ httpStatus: answer.statusCode, ...problem }).toMatchObject({
    httpStatus: status,
    status,
    code,
    type: `/docs/errors/${code}`,
    request_id: answer.headers['x-request-id'],
  });
  expect(door.seen).toEqual([]);
  return problem;
}

const text = (value: unknown) => JSON.stringify(value);
const nested = (depth: number) => '{"a":'.repeat(depth) + '1' + '}'.repeat(depth);

describe('a body with a field that is not what the contract says moves nothing and is told which', () => {
  test.each<[string, string, string, string]>([
    ['a number in a string', text({ ...debit, amount: '100' }), '/amount', 'must be integer'],
    ['a number in hexadecimal', text({ ...debit, amount: '0x10' }), '/amount', 'must be integer'],
    ['a fraction', text({ ...debit, amount: 1.5 }), '/amount', 'must be integer'],
    [
      'a hidden fraction',
      `{"account_id":"${accountId}","amount":0.99999999999999999999}`,
      '/amount',
      'must be a whole number',
    ],
    ['nothing', text({ ...debit, amount: 0 }), '/amount', 'must be >= 1'],
    ['less than nothing', text({ ...debit, amount: -1 }), '/amount', 'must be >= 1'],
    ['minus zero', `{"account_id":"${accountId}","amount":-0}`, '/amount', 'must be >= 1'],
    ['more than the maximum', text({ ...debit, amount: 1e15 }), '/amount', 'must be <= 999999999999999'],
    [
      'more than a double holds',
      `{"account_id":"${accountId}","amount":9007199254740993}`,
      '/amount',
      'must be <= 999999999999999',
    ],
    ['infinity', `{"account_id":"${accountId}","amount":1e400}`, '/amount', 'must be integer'],
    ['a truth', text({ ...debit, amount: true }), '/amount', 'must be integer'],
    ['a list', text({ ...debit, amount: [100] }), '/amount', 'must be integer'],
    ['null', text({ ...debit, amount: null }), '/amount', 'must be integer'],
    [
      'a thousand digits',
      `{"account_id":"${accountId}","amount":${'9'.repeat(1_000)}}`,
      '/amount',
      'must be integer',
    ],
    ['no amount', text({ account_id: accountId }), '/amount', 'is required'],
    ['an unknown field', text({ ...debit, ammount: 1 }), '/ammount', 'is not known here'],
    [
      'a prototype',
      `{"account_id":"${accountId}","amount":1,"__proto__":{"amount":2}}`,
      '/__proto__',
      'is not known here',
    ],
    [
      'a field twice',
      `{"account_id":"${accountId}","amount":1,"amount":2}`,
      '/amount',
      'stands more than once',
    ],
    [
      'a small currency',
      text({ ...debit, currency: 'usd' }),
      '/currency',
      'must be a currency code of three capital letters, such as USD',
    ],
    [
      'a NUL character',
      text({ ...debit, reference: 'a\u0000b' }),
      '/reference',
      'must not hold NUL characters or broken surrogate pairs',
    ],
    [
      'half a surrogate pair',
      `{"account_id":"${accountId}","amount":1,"description":"\\ud800"}`,
      '/description',
      'must not hold NUL characters or broken surrogate pairs',
    ],
    [
      'an empty reference',
      text({ ...debit, reference: '' }),
      '/reference',
      'must NOT have fewer than 1 characters',
    ],
    [
      'a long reference',
      text({ ...debit, reference: 'é'.repeat(256) }),
      '/reference',
      'must NOT have more than 255 characters',
    ],
    ['metadata that is no object', text({ ...debit, metadata: [] }), '/metadata', 'must be object'],
    ['metadata of numbers', text({ ...debit, metadata: { a: 1 } }), '/metadata/a', 'must be string'],
    [
      'deep metadata',
      `{"account_id":"${accountId}","amount":1,"metadata":${nested(5_000)}}`,
      '/metadata/a',
      'must be string',
    ],
    [
      'too much metadata',
      text({ ...debit, metadata: Object.fromEntries(Array.from({ length: 51 }, (_, n) => [n, ''])) }),
      '/metadata',
      'must NOT have more than 50 properties',
    ],
    [
      'metadata under a long name',
      text({ ...debit, metadata: { ['k'.repeat(41)]: '' } }),
      `/metadata/${'k'.repeat(41)}`,
      'its name must NOT have more than 40 characters',
    ],
    [
      'metadata under a prototype',
      `{"account_id":"${accountId}","amount":1,"metadata":{"__proto__":"x"}}`,
      '/metadata/__proto__',
      'its name must not hold NUL characters or broken surrogate pairs, and must not be "__proto__"',
    ],
    [
      'metadata with a NUL',
      text({ ...debit, metadata: { a: '\u0000' } }),
      '/metadata/a',
      'must not hold NUL characters or broken surrogate pairs',
    ],
    [
      'a malformed id',
      text({ ...debit, account_id: 'acct_1' }),
      '/account_id',
      'must be an account id, such as acct_01m819eke0e209k3gghyc4dkah',
    ],
    [
      "another kind's id",
      text({ ...debit, account_id: accountId.replace('acct', 'txn') }),
      '/account_id',
      'must be an account id, such as acct_01m819eke0e209k3gghyc4dkah',
    ],
    [
      'an id with a line break',
      text({ ...debit, account_id: `${accountId}\n` }),
      '/account_id',
      'must be an account id, such as acct_01m819eke0e209k3gghyc4dkah',
    ],
    ['a list as body', '[]', '', 'must be object'],
    ['null as body', 'null', '', 'must be object'],
    ['a text as body', '"debit"', '', 'must be object'],
    ['no body', '', '', 'is required'],
  ])('%s', async (_what, payload, pointer, message) => {
    const answer = await post('/transactions/debit', payload);
    expect(expectProblem(answer, 422, 'validation_failed').errors).toContainEqual({
      in: 'body',
      pointer,
      message,
    });
  });

  test('all of them at once, but no more than twenty are listed', async () => {
    const errors = expectProblem(
      await post('/transactions/transfer', '{"amount":"1","x":1}'),
      422,
      'validation_failed',
    ).errors;
    expect(errors).toEqual(
      expect.arrayContaining([
        { in: 'body', pointer: '/from_account_id', message: 'is required' },
        { in: 'body', pointer: '/to_account_id', message: 'is required' },
        { in: 'body', pointer: '/amount', message: 'must be integer' },
        { in: 'body', pointer: '/x', message: 'is not known here' },
      ]),
    );
    const many = text(Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`f${n}`, n])));
    const begin = performance.now();
    const problem = expectProblem(await post('/accounts', many), 422, 'validation_failed');
    expect(problem.errors).toHaveLength(20);
    expect(problem.detail).toBe('body /f0: is not known here (and 4999 more)');
    expect(performance.now() - begin).toBeLessThan(1_000);
  });

  test('a name from the client is cut short in the answer', async () => {
    const problem = expectProblem(
      await post('/accounts', text({ ['n'.repeat(60_000)]: 1 })),
      422,
      'validation_failed',
    );
    expect(text(problem).length).toBeLessThan(1_000);
  });
});

describe('a body that cannot be read moves nothing', () => {
  test.each<[string, string | Buffer]>([
    ['half of it is missing', '{"amount":'],
    ['two of them', '{}{}'],
    ['a comma too many', '{"amount":1,}'],
    ['a comment', '{/* 1 */}'],
    ['NaN', '{"amount":NaN}'],
    ['a byte order mark', '\ufeff{}'],
    ['depth without end', '['.repeat(60_000)],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
    [
      'an overlong encoding',
      Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xc0, 0x80]), Buffer.from('"}')]),
    ],
    [
      'a surrogate in UTF-8',
      Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from('"}')]),
    ],
    ['spaces only', '   '],
  ])('%s: 400 malformed_json', async (_what, payload) => {
    expectProblem(await post('/accounts', payload), 400, 'malformed_json');
  });

  test.each([
    ['text', 'text/plain'],
    ['a form', 'application/x-www-form-urlencoded'],
    ['almost JSON', 'application/jsonx'],
    ['a problem', 'application/problem+json'],
    ['another charset', 'application/json; charset=utf-16'],
    ['latin1', 'application/json; charset=iso-8859-1'],
    ['several types', 'application/json, text/plain'],
    ['nothing of sense', ';'],
  ])('%s: 415 unsupported_media_type', async (_what, type) => {
    const answer = await post('/accounts', '{}', { 'content-type': type });
    expectProblem(answer, 415, 'unsupported_media_type');
  });

  test('without saying what it is, or compressed: 415', async () => {
    const untyped = await door.app.inject({
      method: 'POST',
      url: '/accounts',
      payload: '{}',
      headers: { authorization },
    });
    expectProblem(untyped, 415, 'unsupported_media_type');
    expectProblem(
      await post('/accounts', '{}', { 'content-encoding': 'gzip' }),
      415,
      'unsupported_media_type',
    );
  });

  test('over 64 KiB: 413 body_too_large; just 64 KiB is read', async () => {
    const fitting = `{"name":"${'x'.repeat(64 * 1024 - 11)}"}`;
    expect(fitting).toHaveLength(64 * 1024);
    expectProblem(await post('/accounts', fitting), 422, 'validation_failed');
    expectProblem(await post('/accounts', `${fitting} `), 413, 'body_too_large');
  });
});

describe('a parameter that is not what the contract says', () => {
  const get = (url: string) => door.app.inject({ url, headers: { authorization } });

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
    ['type=refund', '/type', 'must be one of credit, debit, transfer'],
    ['account_id=1', '/account_id', 'must be an account id, such as acct_01m819eke0e209k3gghyc4dkah'],
    ['reference=%00', '/reference', 'must not hold NUL characters or broken surrogate pairs'],
    ['reference=', '/reference', 'must NOT have fewer than 1 characters'],
    [
      'created_from=yesterday',
      '/created_from',
      'must be a time as in RFC 3339, such as 2026-11-22T09:30:00Z',
    ],
    [
      'created_from=2026-02-30T00:00:00Z',
      '/created_from',
      'must be a time as in RFC 3339, such as 2026-11-22T09:30:00Z',
    ],
    [
      'created_from=0000-01-01T00:00:00Z',
      '/created_from',
      'must be a time as in RFC 3339, such as 2026-11-22T09:30:00Z',
    ],
    [
      'created_from=2016-12-31T23:59:60Z',
      '/created_from',
      'must be a time as in RFC 3339, such as 2026-11-22T09:30:00Z',
    ],
    ['created_to=2026-11-22', '/created_to', 'must be a time as in RFC 3339, such as 2026-11-22T09:30:00Z'],
  ])('?%s is refused by name', async (query, pointer, message) => {
    const { errors } = expectProblem(await get(`/transactions?${query}`), 422, 'validation_failed');
    expect(errors).toEqual([{ in: 'query', pointer, message }]);
  });

  test.each(['cursor=', `cursor=${'x'.repeat(1_025)}`])('?%s is no cursor', async (query) => {
    expectProblem(await get(`/transactions?${query}`), 400, 'invalid_cursor');
  });

  test('with broken percent-encoding is refused', async () => {
    expectProblem(await get('/transactions?reference=%C3'), 400, 'malformed_request');
    expectProblem(await get('/accounts/%zz'), 400, 'malformed_request');
    expectProblem(await get('/%'), 400, 'malformed_request');
  });

  test('is refused where there are none', async () => {
    expectProblem(await get(`/accounts/${accountId}?expand=all`), 422, 'validation_failed');
    expectProblem(await get('/health/live?a=1'), 422, 'validation_failed');
  });
});

describe('an id in a path that is none', () => {
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
  ])('%s is answered like one that does not exist', async (id) => {
    const url = `/accounts/${id.startsWith("'") ? encodeURIComponent(id) : id}`;
    const answer = await door.app.inject({ url, headers: { authorization } });
    const { detail, errors } = expectProblem(answer, 404, 'not_found');
    expect({ detail, errors }).toEqual({ detail: 'There is nothing here.', errors: undefined });
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
      await post('/transactions/debit', text(debit), { 'idempotency-key': key }),
      422,
      'validation_failed',
    );
    expect(errors).toEqual([
      { in: 'header', pointer: '/Idempotency-Key', message: 'must be 1 to 255 visible ASCII characters' },
    ]);
  });

  test('Idempotency-Key of 255 characters reaches the handler as it is', async () => {
    const key = '!~'.repeat(127) + 'x';
    expect((await post('/transactions/debit', text(debit), { 'idempotency-key': key })).statusCode).toBe(200);
    expect(door.seen[0]?.request).toMatchObject({ idempotencyKey: key });
  });

  test('Prefer that makes no sense is ignored', async () => {
    expect((await post('/transactions/debit', text(debit), { prefer: 'wait=forever' })).statusCode).toBe(200);
    expect(door.seen[0]?.request).toMatchObject({ waitMs: 2_000 });
  });

  test('X-Request-Id that is no good is replaced, a good one kept', async () => {
    for (const bad of ['', 'x'.repeat(129), 'a b', 'a\u00e4', '<script>']) {
      const answer = await post('/transactions/debit', text(debit), { 'x-request-id': bad });
      expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
    }
    const answer = await post('/transactions/debit', text(debit), { 'x-request-id': 'checkout-4711' });
    expect(answer.headers['x-request-id']).toBe('checkout-4711');
    expect(door.seen.at(-1)?.request).toMatchObject({ requestId: 'checkout-4711' });
  });
});

describe('a path or method that is not there', () => {
  test('is 404 for an unknown path, whatever is sent to it', async () => {
    for (const url of ['/', '/account', '/ACCOUNTS', `/accounts/${accountId}/`, '/docs/..%2fpackage.json']) {
      expectProblem(await door.app.inject({ url }), 404, 'not_found');
    }
    expectProblem(await post('/nowhere', '{', { 'content-type': 'text/plain' }), 404, 'not_found');
  });

  test.each([
    ['DELETE', `/accounts/${accountId}`, 'GET, HEAD'],
    ['PUT', '/accounts', 'GET, HEAD, POST'],
    ['DELETE', '/transactions/debit', 'POST'],
    ['OPTIONS', '/transactions/debit', 'POST'],
    ['POST', '/health/live', 'GET, HEAD'],
    ['POST', '/docs', 'GET, HEAD'],
    ['PATCH', '/transactions', 'GET, HEAD'],
  ] as const)('is 405 with Allow for %s %s', async (method, url, allow) => {
    const answer = await door.app.inject({ method, url });
    expectProblem(answer, 405, 'method_not_allowed');
    expect(answer.headers.allow).toBe(allow);
  });
});

test('numbers that are whole are taken however they are written', async () => {
  const payload = `{"from_account_id":"${accountId}","to_account_id":"${otherAccountId}","amount":1.0e2}`;
  expect((await post('/transactions/transfer', payload)).json()).toMatchObject({ amount: 100 });
});
