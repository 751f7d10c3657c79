import { describe, expect, test } from '@jest/globals';
import { accountId, otherAccountId } from '../test/api-server.ts';
import { authorization, useApiServer } from '../test/use-api-server.ts';

const { expectProblem, inject, post } = useApiServer();
const debit = { account_id: accountId, amount: 100 };
const text = (value: unknown) => JSON.stringify(value);
const rule = 'must be an integer in whole minor units';
const wholeMinorUnits = `${rule}, such as 1050 for 10.50 USD`;
const nested = (depth: number) => '{"a":'.repeat(depth) + '1' + '}'.repeat(depth);

describe('a body with a wrong field moves nothing, and the answer names the field', () => {
  test.each<[string, string, string, string]>([
    [
      'a number in a string',
      text({ ...debit, amount: '100' }),
      '/amount',
      `${rule}: 100 for 1.00 USD, 10000 for 100.00 USD`,
    ],
    ['a number in hexadecimal', text({ ...debit, amount: '0x10' }), '/amount', wholeMinorUnits],
    ['a fraction', text({ ...debit, amount: 1.5 }), '/amount', `${rule}: 150 for 1.50 USD`],
    [
      'a hidden fraction',
      `{"account_id":"${accountId}","amount":0.99999999999999999999}`,
      '/amount',
      'must be a whole number',
    ],
    ['nothing', text({ ...debit, amount: 0 }), '/amount', 'must be >= 1 (0.01 USD)'],
    ['less than nothing', text({ ...debit, amount: -1 }), '/amount', 'must be >= 1 (0.01 USD)'],
    ['minus zero', `{"account_id":"${accountId}","amount":-0}`, '/amount', 'must be >= 1 (0.01 USD)'],
    [
      'more than the maximum',
      text({ ...debit, amount: 1e15 }),
      '/amount',
      'must be <= 999999999999999 (9999999999999.99 USD)',
    ],
    [
      'more than a double holds',
      `{"account_id":"${accountId}","amount":9007199254740993}`,
      '/amount',
      'must be <= 999999999999999 (9999999999999.99 USD)',
    ],
    ['infinity', `{"account_id":"${accountId}","amount":1e400}`, '/amount', wholeMinorUnits],
    ['a truth', text({ ...debit, amount: true }), '/amount', wholeMinorUnits],
    ['a list', text({ ...debit, amount: [100] }), '/amount', wholeMinorUnits],
    ['null', text({ ...debit, amount: null }), '/amount', wholeMinorUnits],
    [
      'a thousand digits',
      `{"account_id":"${accountId}","amount":${'9'.repeat(1_000)}}`,
      '/amount',
      wholeMinorUnits,
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

  test('all wrong fields at once, of which at most twenty are listed', async () => {
    const errors = expectProblem(
      await post('/transactions/transfer', '{"amount":"1","x":1}'),
      422,
      'validation_failed',
    ).errors;
    expect(errors).toEqual(
      expect.arrayContaining([
        { in: 'body', pointer: '/from_account_id', message: 'is required' },
        { in: 'body', pointer: '/to_account_id', message: 'is required' },
        { in: 'body', pointer: '/amount', message: `${rule}: 1 for 0.01 USD, 100 for 1.00 USD` },
        { in: 'body', pointer: '/x', message: 'is not known here' },
      ]),
    );
    const many = text(Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`f${n}`, n])));
    const begin = performance.now();
    const problem = expectProblem(await post('/accounts', many), 422, 'validation_failed');
    expect(problem.errors).toHaveLength(20);
    expect(problem.detail).toBe(
      'body /f0: is not known here; body /f1: is not known here; body /f2: is not known here (and 17 more)',
    );
    expect(performance.now() - begin).toBeLessThan(5_000);
  });

  test('a long name from the client is shortened in the answer', async () => {
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
    // Its first bytes are those of the character that takes the place of what is no UTF-8.
    ['half of a character at its end', Buffer.from([0x7b, 0x22, 0xef])],
    ['two thirds of a character at its end', Buffer.from([0x7b, 0x22, 0xef, 0xbf])],
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

  test('without a content type, or compressed: 415', async () => {
    const untyped = await inject({
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

  test('over 64 KiB: 413 body_too_large; exactly 64 KiB is read', async () => {
    const fitting = `{"name":"${'x'.repeat(64 * 1024 - 11)}"}`;
    expect(fitting).toHaveLength(64 * 1024);
    expectProblem(await post('/accounts', fitting), 422, 'validation_failed');
    expectProblem(await post('/accounts', `${fitting} `), 413, 'body_too_large');
  });
});

test('whole numbers are accepted in any notation', async () => {
  const payload = `{"from_account_id":"${accountId}","to_account_id":"${otherAccountId}","amount":1.0e2}`;
  expect((await post('/transactions/transfer', payload)).json()).toMatchObject({ amount: 100 });
});
