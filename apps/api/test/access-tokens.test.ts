import { scopes } from '@florin/access';
import { AuthenticationError, Florin, PermissionError, type FlorinOptions } from '@florin/sdk';
import { eventually } from '@florin/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createPublicKey, verify, type JsonWebKey } from 'node:crypto';
import { ask, type RawAnswer } from './ask.ts';
import { openBank, type TestBank } from './open-bank.ts';

let bank: TestBank;
let key: { id: string; secret: string };

beforeAll(async () => {
  bank = await openBank({ apis: 3, env: { LOG_LEVEL: 'trace', TOKEN_LIFETIME_SECONDS: '900' } });
  key = await makeKey();
}, 120_000);

afterAll(async () => {
  await bank?.close();
});

async function makeKey(): Promise<{ id: string; secret: string }> {
  const { id, secret } = await bank.florin().apiKeys.create({ name: 'shop', scopes: [...scopes] });
  return { id, secret: secret! };
}

/** Requests a token as an OAuth client does: by a form, with HTTP Basic. */
function exchange(form: Record<string, string> = {}, of = key, api = 0): Promise<RawAnswer> {
  return ask(`${bank.apis[api]!.url}/oauth/token`, {
    body: new URLSearchParams({ grant_type: 'client_credentials', ...form }).toString(),
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: `Basic ${Buffer.from(`${of.id}:${of.secret}`).toString('base64')}`,
    },
  });
}

const clientOf = ({ id, secret }: typeof key, api = 0, more: Partial<FlorinOptions> = {}) =>
  new Florin({ clientId: id, clientSecret: secret, baseUrl: bank.apis[api]!.url, ...more } as FlorinOptions);
const withToken = (token: string, api = 0) =>
  new Florin({ accessToken: () => token, baseUrl: bank.apis[api]!.url, maxRetries: 0 });

async function tokenOf(of = key, form: Record<string, string> = {}): Promise<string> {
  return (await exchange(form, of)).json.access_token as string;
}

describe('a program with a client id and secret', () => {
  test('can use its token at every process, and its requests are attributed to its key', async () => {
    const florin = clientOf(key);
    const { id } = await florin.accounts.create({ initial_balance: 100 });
    await florin.transactions.debit({ account_id: id, amount: 50 });
    const token = await tokenOf();
    for (const api of [0, 1, 2]) {
      expect(await withToken(token, api).accounts.balance(id)).toMatchObject({ balance: 50 });
      expect(await clientOf(key, api).apiKeys.current()).toMatchObject({ id: key.id });
    }
  });

  test('can limit the scopes of a token, and a limited token cannot create a stronger key', async () => {
    const reader = clientOf(key, 0, { scope: 'accounts:read keys:write' });
    await reader.accounts.list();
    await expect(reader.accounts.create()).rejects.toThrow(PermissionError);
    await expect(reader.apiKeys.create({ name: 'x', scopes: ['accounts:write'] })).rejects.toThrow(
      'lacks the scope accounts:write',
    );
    await expect(reader.apiKeys.rotate(key.id)).rejects.toThrow(PermissionError);
    const { secret } = await reader.apiKeys.create({ name: 'x', scopes: ['accounts:read'] });
    await bank.florin(1, { apiKey: secret! }).accounts.list();
  });

  test('can read what the consumers serve with its token, as with its key', async () => {
    // No consumer runs here: a 503 shows that the request was forwarded; 401 and 403 would come from the API itself.
    const url = `${bank.apis[0]!.url}/fraud/alerts`;
    expect(await ask(url, { apiKey: await tokenOf() })).toMatchObject({ status: 503 });
    expect(await ask(url, { apiKey: await tokenOf(key, { scope: 'accounts:read' }) })).toMatchObject({
      status: 403,
    });
  });

  test('is refused by every process within 5 s of its key’s end, although its token has not expired', async () => {
    const leaked = await makeKey();
    const token = await tokenOf(leaked);
    for (const api of [0, 1, 2]) await withToken(token, api).accounts.list();
    await bank.florin().apiKeys.revoke(leaked.id);
    const revokedAt = Date.now();
    for (const api of [0, 1, 2]) {
      const refusal = () =>
        withToken(token, api)
          .accounts.list()
          .then(
            () => undefined,
            (error: unknown) => error,
          );
      await eventually(async () => (await refusal()) instanceof AuthenticationError, { withinMs: 30_000 });
    }
    // The state of a key is cached for 3 s; the rest is slack for a slow machine.
    expect(Date.now() - revokedAt).toBeLessThan(15_000);
    expect((await exchange({}, leaked)).json.error).toBe('invalid_client');
  });
});

