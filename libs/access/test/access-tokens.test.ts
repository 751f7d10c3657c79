import { connect, newId, runParameterized, type Database } from '@florin/database';
import { createTestDatabase, eventually, type TestDatabase } from '@florin/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeJwt, decodeProtectedHeader, exportSPKI, generateKeyPair, importJWK, SignJWT } from 'jose';
import type { CryptoKey, JWTPayload } from 'jose';
import {
  accessEntities,
  createAccessTokens,
  createApiKey,
  createCredentials,
  endSigningKeys,
  migrateAccess,
  revokeApiKey,
} from '../src/index.ts';
import { createKeyRing } from '../src/tokens/key-ring.ts';

const issuer = 'https://bank.example';
const secret = 'shared-by-all-processes-of-the-bank-0123456789';
const lifetimeSeconds = 600;
const tenantId = newId('tenant');
let own: TestDatabase;
let database: Database;

beforeAll(async () => {
  own = await createTestDatabase('access', migrateAccess);
  database = await open();
});
afterAll(async () => {
  await database.close();
  await own.drop();
});

const open = (url = own.url) =>
  connect({ url, entities: accessEntities, applicationName: 'access-test', connectTimeoutMs: 20_000 });

/** What a process knows about tokens: one of its own for each call. */
function startProcess(change: { secret?: string; issuer?: string; database?: Database } = {}) {
  const at = change.database ?? database;
  const credentials = createCredentials(at);
  return createAccessTokens({ ...{ database: at, credentials, issuer, lifetimeSeconds, secret }, ...change });
}

async function newClient(scopes = ['accounts:read', 'transactions:write'] as const) {
  const { id: clientId, key } = await createApiKey(database, { tenantId, name: 'shop', scopes });
  return { clientId, clientSecret: key, scopes: undefined };
}

describe('an access token', () => {
  test('stands for its key: the same tenant, the same scopes, in every process', async () => {
    const client = await newClient();
    const issued = await startProcess().issue(client);
    expect(issued).toMatchObject({ expiresInSeconds: 600, scopes: ['accounts:read', 'transactions:write'] });
    expect(issued.token.length).toBeLessThan(2_048);
    for (const tokens of [startProcess(), startProcess()]) {
      expect(await tokens.principalOf(issued.token)).toEqual({
        tenantId,
        credentialId: client.clientId,
        scopes: new Set(['accounts:read', 'transactions:write']),
      });
    }
  });

  test('says of itself what RFC 9068 wants, and is verified by what is published', async () => {
    const client = await newClient();
    const tokens = startProcess();
    const { token } = await tokens.issue(client);
    const claims = decodeJwt(token);
    expect(claims).toEqual({
      ...{ iss: issuer, aud: issuer, sub: client.clientId, client_id: client.clientId },
      ...{ scope: 'accounts:read transactions:write', tenant_id: tenantId },
      ...{ jti: expect.stringMatching(/^[0-9a-f-]{36}$/), iat: expect.any(Number), exp: claims.iat! + 600 },
    });
    const published = await startProcess().publishedKeys();
    const { kid } = decodeProtectedHeader(token);
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'ES256', typ: 'at+jwt', kid });
    expect(published.find((key) => key.kid === kid)).toEqual({
      ...{ kid, kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig' },
      ...{ x: expect.stringMatching(/^[\w-]{43}$/), y: expect.stringMatching(/^[\w-]{43}$/) },
    });
  });

  test('may do less than its key, and never more', async () => {
    const client = await newClient();
    const tokens = startProcess();
    const { token, scopes } = await tokens.issue({ ...client, scopes: ['accounts:read'] });
    expect(scopes).toEqual(['accounts:read']);
    expect((await tokens.principalOf(token))?.scopes).toEqual(new Set(['accounts:read']));
    const more = tokens.issue({ ...client, scopes: ['accounts:read', 'fraud:write'] });
    await expect(more).rejects.toMatchObject({
      code: 'invalid_scope',
      message: expect.stringContaining('lacks the scope fraud:write'),
    });
  });

  test('is issued to nobody but the key: not for another’s id, not for an unknown or a revoked one', async () => {
    const [client, other] = [await newClient(), await newClient()];
    const tokens = startProcess();
    await revokeApiKey(database, other.clientId);
    for (const wrong of [
      { ...client, clientId: other.clientId },
      { ...client, clientSecret: `flk_${'x'.repeat(43)}` },
      { ...client, clientSecret: '' },
      other,
    ]) {
      await expect(tokens.issue(wrong)).rejects.toMatchObject({ code: 'invalid_client' });
    }
  });

  test('ends with its key, within 5 s, in a process that has just believed it', async () => {
    const client = await newClient();
    const tokens = startProcess();
    const { token } = await tokens.issue(client);
    expect(await tokens.principalOf(token)).toBeDefined();
    await revokeApiKey(database, client.clientId);
    await eventually(async () => (await tokens.principalOf(token)) === undefined, { withinMs: 5_000 });
  });
});

