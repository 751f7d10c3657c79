import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { accountId, goodKey, listenApiServer, openApiServer, otherAccountId } from '../test/api-server.ts';
import { authorization, useApiServer } from '../test/use-api-server.ts';
import { exchange } from '../test/raw-connection.ts';

const { expectProblem, get, inject, post } = useApiServer();

/** The message about one field of a body. */
async function messageAbout(url: string, body: object, pointer: string): Promise<string | undefined> {
  const { errors } = expectProblem(await post(url, JSON.stringify(body)), 422, 'validation_failed');
  const own = (errors as { pointer: string; message: string }[]).filter((each) => each.pointer === pointer);
  expect(own.length).toBeLessThan(2);
  return own[0]?.message;
}

describe('an amount', () => {
  const whole = 'must be an integer in whole minor units';
  test.each([
    ['10.50', 'USD', `${whole}: 1050 for 10.50 USD`],
    [10.5, 'USD', `${whole}: 1050 for 10.50 USD`],
    ['10.5', 'EUR', `${whole}: 1050 for 10.50 EUR`],
    ['$10.50', undefined, `${whole}: 1050 for 10.50 USD`],
    ['10,50', 'EUR', `${whole}: 1050 for 10.50 EUR`],
    ['1,050.25 USD', 'USD', `${whole}: 105025 for 1050.25 USD`],
    ['1.050,25', 'EUR', `${whole}: 105025 for 1050.25 EUR`],
    ['-3.20', 'USD', `${whole}: 320 for 3.20 USD`],
    ['0.005', 'KWD', `${whole}: 5 for 0.005 KWD`],
    ['10.5', 'KWD', `${whole}: 10500 for 10.500 KWD`],
    ['1050', 'JPY', `${whole}: 1050 for 1050 JPY`],
    ['10.5', 'JPY', `${whole}, such as 1050 for 1050 JPY: JPY has 0 decimals`],
    ['10.5555', 'USD', `${whole}, such as 1050 for 10.50 USD: USD has 2 decimals`],
    ['50', 'USD', `${whole}: 50 for 0.50 USD, 5000 for 50.00 USD`],
    ['1.050', 'EUR', `${whole}, such as 1050 for 10.50 EUR`],
    ['1.050', 'KWD', `${whole}: 1050 for 1.050 KWD`],
    ["1'234'567.80", 'CHF', `${whole}: 123456780 for 1234567.80 CHF`],
    ['ten', 'EUR', `${whole}, such as 1050 for 10.50 EUR`],
    [null, 'KWD', `${whole}, such as 1050 for 1.050 KWD`],
    ['9'.repeat(60), 'USD', `${whole}, such as 1050 for 10.50 USD`],
    [{}, 'nonsense', `${whole}, such as 1050 for 10.50 USD`],
    [0, 'USD', 'must be >= 1 (0.01 USD)'],
    [1_000_000_000_000_000, 'KWD', 'must be <= 999999999999999 (999999999999.999 KWD)'],
  ])('%j in %s: the answer shows how to write it', async (amount, currency, message) => {
    const body = { account_id: accountId, amount, ...(currency === undefined ? {} : { currency }) };
    expect(await messageAbout('/transactions/debit', body, '/amount')).toBe(message);
  });

  test('has this explanation in every field for money', async () => {
    const text = `${whole}: 1050 for 10.50 USD`;
    for (const name of ['initial_balance', 'overdraft_limit', 'movement_limit', 'daily_limit']) {
      const message = await messageAbout('/accounts', { [name]: '10.50' }, `/${name}`);
      const mayBeNull = name === 'movement_limit' || name === 'daily_limit';
      expect(message).toBe(mayBeNull ? `${text}, or null` : text);
    }
    const movement = { type: 'credit', account_id: accountId, amount: '10.5', currency: 'JPY' };
    const movements = [{ ...movement, amount: 1 }, movement];
    expect(await messageAbout('/transactions/batch', { movements }, '/movements/1/amount')).toContain(
      'for 1050 JPY',
    );
    const transfer = { from_account_id: accountId, to_account_id: otherAccountId, amount: '10.50' };
    expect(await messageAbout('/transactions/transfer', transfer, '/amount')).toBe(text);
    const { detail } = expectProblem(await get('/transactions?amount_min=10.50'), 422, 'validation_failed');
    expect(detail).toBe(`query /amount_min: ${text}`);
  });
});

