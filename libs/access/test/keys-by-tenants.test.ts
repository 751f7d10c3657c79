import { connect, newId, type Database } from '@florin/database';
import { createTestDatabase, type TestDatabase } from '@florin/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  accessEntities,
  createApiKey,
  createAuthenticator,
  getApiKey,
  issueApiKey,
  listApiKeys,
  listKeyChanges,
  migrateAccess,
  pageOfApiKeys,
  revokeApiKey,
  revokeApiKeyOf,
  rotateApiKey,
  type KeyRequest,
  type Scope,
} from '../src/index.ts';

const overlapMs = 60_000;
let own: TestDatabase;
let database: Database;

beforeAll(async () => {
  own = await createTestDatabase('access', migrateAccess);
  database = await connect({
    url: own.url,
    entities: accessEntities,
    applicationName: 'access-test',
    connectTimeoutMs: 20_000,
  });
});
afterAll(async () => {
  await database.close();
  await own.drop();
});

type Asking = KeyRequest & { key: string };

/** A key that asks, of a tenant of its own unless told otherwise. */
async function asking(scopes: readonly Scope[], tenantId: string = newId('tenant')): Promise<Asking> {
  const { id, key } = await createApiKey(database, { tenantId, name: 'asking', scopes });
  return {
    ...{ tenantId, askingKeyId: id, scopes: new Set(scopes) },
    ...{ requestId: 'req-1', idempotencyKey: undefined, key },
  };
}

const till = { name: 'till 7', scopes: ['accounts:read'] as const, expiresAt: null };

describe('a key that is made by another', () => {
  test('works for the same tenant, with the scopes that were asked for, and its maker stands in the trail', async () => {
    const by = await asking(['keys:write', 'accounts:read']);
    const { key, secret } = await issueApiKey(database, by, till);
    expect(await createAuthenticator(database)(secret!)).toEqual({
      tenantId: by.tenantId,
      credentialId: key.id,
      scopes: new Set(['accounts:read']),
    });
    expect(await listKeyChanges(database, key.id)).toMatchObject([
      { change: 'created', madeBy: by.askingKeyId, requestId: 'req-1', tenantId: by.tenantId },
    ]);
    expect(await listKeyChanges(database, by.askingKeyId)).toMatchObject([
      { change: 'created', madeBy: null, requestId: null },
    ]);
  });

  test('hands on no more than the access token that came in the place of its maker', async () => {
    const by = await asking(['keys:write', 'accounts:read']);
    const narrowed = { ...by, scopes: new Set(['keys:write']) };
    await expect(issueApiKey(database, narrowed, till)).rejects.toThrow('lacks the scope accounts:read');
    const own = { id: by.askingKeyId, overlapMs: 0, expiresAt: null };
    await expect(rotateApiKey(database, narrowed, own)).rejects.toThrow('lacks the scope accounts:read');
  });

  test('gets no scope that the other lacks, neither new nor by rotating a stronger one', async () => {
    const by = await asking(['keys:write', 'accounts:read']);
    const wanted = { ...till, scopes: ['accounts:read', 'accounts:write', 'fraud:write'] as const };
    await expect(issueApiKey(database, by, wanted)).rejects.toMatchObject({
      code: 'forbidden',
      message: 'This key lacks the scopes accounts:write, fraud:write.',
    });
    const strong = await asking(['transactions:write'], by.tenantId);
    const rotation = { id: strong.askingKeyId, overlapMs, expiresAt: null };
    await expect(rotateApiKey(database, by, rotation)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await listApiKeys(database, by.tenantId)).toHaveLength(2);
    expect((await getApiKey(database, by.tenantId, strong.askingKeyId)).expiresAt).toBeNull();
  });

  test('is not made once the other has ended, although an HTTP server may still believe it', async () => {
    const [revoked, rotated] = [await asking(['keys:write']), await asking(['keys:write'])];
    await revokeApiKey(database, revoked.askingKeyId);
    await rotateApiKey(database, rotated, { id: rotated.askingKeyId, overlapMs: 0, expiresAt: null });
    for (const by of [revoked, rotated]) {
      const wanted = { ...till, scopes: ['keys:write'] as const };
      const refused = { code: 'unauthenticated' };
      await expect(issueApiKey(database, by, wanted)).rejects.toMatchObject(refused);
      await expect(revokeApiKeyOf(database, by, by.askingKeyId)).rejects.toMatchObject(refused);
    }
  });

  test('and revoking the other at the same moment leave no key that was made afterwards', async () => {
    const by = await asking(['keys:write', 'accounts:read']);
    const operator = await asking(['keys:write'], by.tenantId);
    const makes = Array.from({ length: 10 }, () => issueApiKey(database, by, till));
    const revoked = revokeApiKeyOf(database, operator, by.askingKeyId);
    const outcomes = await Promise.allSettled(makes);
    expect((await revoked).revokedAt).not.toBeNull();
    const made = outcomes.filter(({ status }) => status === 'fulfilled').length;
    const refusals = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
    for (const reason of refusals) expect(reason).toMatchObject({ code: 'unauthenticated' });
    expect(await listApiKeys(database, by.tenantId)).toHaveLength(2 + made);
  });

  test('is made once under one idempotency key, also by requests at the same moment, and told once', async () => {
    const by = { ...(await asking(['keys:write', 'accounts:read'])), idempotencyKey: 'new-till' };
    const issued = await Promise.all(Array.from({ length: 8 }, () => issueApiKey(database, by, till)));
    expect(new Set(issued.map(({ key }) => key.id)).size).toBe(1);
    expect(issued.filter(({ secret }) => secret !== null)).toHaveLength(1);
    expect(await listApiKeys(database, by.tenantId)).toHaveLength(2);
    const reused = { code: 'idempotency_key_reused' };
    await expect(issueApiKey(database, by, { ...till, name: 'till 8' })).rejects.toMatchObject(reused);
    const rotation = { id: issued[0]!.key.id, overlapMs, expiresAt: null };
    await expect(rotateApiKey(database, by, rotation)).rejects.toMatchObject(reused);
    const elsewhere = { ...(await asking(['keys:write', 'accounts:read'])), idempotencyKey: 'new-till' };
    expect((await issueApiKey(database, elsewhere, till)).secret).toMatch(/^flk_/);
  });
});

