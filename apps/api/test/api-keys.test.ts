import { scopes, type Scope } from '@florin/access';
import { AuthenticationError, ConflictError, type Florin, NotFoundError, PermissionError } from '@florin/sdk';
import { eventually } from '@florin/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask } from './ask.ts';
import { gather } from './ledger-assertions.ts';
import { openBank, type TestBank } from './open-bank.ts';

let bank: TestBank;
/** A client with all scopes. */
let florin: Florin;
/** Every secret that was ever shown. */
const secrets: string[] = [];

beforeAll(async () => {
  bank = await openBank({ apis: 2, env: { LOG_LEVEL: 'trace' } });
  florin = bank.florin();
}, 120_000);

afterAll(async () => {
  await bank?.close();
});

const as = (apiKey: string, api = 0) => bank.florin(api, { apiKey, maxRetries: 0 });

async function make(wanted: readonly Scope[], by = florin, more: { expires_at?: string } = {}) {
  const made = await by.apiKeys.create({ name: 'till 7', scopes: [...wanted], ...more });
  secrets.push(made.secret!);
  return { ...made, secret: made.secret!, client: as(made.secret!) };
}

describe('a key created through the API', () => {
  test('allows what its scopes permit and nothing else, and can read its own scopes', async () => {
    const { secret, client, ...key } = await make(['accounts:read']);
    expect(secret).toMatch(/^flk_[0-9A-Za-z]{49}$/);
    expect(key).toMatchObject({ name: 'till 7', scopes: ['accounts:read'], status: 'active' });
    expect(key).toMatchObject({ prefix: secret.slice(0, 8), expires_at: null, last_used_at: null });
    await client.accounts.list();
    await expect(client.accounts.create()).rejects.toThrow(PermissionError);
    expect(await client.apiKeys.current()).toMatchObject({ id: key.id, last_used_at: expect.any(String) });
    const nobody = await ask(`${bank.apis[0]!.url}/api-keys/current`);
    expect(nobody).toMatchObject({ status: 401, json: { code: 'unauthenticated' } });
    await expect(client.apiKeys.list()).rejects.toThrow('keys:read');
    await expect(client.apiKeys.create({ name: 'x', scopes: ['accounts:read'] })).rejects.toThrow(
      'keys:write',
    );
  });

  test('cannot grant a scope that it lacks, neither to a new key nor by rotating a stronger one', async () => {
    const weak = await make(['keys:write', 'keys:read', 'accounts:read']);
    const strong = await make(['transactions:write']);
    const more = weak.client.apiKeys.create({ name: 'x', scopes: ['accounts:read', 'transactions:write'] });
    await expect(more).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('lacks the scope transactions:write'),
    });
    await expect(weak.client.apiKeys.rotate(strong.id)).rejects.toThrow(PermissionError);
    expect(await florin.apiKeys.get(strong.id)).toMatchObject({ status: 'active', expires_at: null });
    const less = await make(['accounts:read'], weak.client);
    await less.client.accounts.list();
  });

  test('stops working when it expires; an expiry in the past is refused', async () => {
    const end = Date.now() + 4_000;
    const { client, id } = await make(['accounts:read'], florin, { expires_at: new Date(end).toISOString() });
    await eventually(async () => (await refusalOf(client)) instanceof AuthenticationError, {
      withinMs: 30_000,
    });
    expect(Date.now()).toBeGreaterThanOrEqual(end);
    expect(await florin.apiKeys.get(id)).toMatchObject({ status: 'expired', revoked_at: null });
    const past = { name: 'x', scopes: ['accounts:read' as const], expires_at: '2026-01-01T00:00:00Z' };
    await expect(florin.apiKeys.create(past)).rejects.toMatchObject({
      code: 'validation_failed',
      errors: [{ in: 'body', pointer: '/expires_at' }],
    });
  });

  test('is created once for one idempotency key, and its secret is shown once', async () => {
    const wanted = { name: 'till 8', scopes: ['accounts:read' as const] };
    const options = { idempotencyKey: 'new-till-8' };
    const first = await florin.apiKeys.create(wanted, options).withResponse();
    secrets.push(first.data.secret!);
    expect(first.replayed).toBe(false);
    const again = await florin.apiKeys.create(wanted, options).withResponse();
    expect(again).toMatchObject({ replayed: true, data: { id: first.data.id, secret: null } });
    await expect(florin.apiKeys.create({ ...wanted, name: 'till 9' }, options)).rejects.toMatchObject({
      code: 'idempotency_key_reused',
    });
  });

  test.each([
    ['no scope', { name: 'x', scopes: [] }, '/scopes'],
    ['a scope that does not exist', { name: 'x', scopes: ['money:print'] }, '/scopes/0'],
    ['no name', { scopes: ['accounts:read'] }, ''],
    ['a tenant', { name: 'x', scopes: ['accounts:read'], tenant_id: 'tenant_1' }, ''],
  ])('with %s is refused', async (_what, body, pointer) => {
    const url = `${bank.apis[0]!.url}/api-keys`;
    const answer = await ask(url, { apiKey: bank.apiKey, body });
    expect(answer).toMatchObject({ status: 422, json: { code: 'validation_failed' } });
    expect(answer.json.errors[0].pointer).toContain(pointer);
  });
});

