import { newId, type Database } from '@florin/database';
import { createTestDatabase, type TestDatabase } from '@florin/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Actor } from '@florin/rules';
import {
  createApiKey,
  createAuthenticator,
  getApiKey,
  issueApiKey,
  listApiKeys,
  listKeyChanges,
  migrateAccess,
  pageOfApiKeys,
  revokeApiKey,
  revokeTenantApiKey,
  rotateApiKey,
  type ApiKey,
  type KeyRequest,
  type Scope,
} from '../src/index.ts';
import { openAs } from './open-as.ts';

const overlapMs = 60_000;
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

type Requester = KeyRequest & { key: string };

/** A key that acts by an access token. */
const actorOf = (id: string): Actor => ({
  ...{ type: 'api_key', id, tokenId: 'jti-1', requestId: 'server-1', correlationId: 'req-1' },
  ...{ address: '203.0.113.9', onBehalfOf: null },
});

/** Creates a key that makes requests, for a new tenant by default. */
async function createRequester(
  scopes: readonly Scope[],
  tenantId: string = newId('tenant'),
): Promise<Requester> {
  const { id, key } = await createApiKey(operators, { tenantId, name: 'requester', scopes });
  return {
    ...{ tenantId, requestingKeyId: id, scopes: new Set(scopes) },
    ...{ requestId: 'req-1', actor: actorOf(id), idempotencyKey: undefined, key },
  };
}

const till = { name: 'till 7', scopes: ['accounts:read'] as const, expiresAt: null };

describe('a key that another key creates', () => {
  test('works for the same tenant with the requested scopes, and its creator is recorded', async () => {
    const by = await createRequester(['keys:write', 'accounts:read']);
    const { key, secret } = await issueApiKey(database, by, till);
    expect(await createAuthenticator(database)(secret!)).toEqual({
      tenantId: by.tenantId,
      credentialId: key.id,
      scopes: new Set(['accounts:read']),
    });
    expect(await listKeyChanges(operators, key.id)).toMatchObject([
      { change: 'created', madeBy: by.requestingKeyId, requestId: 'req-1', actor: by.actor },
    ]);
    expect(await listKeyChanges(operators, by.requestingKeyId)).toMatchObject([
      {
        change: 'created',
        madeBy: null,
        requestId: null,
        actor: { type: 'operator', id: 'operator:unnamed' },
      },
    ]);
  });

  test('has no scope that the access token of the request lacks', async () => {
    const by = await createRequester(['keys:write', 'accounts:read']);
    const narrowed = { ...by, scopes: new Set(['keys:write']) };
    await expect(issueApiKey(database, narrowed, till)).rejects.toThrow('lacks the scope accounts:read');
    const own = { id: by.requestingKeyId, overlapMs: 0, expiresAt: null };
    await expect(rotateApiKey(database, narrowed, own)).rejects.toThrow('lacks the scope accounts:read');
  });

  test('has no scope that the creating key lacks, neither by creation nor by rotation of another key', async () => {
    const by = await createRequester(['keys:write', 'accounts:read']);
    const wanted = { ...till, scopes: ['accounts:read', 'accounts:write', 'fraud:write'] as const };
    await expect(issueApiKey(database, by, wanted)).rejects.toMatchObject({
      code: 'forbidden',
      message: 'This key lacks the scopes accounts:write, fraud:write.',
    });
    const strong = await createRequester(['transactions:write'], by.tenantId);
    const rotation = { id: strong.requestingKeyId, overlapMs, expiresAt: null };
    await expect(rotateApiKey(database, by, rotation)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await listApiKeys(operators, by.tenantId)).toHaveLength(2);
    expect((await getApiKey(database, by.tenantId, strong.requestingKeyId)).expiresAt).toBeNull();
  });

  test('is not created once the creating key has ended, although a server may still have it cached', async () => {
    const [revoked, rotated] = [await createRequester(['keys:write']), await createRequester(['keys:write'])];
    await revokeApiKey(operators, revoked.requestingKeyId);
    await rotateApiKey(database, rotated, { id: rotated.requestingKeyId, overlapMs: 0, expiresAt: null });
    for (const by of [revoked, rotated]) {
      const wanted = { ...till, scopes: ['keys:write'] as const };
      const refused = { code: 'unauthenticated' };
      await expect(issueApiKey(database, by, wanted)).rejects.toMatchObject(refused);
      await expect(revokeTenantApiKey(database, by, by.requestingKeyId)).rejects.toMatchObject(refused);
    }
  });

  test('is not created after the revocation of the creating key, also when both happen concurrently', async () => {
    const by = await createRequester(['keys:write', 'accounts:read']);
    const operator = await createRequester(['keys:write', 'accounts:read'], by.tenantId);
    const makes = Array.from({ length: 10 }, () => issueApiKey(database, by, till));
    const revoked = revokeTenantApiKey(database, operator, by.requestingKeyId);
    const outcomes = await Promise.allSettled(makes);
    expect((await revoked).key.revokedAt).not.toBeNull();
    const made = outcomes.filter(({ status }) => status === 'fulfilled').length;
    const refusals = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
    for (const reason of refusals) expect(reason).toMatchObject({ code: 'unauthenticated' });
    expect(await listApiKeys(operators, by.tenantId)).toHaveLength(2 + made);
  });

  test('is created once under one idempotency key, also by concurrent requests, and shown once', async () => {
    const by = { ...(await createRequester(['keys:write', 'accounts:read'])), idempotencyKey: 'new-till' };
    const issued = await Promise.all(Array.from({ length: 8 }, () => issueApiKey(database, by, till)));
    expect(new Set(issued.map(({ key }) => key.id)).size).toBe(1);
    expect(issued.filter(({ secret }) => secret !== null)).toHaveLength(1);
    expect(await listApiKeys(operators, by.tenantId)).toHaveLength(2);
    const reused = { code: 'idempotency_key_reused' };
    await expect(issueApiKey(database, by, { ...till, name: 'till 8' })).rejects.toMatchObject(reused);
    const rotation = { id: issued[0]!.key.id, overlapMs, expiresAt: null };
    await expect(rotateApiKey(database, by, rotation)).rejects.toMatchObject(reused);
    const elsewhere = {
      ...(await createRequester(['keys:write', 'accounts:read'])),
      idempotencyKey: 'new-till',
    };
    expect((await issueApiKey(database, elsewhere, till)).secret).toMatch(/^flk_/);
  });
});

