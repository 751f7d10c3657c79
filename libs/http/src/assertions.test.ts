import { execFileSync } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { SignJWT } from 'jose';
import { readConfig } from '@florin/service';
import { Type } from 'typebox';
import {
  accountId,
  apiHandlers,
  createContext,
  openApiServer,
  otherAccountId,
  tenantId,
} from '../test/api-server.ts';
import { fraudHandlers } from '../test/fraud-handlers.ts';
import { createCallSigner, keyPairFrom, type AssertedCall } from './assertions.ts';
import { createHttpServer, type Principal } from './index.ts';
import {
  apiAuthenticationOf,
  calledByApiSettings,
  callerSettings,
  callSignerOf,
  namingFraudApp,
  ownSignerOf,
  secretsOf,
} from './internal-settings.ts';

const token = 'internal-token-of-32-characters-or-more';
const [current, previous, foreign] = ['current', 'previous', 'foreign'].map((name) =>
  keyPairFrom(name, 'api'),
) as [KeyPair, KeyPair, KeyPair];
type KeyPair = ReturnType<typeof keyPairFrom>;

const call: AssertedCall = {
  audience: 'fraud',
  method: 'GET',
  path: '/fraud/alerts',
  principal: { tenantId, credentialId: 'key_1', scopes: new Set(['accounts:read', 'fraud:read']) },
  requestId: 'request-1',
};
const signedBy = (pair: KeyPair, change: Partial<AssertedCall> = {}) =>
  createCallSigner('api', pair.privateKey)({ ...call, ...change });

const principals: Principal[] = [];
const closing: (() => unknown)[] = [];

async function openFraudServer(
  settings: Parameters<typeof apiAuthenticationOf>[1],
): Promise<FastifyInstance> {
  const { context, stop } = createContext();
  closing.push(stop);
  return createHttpServer({
    service: 'fraud',
    context,
    authenticate: apiAuthenticationOf('fraud', settings),
    handlers: fraudHandlers(async ({ principal }) => {
      principals.push(principal);
      return { body: { data: [], has_more: false, next_cursor: null } };
    }),
  });
}

let app: FastifyInstance;
beforeAll(async () => {
  app = await openFraudServer({ API_ASSERTION_PUBLIC_KEYS: [current.publicKey, previous.publicKey] });
});
afterAll(async () => void (await Promise.all(closing.map((close) => close()))));

const statusOf = async (headers: Record<string, string>, server = app, url = '/fraud/alerts') =>
  (await server.inject({ url, headers })).statusCode;

/** An assertion with a valid signature and these claims and header. */
async function forged(claims: object, header: object = {}): Promise<string> {
  const key = createPrivateKey({
    key: Buffer.from(current.privateKey, 'base64'),
    format: 'der',
    type: 'pkcs8',
  });
  const [head, body] = (await signedBy(current)).slice('Bearer '.length).split('.') as [string, string];
  const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as object;
  const jwt = new SignJWT({ ...read(body), ...claims } as never);
  return `Bearer ${await jwt.setProtectedHeader({ ...read(head), ...header } as never).sign(key)}`;
}

const now = () => Math.floor(Date.now() / 1_000);