describe('an unknown name', () => {
  test.each([
    ['acount_id', 'account_id'],
    ['accountId', 'account_id'],
    ['ACCOUNT-ID', 'account_id'],
    ['account', 'account_id'],
    ['ammount', 'amount'],
    ['curency', 'currency'],
    ['desc', 'description'],
    ['meta_data', 'metadata'],
  ])('%s in a body is answered with %s', async (wrong, right) => {
    const body = { [wrong]: 'x', ...(right === 'amount' ? {} : { amount: 1 }) };
    expect(await messageAbout('/transactions/debit', body, `/${wrong}`)).toBe(
      `is not known here; did you mean \`${right}\`?`,
    );
  });

  test.each([
    ['acount_id=x', 'account_id'],
    ['accountId=x', 'account_id'],
    ['metdata[order]=1', 'metadata'],
    ['created_form=x', 'created_from'],
    ['Limit=5', 'limit'],
    ['page_cursor=5', undefined],
    ['offset=10', undefined],
  ])('?%s is answered with %s', async (query, right) => {
    const { detail } = expectProblem(await get(`/transactions?${query}`), 422, 'validation_failed');
    if (right === undefined) expect(detail).not.toContain('did you mean');
    else expect(detail).toContain(`is not known here; did you mean \`${right}\`?`);
  });

  test('has no suggestion if the similar name is already present, or if none is similar', async () => {
    const body = { account_id: accountId, amount: 1, accountId, zzz: 1 };
    expect(await messageAbout('/transactions/debit', body, '/accountId')).toBe('is not known here');
    expect(await messageAbout('/transactions/debit', body, '/zzz')).toBe('is not known here');
  });

  test('as the value of a field has a suggestion too', async () => {
    const { detail } = expectProblem(await get('/transactions?type=Debit'), 422, 'validation_failed');
    expect(detail).toMatch(/must be one of credit, debit, .*; did you mean `debit`\?$/);
  });
});

describe('several errors', () => {
  test('are all in `errors`, and up to three of them in `detail`', async () => {
    const three = expectProblem(await post('/transactions/debit', '{"x":1}'), 422, 'validation_failed');
    expect(three.detail.split('; ')).toHaveLength(3);
    for (const field of ['/account_id', '/amount', '/x']) expect(three.detail).toContain(`body ${field}: `);
    const five = expectProblem(
      await post('/transactions/debit', '{"v":1,"x":1,"y":1}'),
      422,
      'validation_failed',
    );
    expect(five.errors).toHaveLength(5);
    expect(five.detail).toMatch(/ \(and 2 more\)$/);
  });
});

describe('a key in the wrong form', () => {
  test.each([
    [{ authorization: goodKey }, 'put `Bearer ` before the key'],
    [{ authorization: 'Bearer' }, 'no key behind `Bearer`'],
    [{ authorization: `Bearer: ${goodKey}` }, '`Authorization: Bearer <key>`'],
    [{ authorization: `Bearer "${goodKey}"` }, 'without quotes'],
    [{ authorization: `Token ${goodKey}` }, '`Authorization: Bearer <key>`'],
    [{ authorization: `Basic ${btoa(`${goodKey}:`)}` }, '`Authorization: Bearer <key>`'],
    [{ 'x-api-key': `Bearer ${goodKey}` }, 'without `Bearer `'],
  ])('%j: the answer shows how to send it', async (headers, hint) => {
    const { detail } = expectProblem(await inject({ url: '/accounts', headers }), 401, 'unauthenticated');
    expect(detail).toContain(hint);
    expect(detail).not.toContain(goodKey);
  });
});

describe('a time with a blank in place of +', () => {
  test.each(['created_from=2026-11-22T09:30:00+01:00', 'created_to=2026-11-22T09:30:00.123+0100'])(
    '?%s: the answer says to encode it',
    async (query) => {
      const { detail } = expectProblem(await get(`/transactions?${query}`), 422, 'validation_failed');
      expect(detail).toContain('encode `+` as `%2B`');
    },
  );

  test('is accepted when it is encoded', async () => {
    expect((await get('/transactions?created_from=2026-11-22T09:30:00%2B01:00')).statusCode).toBe(200);
  });
});

describe('a body that is not JSON', () => {
  test.each([
    ['{"a":1,}', 1, 8],
    ['{"a": abc}', 1, 7],
    ['{\n  "a": 1\n  "b": 2\n}', 3, 3],
    ['[1,2', 1, 5],
    ["{'a':1}", 1, 2],
    ['{"a":\n.5}', 2, 1],
    ['[1,]', 1, 4],
    ['{"a":}', 1, 6],
    ['{"a":1} x', 1, 9],
    ['nul', 1, 1],
    ['{"a":1]', 1, 7],
    ['{"a":"\n"}', 1, 7],
    [`{"long":"${'x'.repeat(200)}","b":tru}`, 1, 216],
    [`${'['.repeat(30_000)}x`, 1, 30_001],
  ])('%s: the answer contains the position of the error', async (text, line, column) => {
    const { detail } = expectProblem(await post('/accounts', text), 400, 'malformed_json');
    expect(detail).toMatch(new RegExp(`at line ${line}, column ${column}\\.$`));
    expect(detail.length).toBeLessThan(160);
  });

  test('and not UTF-8: the answer contains the position, or the actual encoding', async () => {
    const latin = Buffer.from('{\n"name": "M\xfcller"}', 'latin1');
    const { detail } = expectProblem(await post('/accounts', latin), 400, 'malformed_json');
    expect(detail).toBe('The body is not valid UTF-8: byte 0xfc at line 2, column 11.');
    const cut = expectProblem(
      await post('/accounts', Buffer.from([0x7b, 0x22, 0xef])),
      400,
      'malformed_json',
    );
    expect(cut.detail).toBe('The body is not valid UTF-8: byte 0xef at line 1, column 3.');
    const zipped = expectProblem(await post('/accounts', gzipSync('{}')), 400, 'malformed_json');
    expect(zipped.detail).toContain('gzip');
    const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('{}', 'utf16le')]);
    expect(expectProblem(await post('/accounts', wide), 400, 'malformed_json').detail).toContain('UTF-16');
  });
});

