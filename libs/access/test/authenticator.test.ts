import { connect, idToUuid, newId, type Database } from '@florin/database';
import { createTestDatabase, eventually, startPostgres, type TestDatabase } from '@florin/testing';
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  accessEntities,
  createApiKey,
  createAuthenticator,
  CredentialsUnavailable,
  listApiKeys,
  migrateAccess,
  revokeApiKey,
} from '../src/index.ts';
import { newKeyText } from '../src/key-text.ts';
import { openAs } from './open-as.ts';

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
afterEach(() => void jest.restoreAllMocks());
afterAll(async () => {
  await Promise.all([database, operators].map((each) => each.close()));
  await own.drop();
});

function createKey(expiresAt?: Date): Promise<{ id: string; key: string }> {
  const scopes = ['accounts:read', 'transactions:write'] as const;
  return createApiKey(operators, { tenantId, name: 'till 7', scopes, ...(expiresAt ? { expiresAt } : {}) });
}

describe('a key', () => {
  test('identifies its tenant and its scopes', async () => {
    const { id, key } = await createKey();
    expect(await createAuthenticator(database)(key)).toEqual({
      tenantId,
      credentialId: id,
      scopes: new Set(['accounts:read', 'transactions:write']),
    });
  });

  test('that is unknown, malformed or wrong in one character is refused', async () => {
    const { key } = await createKey();
    const authenticate = createAuthenticator(database);
    const twisted = key.slice(0, -1) + (key.endsWith('A') ? 'B' : 'A');
    for (const other of [newKeyText(), twisted, '', 'flk_', `${key}x`, key.toLowerCase().slice(0, 20)]) {
      expect(await authenticate(other)).toBeUndefined();
    }
  });

  test('is stored only as its hash and its first eight characters', async () => {
    const { id, key } = await createKey();
    const [row] = await operators.read((em) =>
      em
        .getConnection()
        .execute<{ line: string }[]>(
          `select k::text as line from access.api_keys k where id = '${idToUuid(id)}'`,
        ),
    );
    const line = row!.line;
    expect(line).not.toContain(key);
    expect(line).not.toContain(key.slice(4));
    expect(line).toContain(key.slice(0, 8));
  });

  test('with an unknown scope is not created', async () => {
    const wrong = createApiKey(operators, { tenantId, name: 'x', scopes: ['money:print' as 'fraud:read'] });
    await expect(wrong).rejects.toThrow('money:print');
  });

  test('that was revoked stops working within 5 s in a process that has just used it', async () => {
    const { id, key } = await createKey();
    const [hereFirst, elsewhere] = [createAuthenticator(database), createAuthenticator(database)];
    expect(await hereFirst(key)).toBeDefined();
    expect(await elsewhere(key)).toBeDefined();
    expect(await revokeApiKey(operators, id)).toEqual([]);
    const revokedAt = Date.now();
    for (const authenticate of [hereFirst, elsewhere]) {
      await eventually(async () => (await authenticate(key)) === undefined, { withinMs: 4000 });
    }
    expect(Date.now() - revokedAt).toBeLessThan(5000);
  });

  test('stops working at its expiry, although it was just answered from the cache', async () => {
    const expiresAt = Date.now() + 2_000;
    const { key } = await createKey(new Date(expiresAt));
    const authenticate = createAuthenticator(database);
    expect(await authenticate(key)).toBeDefined();
    await sleep(expiresAt - Date.now() + 10);
    expect(await authenticate(key)).toBeUndefined();
  });

  test('can be revoked twice and keeps the first time; an unknown key cannot be revoked', async () => {
    const { id } = await createKey();
    await revokeApiKey(operators, id);
    const first = (await listApiKeys(operators, tenantId)).find((key) => key.id === id)?.revokedAt;
    await sleep(5);
    expect(await revokeApiKey(operators, id)).toEqual([]);
    expect((await listApiKeys(operators, tenantId)).find((key) => key.id === id)?.revokedAt).toEqual(first);
    expect(await revokeApiKey(operators, newId('key'))).toBeUndefined();
  });
});