describe('an app behind the API', () => {
  test('accepts an assertion, with the tenant, the scopes and the actor that it carries', async () => {
    const unknown = { correlationId: null, onBehalfOf: null };
    const known = { tokenId: 't', requestId: 'r', address: '192.0.2.1' };
    const actor = { type: 'api_key', id: 'key_1', ...known, ...unknown } as const;
    const authorization = await signedBy(current, { principal: { ...call.principal, actor } });
    expect(await statusOf({ authorization })).toBe(200);
    expect(principals.at(-1)).toEqual({ ...call.principal, actor });
    expect(await statusOf({ authorization: await signedBy(current) })).toBe(200);
    const bare = { type: 'api_key', id: 'key_1', tokenId: null, requestId: 'request-1', address: null };
    expect(principals.at(-1)?.actor).toEqual({ ...bare, ...unknown });
  });

  test('accepts the previous key until it is removed', async () => {
    const authorization = await signedBy(previous);
    expect(await statusOf({ authorization })).toBe(200);
    const later = await openFraudServer({ API_ASSERTION_PUBLIC_KEYS: [current.publicKey] });
    expect(await statusOf({ authorization }, later)).toBe(401);
  });

  test('accepts clocks that differ by some seconds', async () => {
    const authorization = await forged({ iat: now() + 8, exp: now() + 58 });
    expect(await statusOf({ authorization })).toBe(200);
  });

  test.each<[string, () => Promise<string>, number]>([
    ['signed by a key that it does not know', () => signedBy(foreign), 401],
    ['signed by a key of another app', () => createCallSigner('fraud', current.privateKey)(call), 401],
    ['for another app', () => signedBy(current, { audience: 'notifications' }), 401],
    ['for another method', () => signedBy(current, { method: 'PATCH' }), 401],
    ['for another path', () => signedBy(current, { path: '/fraud/rules' }), 401],
    ['that has expired', () => forged({ iat: now() - 62, exp: now() - 11 }), 401],
    ['that lives for an hour', () => forged({ iat: now() - 62, exp: now() + 3_600 }), 401],
    ['that does not expire', () => forged({ exp: undefined }), 401],
    ['from the future', () => forged({ iat: now() + 60, exp: now() + 110 }), 401],
    ['without a tenant', () => forged({ tenant_id: undefined }), 401],
    ['for a tenant that is none', () => forged({ tenant_id: "tenant_' or 1=1" }), 401],
    ['with an actor without an id', () => forged({ actor: { type: 'system' } }), 401],
    ['without scopes', () => forged({ scope: '' }), 403],
    ['of another kind', () => forged({}, { typ: 'at+jwt' }), 401],
    [
      'without a signature',
      async () => `${(await signedBy(current)).split('.').slice(0, 2).join('.')}.`,
      401,
    ],
    ['that is none', async () => 'Bearer a.b.c', 401],
    ['that is missing', async () => '', 401],
  ])('refuses an assertion %s', async (_what, assertion, status) => {
    expect(await statusOf({ authorization: await assertion() })).toBe(status);
  });

  test('does not let a query change what is signed, and reads a path as URL parsers write it', async () => {
    const authorization = await signedBy(current, { path: '/fraud/alerts?limit=1' });
    expect(await statusOf({ authorization }, app, '/fraud/alerts?limit=2')).toBe(200);
  });

  const oldHeaders = {
    authorization: `Bearer ${token}`,
    'x-florin-tenant': tenantId,
    'x-florin-scopes': 'fraud:read',
  };

  test('accepts the headers of the release before as long as INTERNAL_TOKEN is its only setting', async () => {
    const upgraded = await openFraudServer({ API_ASSERTION_PUBLIC_KEYS: [], INTERNAL_TOKEN: token });
    expect(await statusOf(oldHeaders, upgraded)).toBe(200);
    expect(await statusOf({ ...oldHeaders, authorization: 'Bearer another' }, upgraded)).toBe(401);
    expect(await statusOf({ ...oldHeaders, authorization: '' }, upgraded)).toBe(401);
    expect(await statusOf({ ...oldHeaders, 'x-florin-tenant': '' }, upgraded)).toBe(401);
    expect(await statusOf({ ...oldHeaders, 'x-florin-scopes': '' }, upgraded)).toBe(403);
    const authorization = await callSignerOf('api', { INTERNAL_TOKEN: token })(call);
    expect(await statusOf({ authorization }, upgraded)).toBe(200);
    expect(await statusOf({ authorization: await signedBy(foreign) }, upgraded)).toBe(401);
  });

  test('refuses headers that any holder of INTERNAL_TOKEN may fill once it has a key of the API', async () => {
    const settings = { API_ASSERTION_PUBLIC_KEYS: [current.publicKey], INTERNAL_TOKEN: token };
    const between = await openFraudServer(settings);
    expect(await statusOf(oldHeaders, between)).toBe(401);
    // The API may still sign with the key derived from the token.
    const authorization = await callSignerOf('api', { INTERNAL_TOKEN: token })(call);
    expect(await statusOf({ authorization }, between)).toBe(200);
    expect(await statusOf({ authorization }, app)).toBe(401);
  });
});