describe('a key that is rotated', () => {
  test('works beside the new key during the overlap, and stops afterwards', async () => {
    const old = await make(['accounts:read', 'accounts:write']);
    const fresh = await florin.apiKeys.rotate(old.id, { overlap_seconds: 3_600 });
    secrets.push(fresh.secret!);
    expect(fresh).toMatchObject({ name: old.name, scopes: old.scopes, replaces: old.id, expires_at: null });
    await old.client.accounts.list();
    await as(fresh.secret!).accounts.create();
    // Without an overlap, the old key ends at once, although both processes have cached it.
    const last = await florin.apiKeys.rotate(old.id, { overlap_seconds: 0 });
    secrets.push(last.secret!);
    for (const api of [0, 1]) {
      const client = as(old.secret, api);
      await eventually(async () => (await refusalOf(client)) instanceof AuthenticationError, {
        withinMs: 30_000,
      });
      await as(fresh.secret!, api).accounts.list();
      await as(last.secret!, api).accounts.list();
    }
    await expect(florin.apiKeys.rotate(old.id)).rejects.toThrow(ConflictError);
  });

  test('can rotate itself; a repeated request creates no third key', async () => {
    const old = await make(['keys:write', 'keys:read']);
    const options = { idempotencyKey: 'rotate-myself' };
    const fresh = await old.client.apiKeys.rotate(old.id, { overlap_seconds: 60 }, options);
    secrets.push(fresh.secret!);
    const again = await as(fresh.secret!).apiKeys.rotate(old.id, { overlap_seconds: 60 }, options);
    expect(again).toMatchObject({ id: fresh.id, secret: null });
  });
});

describe('a key with allowed addresses', () => {
  test('is refused from every other address, as a key and as a token, and says from where it was used', async () => {
    const wanted = { name: 'office', scopes: ['accounts:read' as const, 'keys:write' as const] };
    const elsewhere = await florin.apiKeys.create({
      ...wanted,
      allowed_addresses: ['203.0.113.0/24', '::1'],
    });
    const here = await florin.apiKeys.create({ ...wanted, allowed_addresses: ['127.0.0.0/8'] });
    secrets.push(elsewhere.secret!, here.secret!);
    await expect(as(elsewhere.secret!).accounts.list()).rejects.toMatchObject({
      code: 'forbidden',
      message: 'This key does not work from the address 127.0.0.1.',
    });
    const token = bank.florin(0, {
      apiKey: undefined,
      clientId: elsewhere.id,
      clientSecret: elsewhere.secret!,
      maxRetries: 0,
    } as Parameters<typeof bank.florin>[1]);
    await expect(token.accounts.list()).rejects.toThrow('does not work from the address');
    await as(here.secret!).accounts.list();
    expect(await as(here.secret!).apiKeys.current()).toMatchObject({
      allowed_addresses: ['127.0.0.0/8'],
      last_used_address: '127.0.0.1',
    });
    const wider = as(here.secret!).apiKeys.create({ ...wanted, allowed_addresses: ['0.0.0.0/0'] });
    await expect(wider).rejects.toMatchObject({ errors: [{ in: 'body', pointer: '/allowed_addresses/0' }] });
  });
});