describe('a key that another key makes', () => {
  const later = (ms: number) => new Date(Date.now() + ms);

  test('ends with its maker at the latest, and cannot be given a later end', async () => {
    const end = later(3_600_000);
    const { id } = await createApiKey(operators, {
      tenantId: newId('tenant'),
      name: 'contractor',
      scopes: ['keys:write', 'accounts:read'],
      expiresAt: end,
    });
    const { tenantId } = (await listApiKeys(operators)).find((key) => key.id === id)!;
    const by = { ...(await createRequester(['keys:read'])), tenantId, requestingKeyId: id };
    const request = { ...by, scopes: new Set(['keys:write', 'accounts:read']) };
    const { key } = await issueApiKey(database, request, till);
    expect(key).toMatchObject({ expiresAt: end, createdBy: id });
    const wanted = { ...till, expiresAt: new Date(end.getTime() + 1) };
    await expect(issueApiKey(database, request, wanted)).rejects.toMatchObject({
      code: 'validation_failed',
      pointer: '/expires_at',
    });
    const rotated = await rotateApiKey(database, request, { id, overlapMs: 1_000, expiresAt: null });
    expect(rotated.key.expiresAt).toEqual(end);
  });

  test('lives no longer than the bank allows, with an end of its own or without', async () => {
    const day = 86_400_000;
    const by = { ...(await createRequester(['keys:write', 'accounts:read'])), maxLifetimeMs: 30 * day };
    const { key } = await issueApiKey(database, by, till);
    const lifetimeMs = (of: ApiKey) => of.expiresAt!.getTime() - of.createdAt.getTime();
    expect(lifetimeMs(key)).toBe(30 * day);
    const { key: sooner } = await issueApiKey(database, by, { ...till, expiresAt: later(day) });
    expect(lifetimeMs(sooner)).toBeLessThan(2 * day);
    await expect(issueApiKey(database, by, { ...till, expiresAt: later(31 * day) })).rejects.toMatchObject({
      message: expect.stringContaining('the maximum lifetime of keys'),
    });
    const { tenantId } = by;
    const byOperators = { tenantId, name: 'x', scopes: ['keys:read'] as const, maxLifetimeMs: day };
    expect((await createApiKey(operators, byOperators)).expiresAt!.getTime()).toBeLessThan(
      Date.now() + 2 * day,
    );
  });

  test('works from no other addresses than its maker', async () => {
    const tenantId = newId('tenant');
    const scopes = ['keys:write', 'accounts:read'] as const;
    const allowedAddresses = ['203.0.113.0/24'];
    const { id } = await createApiKey(operators, { tenantId, name: 'office', scopes, allowedAddresses });
    const by = { ...(await createRequester(scopes, tenantId)), requestingKeyId: id };
    expect((await issueApiKey(database, by, till)).key.allowedAddresses).toEqual(['203.0.113.0/24']);
    const narrower = { ...till, allowedAddresses: ['203.0.113.9'] };
    const { secret, key } = await issueApiKey(database, by, narrower);
    for (const wider of ['0.0.0.0/0', '198.51.100.1', 'localhost']) {
      const wanted = { ...till, allowedAddresses: ['203.0.113.9', wider] };
      await expect(issueApiKey(database, by, wanted)).rejects.toMatchObject({
        code: 'validation_failed',
        pointer: '/allowed_addresses/1',
      });
    }
    const principal = await createAuthenticator(database)(secret!, { address: '203.0.113.9' });
    expect([principal!.worksFrom!('203.0.113.9'), principal!.worksFrom!('203.0.113.10')]).toEqual([
      true,
      false,
    ]);
    expect(await getApiKey(database, tenantId, key.id)).toMatchObject({ lastUsedAddress: '203.0.113.9' });
    const fresh = await rotateApiKey(database, by, { id: key.id, overlapMs, expiresAt: null });
    expect(fresh.key.allowedAddresses).toEqual(['203.0.113.9']);
  });
});

