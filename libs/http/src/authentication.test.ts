import { describe, expect, test } from '@jest/globals';
import { accountId, goodKey, openApiServer, readOnlyKey, tenantId } from '../test/api-server.ts';
import { keyAuthentication } from './index.ts';

const invalidToken = 'Bearer realm="florin", error="invalid_token"';

describe('a key', () => {
  test.each([
    ['as a bearer token', { authorization: `Bearer ${goodKey}` }],
    ['as a bearer token, however it is written', { authorization: `bearer   ${goodKey}` }],
    ['in X-API-Key', { 'x-api-key': goodKey }],
    ['in both', { authorization: `Bearer ${goodKey}`, 'x-api-key': goodKey }],
  ])('is accepted %s', async (_how, headers) => {
    const { app } = await openApiServer();
    expect((await app.inject({ url: `/accounts/${accountId}`, headers })).statusCode).toBe(200);
  });

  test.each([
    ['is missing', {}, 'Bearer realm="florin"'],
    ['is unknown', { authorization: 'Bearer flk_unknown' }, 'Bearer realm="florin", error="invalid_token"'],
    ['is empty', { authorization: 'Bearer ' }, 'Bearer realm="florin"'],
    ['has another scheme', { authorization: `Basic ${goodKey}` }, 'Bearer realm="florin"'],
    ['is two keys', { authorization: `Bearer ${goodKey} ${goodKey}` }, 'Bearer realm="florin"'],
    ['is endless', { 'x-api-key': 'k'.repeat(5_000) }, 'Bearer realm="florin"'],
    ['is spelt with padding', { authorization: `Bearer ${goodKey}==` }, invalidToken],
  ])('that %s is answered with 401', async (_why, headers, challenge) => {
    const { app, seen } = await openApiServer();
    const answer = await app.inject({ url: `/accounts/${accountId}`, headers });
    expect(answer.statusCode).toBe(401);
    expect(answer.json()).toMatchObject({ code: 'unauthenticated', status: 401 });
    expect(answer.headers['www-authenticate']).toBe(challenge);
    expect(seen).toEqual([]);
  });

  test.each([
    ['beside an unknown one', { authorization: 'Bearer flk_unknown', 'x-api-key': goodKey }],
    ['beside another good one', { authorization: `Bearer ${goodKey}`, 'x-api-key': readOnlyKey }],
    ['beside another scheme', { authorization: 'Basic dXNlcjpzZWNyZXQ=', 'x-api-key': goodKey }],
    ['beside nothing', { authorization: '', 'x-api-key': goodKey }],
  ])('%s is refused, because it is ambiguous', async (_where, headers) => {
    const { app, seen } = await openApiServer();
    const answer = await app.inject({ url: `/accounts/${accountId}`, headers });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ code: 'malformed_request', status: 400 });
    expect(seen).toEqual([]);
  });

  test('without the scope is answered with 403 that names it', async () => {
    const { app, seen } = await openApiServer();
    const headers = { authorization: `Bearer ${readOnlyKey}` };
    expect((await app.inject({ url: `/accounts/${accountId}`, headers })).statusCode).toBe(200);
    const answer = await app.inject({ method: 'POST', url: '/accounts', headers });
    expect(answer.statusCode).toBe(403);
    expect(answer.json()).toMatchObject({
      code: 'forbidden',
      detail: 'This key lacks the scope accounts:write.',
    });
    expect(seen.map(({ operation }) => operation)).toEqual(['getAccount']);
  });

  test('is checked before the body is read', async () => {
    const { app } = await openApiServer();
    const answer = await app.inject({
      method: 'POST',
      url: '/transactions/debit',
      headers: { 'content-type': 'text/plain' },
      payload: '{',
    });
    expect(answer.statusCode).toBe(401);
  });

  test('that is for another place is answered with 401 that says which, and only if it is unknown here', async () => {
    const principal = { tenantId, credentialId: 'key_1', scopes: new Set(['accounts:read']) };
    const authenticate = keyAuthentication(async (key) => (key === 'known' ? principal : undefined), {
      explain: (key) => (key === 'other' ? undefined : `${key} is for another place.`),
    });
    const { app } = await openApiServer({ authenticate });
    const get = (key: string) => app.inject({ url: `/accounts/${accountId}`, headers: { 'x-api-key': key } });
    expect((await get('known')).statusCode).toBe(200);
    const answer = await get('moved');
    expect({ status: answer.statusCode, detail: answer.json().detail }).toEqual({
      status: 401,
      detail: 'moved is for another place.',
    });
    expect(answer.headers['www-authenticate']).toBe(invalidToken);
    expect((await get('other')).json().detail).toContain('it is unknown, expired or revoked');
  });

  test('that cannot be looked up is not accepted', async () => {
    const authenticate = keyAuthentication(() =>
      Promise.reject(new Error('the database is away: flk_secret')),
    );
    const { app, seen } = await openApiServer({ authenticate });
    const answer = await app.inject({ url: `/accounts/${accountId}`, headers: { 'x-api-key': goodKey } });
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain('flk_secret');
    expect(seen).toEqual([]);
  });
});