describe('a token is refused', () => {
  let good: { token: string; claims: JWTPayload; kid: string };
  let foreign: CryptoKey;
  let publicKey: CryptoKey;

  beforeAll(async () => {
    const tokens = startProcess();
    const { token } = await tokens.issue(await newClient());
    const { kid } = decodeProtectedHeader(token);
    good = { token, claims: decodeJwt(token), kid: kid! };
    const published = (await tokens.publishedKeys()).find((key) => key.kid === kid)!;
    publicKey = (await importJWK(published, 'ES256', { extractable: true })) as CryptoKey;
    ({ privateKey: foreign } = await generateKeyPair('ES256'));
    expect(await startProcess().principalOf(token)).toBeDefined();
  });

  const signed = (claims: JWTPayload, header: object, key: CryptoKey | Uint8Array) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: good.kid, ...header })
      .sign(key);
  const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claimsAndSignature = () => good.token.slice(good.token.indexOf('.'));

  test.each<[string, () => string | Promise<string>]>([
    [
      'when its claims were changed',
      () => {
        const [header, , signature] = good.token.split('.');
        return [header, encoded({ ...good.claims, scope: 'keys:write' }), signature].join('.');
      },
    ],
    [
      'when its header names no algorithm',
      () => `${encoded({ alg: 'none', typ: 'at+jwt', kid: good.kid })}.${encoded(good.claims)}.`,
    ],
    [
      'when its header names another algorithm',
      () => `${encoded({ alg: 'HS256', typ: 'at+jwt', kid: good.kid })}${claimsAndSignature()}`,
    ],
    [
      'when the public key was its secret (HS256)',
      async () => {
        const pem = new TextEncoder().encode(await exportSPKI(publicKey));
        return signed(good.claims, { alg: 'HS256' }, pem);
      },
    ],
    ['when somebody else signed it, under the bank’s key id', () => signed(good.claims, {}, foreign)],
    [
      'when somebody else signed it, under a key id of nobody',
      () => signed(good.claims, { kid: newId('skey') }, foreign),
    ],
    [
      'when it brings its own key along',
      async () => {
        const pair = await generateKeyPair('ES256', { extractable: true });
        const jwk = await crypto.subtle.exportKey('jwk', pair.publicKey);
        return signed(good.claims, { jwk, kid: undefined }, pair.privateKey);
      },
    ],
    ['when it has no key id', () => signed(good.claims, { kid: undefined }, foreign)],
    ['when it is cut', () => good.token.slice(0, -3)],
    ['when it is no token', () => 'a.b.c'],
    ['when it is empty', () => ''],
  ])('%s', async (_what, forge) => {
    expect(await startProcess().principalOf(await forge())).toBeUndefined();
  });

  /** Signed by the bank itself, which would never: only what the token says is wrong. */
  async function saidByTheBank(change: JWTPayload, header: object = {}): Promise<string> {
    const bank = await createKeyRing(database, secret).signing();
    const claims = Object.fromEntries(
      Object.entries({ ...good.claims, ...change }).filter(([, value]) => value !== undefined),
    );
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: bank.kid, ...header })
      .sign(bank.key);
  }

  test('never when the bank says it again', async () => {
    expect(await startProcess().principalOf(await saidByTheBank({}))).toBeDefined();
  });

  const nowSeconds = Math.floor(Date.now() / 1_000);
  test.each<[string, JWTPayload, object?]>([
    ['that has ended', { exp: nowSeconds - 1 }],
    ['without an end', { exp: undefined }],
    ['of another issuer', { iss: 'https://other.example' }],
    ['for another audience', { aud: 'https://other.example' }],
    ['without an audience', { aud: undefined }],
    ['of another kind, as an id token is', {}, { typ: 'JWT' }],
    ['for nobody', { sub: undefined }],
    ['for a key that is none', { sub: 'key_' }],
    ['for a key that nobody has', { sub: newId('key') }],
    ['without scopes', { scope: undefined }],
    ['without a name of its own', { jti: undefined }],
  ])('%s', async (_what, change, header = {}) => {
    expect(await startProcess().principalOf(await saidByTheBank(change, header))).toBeUndefined();
  });
});