describe('a rotated key', () => {
  test('works beside the new one until the overlap has passed, and not a moment longer', async () => {
    const by = await asking(['keys:write', 'accounts:read']);
    const old = await issueApiKey(database, by, till);
    const wanted = { id: old.key.id, overlapMs: 1_500, expiresAt: null };
    const fresh = await rotateApiKey(database, by, wanted);
    expect(fresh.key).toMatchObject({ name: 'till 7', scopes: ['accounts:read'], replaces: old.key.id });
    const authenticate = createAuthenticator(database);
    const works = async (secret: string | null) => (await authenticate(secret!)) !== undefined;
    const { expiresAt } = await getApiKey(database, by.tenantId, old.key.id);
    const before = [await works(old.secret), await works(fresh.secret)];
    // On a machine that slept through the overlap there is nothing to see of it.
    if (Date.now() < expiresAt!.getTime()) expect(before).toEqual([true, true]);
    await new Promise((resolve) => setTimeout(resolve, expiresAt!.getTime() - Date.now() + 1));
    expect([await works(old.secret), await works(fresh.secret)]).toEqual([false, true]);
    expect((await listKeyChanges(database, old.key.id)).map(({ change }) => change)).toEqual([
      'created',
      'rotated',
    ]);
  });

  test('keeps an end of its own that comes before the overlap’s', async () => {
    const by = await asking(['keys:write', 'accounts:read']);
    const expiresAt = new Date(Date.now() + 30_000);
    const old = await issueApiKey(database, by, { ...till, expiresAt });
    const fresh = await rotateApiKey(database, by, { id: old.key.id, overlapMs, expiresAt: null });
    expect((await getApiKey(database, by.tenantId, old.key.id)).expiresAt).toEqual(expiresAt);
    expect(fresh.key.expiresAt).toBeNull();
  });

  test('that has ended is not rotated again', async () => {
    const by = await asking(['keys:write', 'accounts:read']);
    const { key } = await issueApiKey(database, by, till);
    await rotateApiKey(database, by, { id: key.id, overlapMs: 0, expiresAt: null });
    const again = rotateApiKey(database, by, { id: key.id, overlapMs, expiresAt: null });
    await expect(again).rejects.toMatchObject({ code: 'state_conflict' });
  });
});

describe('a tenant', () => {
  test('finds, rotates and revokes no key of another', async () => {
    const [mine, theirs] = [await asking(['keys:write']), await asking(['keys:write'])];
    const id = theirs.askingKeyId;
    const notFound = { code: 'not_found' };
    await expect(getApiKey(database, mine.tenantId, id)).rejects.toMatchObject(notFound);
    await expect(rotateApiKey(database, mine, { id, overlapMs, expiresAt: null })).rejects.toMatchObject(
      notFound,
    );
    await expect(revokeApiKeyOf(database, mine, id)).rejects.toMatchObject(notFound);
    const { rows } = await pageOfApiKeys(database, mine.tenantId, { limit: 100 });
    expect(rows.map((key) => key.id)).toEqual([mine.askingKeyId]);
    expect(await getApiKey(database, theirs.tenantId, id)).toMatchObject({
      revokedAt: null,
      expiresAt: null,
    });
  });

  test('may end its last key by that key itself, once', async () => {
    const by = await asking(['keys:write']);
    const { revokedAt } = await revokeApiKeyOf(database, by, by.askingKeyId);
    expect(await getApiKey(database, by.tenantId, by.askingKeyId)).toMatchObject({ revokedAt });
    expect(await createAuthenticator(database)(by.key)).toBeUndefined();
    expect(await listKeyChanges(database, by.askingKeyId)).toMatchObject([
      { change: 'created' },
      { change: 'revoked', madeBy: by.askingKeyId },
    ]);
  });

  test('pages through its keys, newest first, each once and without its hash', async () => {
    const by = await asking(['keys:write', 'accounts:read']);
    for (let count = 0; count < 4; count++) await issueApiKey(database, by, till);
    const first = await pageOfApiKeys(database, by.tenantId, { limit: 3 });
    const second = await pageOfApiKeys(database, by.tenantId, { limit: 3, below: first.next });
    const rows = [...first.rows, ...second.rows];
    expect(second.next).toBeUndefined();
    expect(rows.map(({ id }) => id)).toEqual(
      (await listApiKeys(database, by.tenantId)).map(({ id }) => id).reverse(),
    );
    for (const row of rows) expect(Object.keys(row)).not.toContain('sha256');
  });
});