test('the scopes that accounts:write was divided into are given to existing keys, and to no others', async () => {
  const migration = new URL('../migrations/0004-scopes-of-accounts.sql', import.meta.url);
  const keys = await Promise.all(
    [['accounts:write', 'keys:read'] as const, ['accounts:read', 'transactions:write'] as const].map(
      (scopes) => createApiKey(operators, { tenantId, name: 'till', scopes }),
    ),
  );
  const owner = await openAs('owner', own);
  await owner.unitOfWork((em) =>
    em.getConnection().execute(readFileSync(migration, 'utf8'), [], 'run', em.getTransactionContext()),
  );
  await owner.close();
  const [writer, reader] = await Promise.all(keys.map(({ key }) => createAuthenticator(database)(key)));
  expect([...writer!.scopes].sort()).toEqual([
    'accounts:freeze',
    'accounts:limits',
    'accounts:write',
    'keys:read',
  ]);
  expect([...reader!.scopes].sort()).toEqual(['accounts:read', 'transactions:write']);
});

describe('the list of keys', () => {
  test('contains the keys of this tenant and no hash', async () => {
    const other = newId('tenant');
    const { id } = await createApiKey(operators, { tenantId: other, name: 'other', scopes: ['fraud:read'] });
    const keys = await listApiKeys(operators, other);
    expect(keys.map((key) => key.id)).toEqual([id]);
    expect(Object.keys(keys[0]!)).not.toContain('sha256');
    expect((await listApiKeys(operators)).length).toBeGreaterThan(1);
  });

  test('shows when a key was last used, written at most once a minute', async () => {
    const { id, key } = await createKey();
    const lastUsed = async () =>
      (await listApiKeys(operators, tenantId)).find((one) => one.id === id)?.lastUsedAt;
    expect(await lastUsed()).toBeNull();
    await createAuthenticator(database)(key);
    const first = await lastUsed();
    expect(Date.now() - first!.getTime()).toBeLessThan(30_000);
    await createAuthenticator(database)(key);
    expect(await lastUsed()).toEqual(first);
  });
});

describe('the cache', () => {
  test('needs one query for many concurrent requests with the same key, and none soon after', async () => {
    const { key } = await createKey();
    const authenticate = createAuthenticator(database);
    const reads = jest.spyOn(database, 'query');
    const answers = await Promise.all(Array.from({ length: 50 }, () => authenticate(key)));
    expect(answers.every((answer) => answer?.tenantId === tenantId)).toBe(true);
    await authenticate(key);
    expect(reads).toHaveBeenCalledTimes(1);
  });

  test('needs one query for an unknown key that is tried repeatedly', async () => {
    const authenticate = createAuthenticator(database);
    const reads = jest.spyOn(database, 'query');
    const key = newKeyText();
    for (let i = 0; i < 20; i++) expect(await authenticate(key)).toBeUndefined();
    expect(reads).toHaveBeenCalledTimes(1);
  });

  test('needs no query for a text that cannot be a key', async () => {
    const reads = jest.spyOn(database, 'query');
    await createAuthenticator(database)('Bearer nonsense');
    expect(reads).not.toHaveBeenCalled();
  });

  test('keeps valid keys while a client tries random ones', async () => {
    const { key } = await createKey();
    const authenticate = createAuthenticator(database);
    await authenticate(key);
    // The cache's time stands still, however long the attempts take.
    jest.spyOn(performance, 'now').mockReturnValue(performance.now());
    const reads = jest.spyOn(database, 'query').mockResolvedValue([]);
    for (let i = 0; i < 12_000; i++) await authenticate(newKeyText());
    reads.mockClear();
    expect(await authenticate(key)).toBeDefined();
    expect(reads).not.toHaveBeenCalled();
    jest.restoreAllMocks();
  });

  test('must not live longer than revocation allows', () => {
    expect(() => createAuthenticator(database, { cacheTtlMs: 10_000 })).toThrow(RangeError);
  });
});

describe('while the database is unavailable', () => {
  test('a cached key still works, and a key that is not cached is neither accepted nor refused', async () => {
    const server = await startPostgres();
    const fragile = await connect({
      url: server.url,
      entities: accessEntities,
      applicationName: 'access-test',
      connectTimeoutMs: 20_000,
    });
    try {
      await migrateAccess(fragile);
      const { key } = await createApiKey(fragile, { tenantId, name: 'till', scopes: ['fraud:read'] });
      const authenticate = createAuthenticator(fragile, { cacheTtlMs: 2000 });
      expect(await authenticate(key)).toBeDefined();
      await server.kill();
      expect(await authenticate(key)).toBeDefined();
      await expect(authenticate(newKeyText())).rejects.toThrow(CredentialsUnavailable);
      await sleep(2000);
      await expect(authenticate(key)).rejects.toThrow(CredentialsUnavailable);
      await server.restart();
      await eventually(() => authenticate(key));
    } finally {
      await fragile.close();
      await server.stop();
    }
  });
});