describe('the signing keys', () => {
  test('are one, however many processes need the first at the same moment', async () => {
    const bank = await createTestDatabase('access', migrateAccess);
    const at = await open(bank.url);
    try {
      const { id, key } = await createApiKey(at, { tenantId, name: 'shop', scopes: ['accounts:read'] });
      const client = { clientId: id, clientSecret: key, scopes: undefined };
      const processes = Array.from({ length: 6 }, () => startProcess({ database: at }));
      expect(await processes[0]!.publishedKeys()).toEqual([]);
      const issued = await Promise.all(processes.map((tokens) => tokens.issue(client)));
      expect(new Set(issued.map(({ token }) => decodeProtectedHeader(token).kid)).size).toBe(1);
      // Also by those who looked a moment ago and saw no key.
      for (const tokens of processes)
        for (const { token } of issued) expect(await tokens.principalOf(token)).toBeDefined();
    } finally {
      await at.close();
      await bank.drop();
    }
  });

  test('that were ended verify nothing any more, within 5 s, and the next token has a new one', async () => {
    const client = await newClient();
    const tokens = startProcess();
    const { token } = await tokens.issue(client);
    expect(await tokens.principalOf(token)).toBeDefined();
    expect(await endSigningKeys(database)).toBeGreaterThan(0);
    await eventually(async () => (await tokens.principalOf(token)) === undefined, { withinMs: 5_000 });
    const next = await startProcess().issue(client);
    expect(decodeProtectedHeader(next.token).kid).not.toBe(decodeProtectedHeader(token).kid);
    expect(await tokens.principalOf(next.token)).toBeDefined();
    expect((await startProcess().publishedKeys()).map(({ kid }) => kid)).not.toContain(
      decodeProtectedHeader(token).kid,
    );
  });

  test('verify after the shared secret was changed, and a new one signs', async () => {
    const client = await newClient();
    const [before, after] = [startProcess(), startProcess({ secret: `another ${secret}` })];
    const old = await before.issue(client);
    const fresh = await after.issue(client);
    expect(decodeProtectedHeader(fresh.token).kid).not.toBe(decodeProtectedHeader(old.token).kid);
    for (const tokens of [before, after])
      for (const { token } of [old, fresh]) expect(await tokens.principalOf(token)).toBeDefined();
    // The processes that have not been restarted yet go on with what they can open.
    expect(decodeProtectedHeader((await startProcess().issue(client)).token).kid).toBe(
      decodeProtectedHeader(old.token).kid,
    );
  });

  test('are nowhere in the database in clear', async () => {
    await startProcess().issue(await newClient());
    const rows = await database.read((em) =>
      runParameterized<{ line: string }>(em, 'select k::text as line from access.signing_keys k', []),
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const { line } of rows) expect(line).not.toMatch(/PRIVATE KEY|"d"/);
  });
});