describe('a body in another encoding', () => {
  test.each([
    ['gzip', gzipSync('{}')],
    ['br', brotliCompressSync('{}')],
    ['deflate', deflateSync('{}')],
    ['zstd', Buffer.from('x')],
    ['gzip, br', Buffer.from('x')],
  ])('compressed with %s is refused by name', async (encoding, body) => {
    for (const [url, type] of [
      ['/accounts', 'application/json'],
      ['/oauth/token', 'application/x-www-form-urlencoded'],
    ] as const) {
      const answer = await post(url, body, { 'content-encoding': encoding, 'content-type': type });
      const { detail } = expectProblem(answer, 415, 'unsupported_media_type');
      expect(detail).toContain(`Content-Encoding: ${encoding}`);
      expect(answer.headers['accept-encoding']).toBe('identity');
    }
  });

  test.each([
    ['application/json; charset=iso-8859-1', 'iso-8859-1'],
    ['text/plain', 'text/plain'],
    ['application/x-www-form-urlencoded', 'application/x-www-form-urlencoded'],
    ['application/xml; charset=utf-8', 'application/xml'],
  ])('%s is refused by name', async (type, name) => {
    const { detail } = expectProblem(
      await post('/accounts', 'x', { 'content-type': type }),
      415,
      'unsupported_media_type',
    );
    expect(detail).toContain(name);
  });
});

describe('the type of a problem', () => {
  const typeOf = async (headers: Record<string, string>, publicUrl?: string) => {
    const { app } = await openApiServer({ publicUrl });
    const answer = await app.inject({ url: '/nowhere', headers: { authorization, ...headers } });
    await app.close();
    return answer.json().type as string;
  };

  test.each([
    [{ host: 'bank.example' }, 'http://bank.example/docs/errors/not_found'],
    [{ host: 'bank.example:3000' }, 'http://bank.example:3000/docs/errors/not_found'],
    [{ host: '[::1]:3000' }, 'http://[::1]:3000/docs/errors/not_found'],
    [{ host: 'bank.example', 'x-forwarded-proto': 'https' }, 'https://bank.example/docs/errors/not_found'],
  ])('is a URL of the server that received the request: %j', async (headers, type) => {
    expect(await typeOf(headers)).toBe(type);
    expect(await typeOf(headers, 'https://api.bank.example/florin/')).toBe(
      'https://api.bank.example/florin/docs/errors/not_found',
    );
  });

  test.each([
    'evil.example/x',
    'a@evil.example',
    'evil.example?x',
    'evil.example#',
    '"><script>',
    'a b',
    '-',
  ])('never contains an invalid Host: %s', async (host) =>
    expect(await typeOf({ host })).not.toContain(host),
  );

  test('is a URL for malformed input as well', async () => {
    const { app, url, port } = await listenApiServer();
    for (const bytes of ['garbage\r\n\r\n', 'GET /accounts HTTP/1.0\r\n\r\n']) {
      const { body } = await exchange(port, bytes);
      const { type, code } = JSON.parse(body) as { type: string; code: string };
      expect(type).toBe(`${url}/docs/errors/${code}`);
    }
    await app.close();
  });
});

describe('the root', () => {
  test('links to the documents', async () => {
    const answer = await inject({ url: '/', headers: { host: 'bank.example' } });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({ vary: 'Accept', 'content-type': expect.stringContaining('json') });
    const links = answer.json() as Record<string, string>;
    expect(links).toMatchObject({
      contract: 'http://bank.example/openapi.json',
      reference: 'http://bank.example/docs/reference',
      health: 'http://bank.example/health/ready',
    });
    for (const link of Object.values(links).filter((each) => each.startsWith('http'))) {
      expect((await inject({ url: new URL(link).pathname })).statusCode).toBe(200);
    }
    const wrong = await inject({ url: '/', method: 'POST' });
    expect([wrong.statusCode, wrong.headers['allow']]).toEqual([405, 'GET, HEAD']);
  });
});