describe('the revocation of a key', () => {
  test('needs every scope of the key, unless a key revokes itself', async () => {
    const weak = await createRequester(['keys:write', 'accounts:read']);
    const strong = await createRequester(['keys:write', 'transactions:write'], weak.tenantId);
    await expect(revokeTenantApiKey(database, weak, strong.requestingKeyId)).rejects.toMatchObject({
      code: 'forbidden',
      message: 'This key lacks the scope transactions:write.',
    });
    expect(await getApiKey(database, weak.tenantId, strong.requestingKeyId)).toMatchObject({
      revokedAt: null,
    });
    const token = { ...strong, scopes: new Set(['keys:write']) };
    await revokeTenantApiKey(database, token, strong.requestingKeyId);
  });

  test('lists the keys that it made, and ends them and theirs only on request', async () => {
    const root = await createRequester(['keys:write', 'accounts:read']);
    const { tenantId } = root;
    const make = async (maker: Requester) => {
      const wanted = { ...till, scopes: ['keys:write', 'accounts:read'] as const };
      const { key, secret } = await issueApiKey(database, maker, wanted);
      return { ...root, requestingKeyId: key.id, actor: actorOf(key.id), key: secret! };
    };
    const leaked = await make(root);
    const child = await make(leaked);
    const grandchild = await make(child);
    const sibling = await make(root);
    const { children } = await revokeTenantApiKey(database, root, leaked.requestingKeyId);
    expect(children.map(({ id }) => id)).toEqual([child.requestingKeyId]);
    const revokedOf = async ({ requestingKeyId }: Requester) =>
      (await getApiKey(database, tenantId, requestingKeyId)).revokedAt !== null;
    expect([await revokedOf(child), await revokedOf(grandchild)]).toEqual([false, false]);
    const cascade = { cascade: true };
    const all = await revokeTenantApiKey(database, root, leaked.requestingKeyId, cascade);
    expect(all.children.map(({ id }) => id).sort()).toEqual(
      [child.requestingKeyId, grandchild.requestingKeyId].sort(),
    );
    expect([await revokedOf(child), await revokedOf(grandchild)]).toEqual([true, true]);
    expect([await revokedOf(root), await revokedOf(sibling)]).toEqual([false, false]);
    expect(await listKeyChanges(operators, grandchild.requestingKeyId)).toMatchObject([
      { change: 'created', madeBy: child.requestingKeyId },
      { change: 'revoked', madeBy: root.requestingKeyId, requestId: 'req-1' },
    ]);
    expect((await revokeApiKey(operators, root.requestingKeyId, cascade))!).toEqual([
      sibling.requestingKeyId,
    ]);
  });

  test('with its keys leaves none that is made at the same moment', async () => {
    const root = await createRequester(['keys:write', 'accounts:read']);
    const operator = await createRequester(['keys:write', 'accounts:read'], root.tenantId);
    const makes = Array.from({ length: 10 }, () => issueApiKey(database, root, till));
    await revokeTenantApiKey(database, operator, root.requestingKeyId, { cascade: true });
    await Promise.allSettled(makes);
    const keys = await listApiKeys(operators, root.tenantId);
    const working = keys.filter(({ revokedAt }) => revokedAt === null).map(({ id }) => id);
    expect(working).toEqual([operator.requestingKeyId]);
  });
});