describe('the fraud app, where it acts with a key of a tenant', () => {
  const [fraud, thief] = ['fraud', 'thief'].map((name) => keyPairFrom(name, 'fraud'));
  const principal: Principal = { tenantId, credentialId: 'key_7', scopes: new Set(['accounts:freeze']) };
  const seen: unknown[] = [];
  const handlers = apiHandlers();

  async function openApi(settings: Parameters<typeof namingFraudApp>[1]): Promise<FastifyInstance> {
    const { app: server, stop } = await openApiServer({
      authenticate: namingFraudApp(() => principal, settings),
      handlers: {
        ...handlers,
        async updateAccount(request) {
          seen.push(request.actor);
          return handlers.updateAccount(request);
        },
      },
    });
    closing.push(stop);
    return server;
  }
  const path = `/accounts/${accountId}`;
  const ofFraud: AssertedCall = {
    ...{ audience: 'api', method: 'PATCH', path, requestId: 'alert_1' },
    principal: { tenantId, credentialId: 'system:fraud', scopes: new Set() },
  };
  const freeze = async (server: FastifyInstance, stated?: string) => {
    const headers = { 'x-request-id': 'alert_1', ...(stated && { 'florin-acting-app': stated }) };
    const body = { status: 'frozen' };
    return (await server.inject({ url: path, method: 'PATCH', headers, payload: body })).statusCode;
  };
  const signedByFraud = (change: Partial<AssertedCall> = {}) =>
    createCallSigner('fraud', fraud?.privateKey ?? '')({ ...ofFraud, ...change });
  const byKey = { type: 'api_key', id: 'key_7', correlationId: 'alert_1', onBehalfOf: null };
  const byFraud = { type: 'system', id: 'system:fraud', correlationId: 'alert_1', onBehalfOf: 'key_7' };

  let api: FastifyInstance;
  beforeAll(async () => {
    api = await openApi({ FRAUD_ASSERTION_PUBLIC_KEYS: [fraud?.publicKey ?? ''] });
  });

  test('is the actor on behalf of the key, under the request that the server has numbered', async () => {
    expect(await freeze(api, await signedByFraud())).toBe(200);
    expect(seen.at(-1)).toMatchObject({ ...byFraud, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    // What it states gives it no right: only the key does.
    const account = await api.inject({
      url: path,
      headers: { 'florin-acting-app': await signedByFraud({ method: 'GET' }) },
    });
    expect(account.statusCode).toBe(403);
  });

  test('is not named by anyone else who has the key', async () => {
    expect(await freeze(api)).toBe(200);
    expect(seen.at(-1)).toMatchObject(byKey);
    const signedBy = (pair: KeyPair | undefined, app: 'api' | 'fraud') =>
      createCallSigner(app, pair?.privateKey ?? '')(ofFraud);
    const tenant = `${tenantId.slice(0, -1)}7`;
    const wrong = [
      await signedBy(thief, 'fraud'),
      await signedBy(fraud, 'api'),
      await signedByFraud({ path: `/accounts/${otherAccountId}` }),
      await signedByFraud({ method: 'GET' }),
      await signedByFraud({ audience: 'notifications' }),
      await signedByFraud({ principal: { ...ofFraud.principal, tenantId: tenant } }),
      'system:fraud',
    ];
    const count = seen.length;
    for (const stated of wrong) expect(await freeze(api, stated)).toBe(401);
    expect(seen).toHaveLength(count);
  });

  test('is not named by an API without its key, and is by one with the old common secret', async () => {
    expect(await freeze(await openApi({ FRAUD_ASSERTION_PUBLIC_KEYS: [] }), await signedByFraud())).toBe(200);
    expect(seen.at(-1)).toMatchObject(byKey);
    const sign = ownSignerOf('fraud', { INTERNAL_TOKEN: token });
    const old = await openApi({ FRAUD_ASSERTION_PUBLIC_KEYS: [], INTERNAL_TOKEN: token });
    expect(await freeze(old, await sign?.(ofFraud))).toBe(200);
    expect(seen.at(-1)).toMatchObject(byFraud);
    expect(ownSignerOf('fraud', {})).toBeUndefined();
  });
});

test('a key pair that openssl makes, as production.md describes, signs and verifies', async () => {
  const openssl = (args: string, input?: Buffer) => execFileSync('openssl', args.split(' '), { input });
  const pkcs8 = openssl('genpkey -algorithm ed25519 -outform DER');
  const publicKey = openssl('pkey -inform DER -pubout -outform DER', pkcs8).toString('base64');
  const settings = { ASSERTION_PRIVATE_KEY: pkcs8.toString('base64'), API_ASSERTION_PUBLIC_KEYS: publicKey };
  const read = readConfig(Type.Object({ ...callerSettings, ...calledByApiSettings }), settings);
  const authorization = await callSignerOf('api', read)(call);
  expect(await statusOf({ authorization }, await openFraudServer(read))).toBe(200);
  for (const [name, value] of Object.entries(settings)) {
    const wrong = { ...settings, [name]: value.slice(0, -4) };
    expect(() => readConfig(Type.Object({ ...callerSettings, ...calledByApiSettings }), wrong)).toThrow(name);
  }
});

test('an app without a key says which setting is missing', () => {
  expect(() => callSignerOf('api', {})).toThrow('ASSERTION_PRIVATE_KEY is missing');
  expect(() => apiAuthenticationOf('fraud', { API_ASSERTION_PUBLIC_KEYS: [] })).toThrow(
    'API_ASSERTION_PUBLIC_KEYS is missing',
  );
  expect(() => secretsOf('CURSOR_KEYS', { CURSOR_KEYS: [] })).toThrow('CURSOR_KEYS is missing');
  expect(secretsOf('SEALING_KEYS', { SEALING_KEYS: ['next', 'last'], INTERNAL_TOKEN: token })).toEqual([
    'next',
    'last',
    token,
  ]);
});
