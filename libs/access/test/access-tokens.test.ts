import { newId, runParameterized, type Database } from '@florin/database';
import { createTestDatabase, eventually, type TestDatabase } from '@florin/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeJwt, decodeProtectedHeader, exportSPKI, generateKeyPair, importJWK, SignJWT } from 'jose';
import type { CryptoKey, JWTPayload } from 'jose';
import {
  createAccessTokens,
  createApiKey,
  createCredentials,
  endSigningKeys,
  migrateAccess,
  revokeApiKey,
} from '../src/index.ts';
import { createKeyRing } from '../src/tokens/key-ring.ts';
import { openAs } from './open-as.ts';

const issuer = 'https://bank.example';
const secrets = ['shared-by-all-processes-of-the-bank-0123456789'];
const lifetimeSeconds = 600;
const tenantId = newId('tenant');
let own: TestDatabase;
/** The API's role, and the operators' tool's. */
let database: Database;
let operators: Database;

beforeAll(async () => {
  own = await createTestDatabase('access', migrateAccess);
  database = await openAs('api', own);
  operators = await openAs('managesAllTenants', own);
});
afterAll(async () => {
  await Promise.all([database, operators].map((each) => each.close()));
  await own.drop();
});

/** The access tokens of one process. Each call simulates another process. */
function startProcess(change: { secrets?: string[]; issuer?: string; database?: Database } = {}) {
  const at = change.database ?? database;
  const credentials = createCredentials(at);
  return createAccessTokens({
    ...{ database: at, credentials, issuer, lifetimeSeconds, secrets },
    ...change,
  });
}

async function newClient(scopes = ['accounts:read', 'transactions:write'] as const) {
  const { id: clientId, key } = await createApiKey(operators, { tenantId, name: 'shop', scopes });
  return { clientId, clientSecret: key, scopes: undefined };
}