describe('a rotated key', () => {
  test('works beside the new key until the overlap has passed, and no longer', async () => {
    const by = await createRequester(['keys:write', 'accounts:read']);
    const old = await issueApiKey(database, by, till);
    const wanted = { id: old.key.id, overlapMs: 1_500, expiresAt: null };
    const fresh = await rotateApiKey(database, by, wanted);
    expect(fresh.key).toMatchObject({ name: 'till 7', scopes: ['accounts:read'], replaces: old.key.id });
    const authenticate = createAuthenticator(database);
    const works = async (secret: string | null) => (await authenticate(secret!)) !== undefined;
    const { expiresAt } = await getApiKey(database, by.tenantId, old.key.id);
    const before = [await works(old.secret), await works(fresh.secret)];
    // A slow machine may reach this line after the overlap.
    if (Date.now() < expiresAt!.getTime()) expect(before).toEqual([true, true]);
    await new Promise((resolve) => setTimeout(resolve, expiresAt!.getTime() - Date.now() + 1));
    expect([await works(old.secret), await works(fresh.secret)]).toEqual([false, true]);
    expect((await listKeyChanges(operators, old.key.id)).map(({ change }) => change)).toEqual([
      'created',
      'rotated',
    ]);
  });

  test('keeps its own expiry if that is before the end of the overlap', async () => {
    const by = await createRequester(['keys:write', 'accounts:read']);
    const expiresAt = new Date(Date.now() + 30_000);
    const old = await issueApiKey(database, by, { ...till, expiresAt });
    const fresh = await rotateApiKey(database, by, { id: old.key.id, overlapMs, expiresAt: null });
    expect((await getApiKey(database, by.tenantId, old.key.id)).expiresAt).toEqual(expiresAt);
    expect(fresh.key.expiresAt).toBeNull();
  });

  test('that has ended cannot be rotated again', async () => {
    const by = await createRequester(['keys:write', 'accounts:read']);
    const { key } = await issueApiKey(database, by, till);
    await rotateApiKey(database, by, { id: key.id, overlapMs: 0, expiresAt: null });
    const again = rotateApiKey(database, by, { id: key.id, overlapMs, expiresAt: null });
    await expect(again).rejects.toMatchObject({ code: 'state_conflict' });
  });
});

describe('a tenant', () => {
  test('cannot find, rotate or revoke a key of another tenant', async () => {
    const [mine, theirs] = [await createRequester(['keys:write']), await createRequester(['keys:write'])];
    const id = theirs.requestingKeyId;
    const notFound = { code: 'not_found' };
    await expect(getApiKey(database, mine.tenantId, id)).rejects.toMatchObject(notFound);
    await expect(rotateApiKey(database, mine, { id, overlapMs, expiresAt: null })).rejects.toMatchObject(
      notFound,
    );
    await expect(revokeTenantApiKey(database, mine, id)).rejects.toMatchObject(notFound);
    const { rows } = await pageOfApiKeys(database, mine.tenantId, { limit: 100 });
    expect(rows.map((key) => key.id)).toEqual([mine.requestingKeyId]);
    expect(await getApiKey(database, theirs.tenantId, id)).toMatchObject({
      revokedAt: null,
      expiresAt: null,
    });
  });

  test('can revoke its last key with that key', async () => {
    const by = await createRequester(['keys:write']);
    const { revokedAt } = (await revokeTenantApiKey(database, by, by.requestingKeyId)).key;
    expect(await getApiKey(database, by.tenantId, by.requestingKeyId)).toMatchObject({ revokedAt });
    expect(await createAuthenticator(database)(by.key)).toBeUndefined();
    expect(await listKeyChanges(operators, by.requestingKeyId)).toMatchObject([
      { change: 'created' },
      { change: 'revoked', madeBy: by.requestingKeyId },
    ]);
  });

  test('pages through its keys, newest first, each once and without its hash', async () => {
    const by = await createRequester(['keys:write', 'accounts:read']);
    for (let count = 0; count < 4; count++) await issueApiKey(database, by, till);
    const first = await pageOfApiKeys(database, by.tenantId, { limit: 3 });
    const second = await pageOfApiKeys(database, by.tenantId, { limit: 3, below: first.next });
    const rows = [...first.rows, ...second.rows];
    expect(second.next).toBeUndefined();
    expect(rows.map(({ id }) => id)).toEqual(
      (await listApiKeys(operators, by.tenantId)).map(({ id }) => id).reverse(),
    );
    for (const row of rows) expect(Object.keys(row)).not.toContain('sha256');
  });
});