describe('a key that is revoked', () => {
  test('takes the keys that it made with it only on request, and names them', async () => {
    const maker = await make(['keys:write', 'accounts:read']);
    const made = await make(['accounts:read'], maker.client);
    expect(made).toMatchObject({ created_by: maker.id });
    expect(maker.created_by).toMatch(/^key_/);
    const alone = await florin.apiKeys.revoke(maker.id);
    expect(alone).toMatchObject({ status: 'revoked', children: [{ id: made.id, status: 'active' }] });
    const all = await florin.apiKeys.revoke(maker.id, { cascade: true });
    expect(all).toMatchObject({
      revoked_at: alone.revoked_at,
      children: [{ id: made.id, status: 'revoked' }],
    });
    await eventually(async () => (await refusalOf(made.client)) instanceof AuthenticationError, {
      withinMs: 30_000,
    });
  });

  test('is not revoked by a key that lacks one of its scopes', async () => {
    const weak = await make(['keys:write', 'accounts:read']);
    const strong = await make(['transactions:write']);
    await expect(weak.client.apiKeys.revoke(strong.id)).rejects.toThrow(
      'This key lacks the scope transactions:write.',
    );
    expect(await florin.apiKeys.get(strong.id)).toMatchObject({ status: 'active' });
  });

  test('is refused by every process, and cannot create a key even while a process still caches it', async () => {
    const leaked = await make(['keys:write', 'accounts:read']);
    for (const api of [0, 1]) await as(leaked.secret, api).accounts.list();
    expect(await florin.apiKeys.revoke(leaked.id)).toMatchObject({ status: 'revoked' });
    for (const api of [0, 1]) {
      const heir = as(leaked.secret, api).apiKeys.create({ name: 'heir', scopes: ['accounts:read'] });
      await expect(heir).rejects.toThrow(AuthenticationError);
      const client = as(leaked.secret, api);
      await eventually(async () => (await refusalOf(client)) instanceof AuthenticationError, {
        withinMs: 30_000,
      });
    }
    const first = await florin.apiKeys.get(leaked.id);
    expect(await florin.apiKeys.revoke(leaked.id)).toEqual({ ...first, children: [] });
  });

  test('may revoke itself', async () => {
    const own = await make(['keys:write']);
    expect(await own.client.apiKeys.revoke(own.id)).toMatchObject({ id: own.id, status: 'revoked' });
    await expect(own.client.apiKeys.revoke(own.id)).rejects.toThrow(AuthenticationError);
  });
});

test("another tenant's keys are answered like unknown ones, and are not changed", async () => {
  const other = as((await bank.otherTenant()).apiKey);
  const theirs = await make(['accounts:read'], other);
  for (const id of [theirs.id, 'key_01m819eke0e8x9qk3m5r7t2v4w']) {
    await expect(florin.apiKeys.get(id)).rejects.toThrow(NotFoundError);
    await expect(florin.apiKeys.rotate(id)).rejects.toThrow(NotFoundError);
    await expect(florin.apiKeys.revoke(id)).rejects.toThrow(NotFoundError);
  }
  expect((await gather(florin.apiKeys.list())).map(({ id }) => id)).not.toContain(theirs.id);
  await theirs.client.accounts.list();
  expect(await other.apiKeys.get(theirs.id)).toMatchObject({ status: 'active', expires_at: null });
});

test('only the first answer contains the secret, and no log line does', async () => {
  const { secret, client } = await make(scopes);
  await client.accounts.list();
  const listed = await gather(client.apiKeys.list());
  expect(listed.length).toBeGreaterThanOrEqual(secrets.length);
  expect(listed.map(({ id }) => id)).toEqual(
    listed
      .map(({ id }) => id)
      .toSorted()
      .reverse(),
  );
  const reported = JSON.stringify([
    listed,
    await client.apiKeys.current(),
    await client.apiKeys.get(listed[0]!.id),
  ]);
  const logs = bank.apis.map((api) => api.logs()).join('');
  expect(logs).toContain('Server listening');
  for (const each of [...secrets, secret]) {
    expect(reported).not.toContain(each.slice(4));
    expect(logs).not.toContain(each.slice(4));
  }
});

async function refusalOf(client: Florin): Promise<unknown> {
  return client.accounts.list({ limit: 1 }).then(
    () => undefined,
    (error: unknown) => error,
  );
}