describe('an access token', () => {
  test('represents its key: same tenant, same scopes, in every process', async () => {
    const client = await newClient();
    const issued = await startProcess().issue(client);
    expect(issued).toMatchObject({ expiresInSeconds: 600, scopes: ['accounts:read', 'transactions:write'] });
    expect(issued.token.length).toBeLessThan(2_048);
    for (const tokens of [startProcess(), startProcess()]) {
      expect(await tokens.principalOf(issued.token)).toEqual({
        tenantId,
        credentialId: client.clientId,
        tokenId: decodeJwt(issued.token).jti,
        scopes: new Set(['accounts:read', 'transactions:write']),
      });
    }
  });

  test('has the claims that RFC 9068 requires, and is verified by the published keys', async () => {
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

  test('has fewer scopes than its key on request, and never more', async () => {
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

  test('is issued only to its own key: not for another id, an unknown key or a revoked key', async () => {
    const [client, other] = [await newClient(), await newClient()];
    const tokens = startProcess();
    await revokeApiKey(operators, other.clientId);
    for (const wrong of [
      { ...client, clientId: other.clientId },
      { ...client, clientSecret: `flk_${'x'.repeat(43)}` },
      { ...client, clientSecret: '' },
      other,
    ]) {
      await expect(tokens.issue(wrong)).rejects.toMatchObject({ code: 'invalid_client' });
    }
  });

  test('ends with its key, within 5 s, in a process that has just accepted it', async () => {
    const client = await newClient();
    const tokens = startProcess();
    const { token } = await tokens.issue(client);
    expect(await tokens.principalOf(token)).toBeDefined();
    await revokeApiKey(operators, client.clientId);
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
    ['when a third party signed it, under the bank’s key id', () => signed(good.claims, {}, foreign)],
    [
      'when a third party signed it, under an unknown key id',
      () => signed(good.claims, { kid: newId('skey') }, foreign),
    ],
    [
      'when its header contains its own key',
      async () => {
        const pair = await generateKeyPair('ES256', { extractable: true });
        const jwk = await crypto.subtle.exportKey('jwk', pair.publicKey);
        return signed(good.claims, { jwk, kid: undefined }, pair.privateKey);
      },
    ],
    ['when it has no key id', () => signed(good.claims, { kid: undefined }, foreign)],
    ['when it is cut', () => good.token.slice(0, -3)],
    ['when it is not a token', () => 'a.b.c'],
    ['when it is empty', () => ''],
  ])('%s', async (_what, forge) => {
    expect(await startProcess().principalOf(await forge())).toBeUndefined();
  });

  /** Signed with the bank's key: only the claims or the header are wrong. */
  async function signedByTheBank(change: JWTPayload, header: object = {}): Promise<string> {
    const bank = await createKeyRing(database, secrets).signing();
    const claims = Object.fromEntries(
      Object.entries({ ...good.claims, ...change }).filter(([, value]) => value !== undefined),
    );
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: bank.kid, ...header })
      .sign(bank.key);
  }

  test('not when the bank signs unchanged claims again', async () => {
    expect(await startProcess().principalOf(await signedByTheBank({}))).toBeDefined();
  });

  const nowSeconds = Math.floor(Date.now() / 1_000);
  test.each<[string, JWTPayload, object?]>([
    ['that has ended', { exp: nowSeconds - 1 }],
    ['without an end', { exp: undefined }],
    ['of another issuer', { iss: 'https://other.example' }],
    ['for another audience', { aud: 'https://other.example' }],
    ['without an audience', { aud: undefined }],
    ['of another kind, as an id token is', {}, { typ: 'JWT' }],
    ['without a subject', { sub: undefined }],
    ['for a malformed key id', { sub: 'key_' }],
    ['for an unknown key', { sub: newId('key') }],
    ['without scopes', { scope: undefined }],
    ['without an id of its own', { jti: undefined }],
  ])('%s', async (_what, change, header = {}) => {
    expect(await startProcess().principalOf(await signedByTheBank(change, header))).toBeUndefined();
  });
});

describe('the signing keys', () => {
  test('are created once, however many processes need the first one at the same time', async () => {
    const bank = await createTestDatabase('access', migrateAccess);
    const [at, operators] = [await openAs('api', bank), await openAs('managesAllTenants', bank)];
    try {
      const { id, key } = await createApiKey(operators, {
        tenantId,
        name: 'shop',
        scopes: ['accounts:read'],
      });
      const client = { clientId: id, clientSecret: key, scopes: undefined };
      const processes = Array.from({ length: 6 }, () => startProcess({ database: at }));
      expect(await processes[0]!.publishedKeys()).toEqual([]);
      const issued = await Promise.all(processes.map((tokens) => tokens.issue(client)));
      expect(new Set(issued.map(({ token }) => decodeProtectedHeader(token).kid)).size).toBe(1);
      // Also in processes that have just cached that there is no key.
      for (const tokens of processes)
        for (const { token } of issued) expect(await tokens.principalOf(token)).toBeDefined();
    } finally {
      await Promise.all([at, operators].map((each) => each.close()));
      await bank.drop();
    }
  });

  test('verify nothing within 5 s after they were ended, and the next token is signed with a new key', async () => {
    const client = await newClient();
    const tokens = startProcess();
    const { token } = await tokens.issue(client);
    expect(await tokens.principalOf(token)).toBeDefined();
    expect(await endSigningKeys(operators, 'ada')).toBeGreaterThan(0);
    await eventually(async () => (await tokens.principalOf(token)) === undefined, { withinMs: 5_000 });
    const next = await startProcess().issue(client);
    expect(decodeProtectedHeader(next.token).kid).not.toBe(decodeProtectedHeader(token).kid);
    expect(await tokens.principalOf(next.token)).toBeDefined();
    expect((await startProcess().publishedKeys()).map(({ kid }) => kid)).not.toContain(
      decodeProtectedHeader(token).kid,
    );
  });

  test('still verify after a change of the shared secret, and a new key signs', async () => {
    const client = await newClient();
    const [before, after] = [startProcess(), startProcess({ secrets: [`another ${secrets[0]}`] })];
    const old = await before.issue(client);
    const fresh = await after.issue(client);
    expect(decodeProtectedHeader(fresh.token).kid).not.toBe(decodeProtectedHeader(old.token).kid);
    for (const tokens of [before, after])
      for (const { token } of [old, fresh]) expect(await tokens.principalOf(token)).toBeDefined();
    // Processes that were not restarted yet keep signing with the key they can decrypt.
    expect(decodeProtectedHeader((await startProcess().issue(client)).token).kid).toBe(
      decodeProtectedHeader(old.token).kid,
    );
  });

  test('are signed by the same key after a new secret was put in front of the old one', async () => {
    const client = await newClient();
    const old = await startProcess().issue(client);
    const next = [`the next ${secrets[0]}`, ...secrets];
    const kidOf = ({ token }: { token: string }) => decodeProtectedHeader(token).kid;
    expect(kidOf(await startProcess({ secrets: next }).issue(client))).toBe(kidOf(old));
    await endSigningKeys(operators, 'ada');
    const fresh = await startProcess({ secrets: next }).issue(client);
    expect(kidOf(fresh)).not.toBe(kidOf(old));
    expect(kidOf(await startProcess({ secrets: next.slice(0, 1) }).issue(client))).toBe(kidOf(fresh));
  });

  test('are not in the database in clear text', async () => {
    await startProcess().issue(await newClient());
    const rows = await database.read((em) =>
      runParameterized<{ line: string }>(em, 'select k::text as line from access.signing_keys k', []),
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const { line } of rows) expect(line).not.toMatch(/PRIVATE KEY|"d"/);
  });
});