describe('the token endpoint', () => {
  test('answers as the standard requires, without caching', async () => {
    const { status, headers, json } = await exchange({ scope: 'accounts:read' });
    expect(status).toBe(200);
    expect(json).toEqual({
      ...{ access_token: expect.any(String), token_type: 'Bearer', expires_in: 900, scope: 'accounts:read' },
    });
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-type')).toMatch(/^application\/json/);
  });

  test.each([
    ['a wrong secret', {}, { secret: `flk_${'x'.repeat(43)}` }, 401, 'invalid_client'],
    ['a wrong id', {}, { id: 'key_01m819eke0e8x9qk3m5r7t2v4w' }, 401, 'invalid_client'],
    ['an unknown scope', { scope: 'money:print' }, {}, 400, 'invalid_scope'],
    ['another grant', { grant_type: 'password' }, {}, 400, 'unsupported_grant_type'],
    ['no grant', { grant_type: '' }, {}, 400, 'invalid_request'],
  ])('reports %s in the format of OAuth', async (_what, form, wrong, status, error) => {
    const answer = await exchange(form, { ...key, ...wrong });
    expect(answer).toMatchObject({ status, json: { error, error_description: expect.any(String) } });
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const challenge = answer.headers.get('www-authenticate');
    expect(challenge).toBe(status === 401 ? 'Basic realm="florin"' : null);
  });

  test('accepts only forms of limited size, and no credentials in the URL', async () => {
    const url = `${bank.apis[0]!.url}/oauth/token`;
    const json = await ask(url, { body: { grant_type: 'client_credentials' } });
    expect(json).toMatchObject({ status: 415, json: { code: 'unsupported_media_type' } });
    expect((await exchange({ client_assertion: 'x'.repeat(9_000) })).status).toBe(413);
    const inAddress = await ask(`${url}?client_secret=${key.secret}`, { method: 'POST' });
    expect(inAddress).toMatchObject({ status: 422, json: { code: 'validation_failed' } });
    expect(await ask(url, { method: 'POST' })).toMatchObject({
      status: 400,
      json: { error: 'invalid_request' },
    });
    expect(await ask(url)).toMatchObject({ status: 405 });
  });

  test('is the only operation that accepts forms', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const url = `${bank.apis[0]!.url}/accounts`;
    expect((await ask(url, { apiKey: bank.apiKey, body: 'name=Ada', headers })).status).toBe(415);
  });
});

test('a token can be verified with the keys that any process publishes, which can be cached', async () => {
  const token = await tokenOf();
  const [header, claims, signature] = token.split('.') as [string, string, string];
  const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString()) as { kid: string };
  for (const { url } of bank.apis) {
    const published = await ask(`${url}/.well-known/jwks.json`);
    expect(published.headers.get('cache-control')).toBe('public, max-age=600');
    const keys = published.json.keys as (JsonWebKey & { kid: string })[];
    expect(Object.keys(keys[0]!).toSorted()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
    const publicKey = createPublicKey({ key: keys.find((each) => each.kid === kid)!, format: 'jwk' });
    const isRight = verify(
      'sha256',
      Buffer.from(`${header}.${claims}`),
      { key: publicKey, dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'base64url'),
    );
    expect(isRight).toBe(true);
  }
});

test('every process refuses forged tokens, and answers how to authenticate', async () => {
  const good = await tokenOf();
  const [header, claims, signature] = good.split('.') as [string, string, string];
  const none = Buffer.from(JSON.stringify({ alg: 'none', typ: 'at+jwt' })).toString('base64url');
  const respelt = [`${good}=`, `${good}==`, `${header}==.${claims}.${signature}`, `${good}%`, `${good}.`];
  for (const forged of [
    `${none}.${claims}.`,
    `${header}.${claims}.${'A'.repeat(86)}`,
    'a.b.c',
    // The last letter carries two bits of the signature: decoders read the letter after it as the same.
    `${good.slice(0, -1)}${nextLetter(good.at(-1)!)}`,
    ...respelt,
  ]) {
    for (const { url } of bank.apis) {
      const answer = await ask(`${url}/accounts`, { apiKey: forged });
      expect(answer).toMatchObject({ status: 401, json: { code: 'unauthenticated' } });
      expect(answer.headers.get('www-authenticate')).toContain('error="invalid_token"');
    }
  }
});

test('no log line contains a secret or a token', async () => {
  const token = await tokenOf();
  await withToken(token).accounts.list();
  await exchange({}, { ...key, id: 'key_01m819eke0e8x9qk3m5r7t2v4w' });
  const logs = bank.apis.map((api) => api.logs()).join('');
  expect(logs).toContain('Server listening');
  for (const each of [key.secret, token, token.split('.')[2]!]) expect(logs).not.toContain(each);
});

/** The letter of base64url whose value is one more. */
function nextLetter(letter: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return alphabet[alphabet.indexOf(letter) + 1]!;
}
