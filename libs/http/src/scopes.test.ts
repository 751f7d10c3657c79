import { describe, expect, test } from '@jest/globals';
import { accountId, openApiServer, tenantId } from '../test/api-server.ts';
import { readOperations, type Operation } from './contract/operations.ts';
import { keyAuthentication, scopes as allScopes } from './index.ts';

/** A server at which the text of a key is its scopes, joined by `+`. */
const open = () =>
  openApiServer({
    authenticate: keyAuthentication(async (key) => ({
      tenantId,
      credentialId: 'key_grid',
      scopes: new Set(key === 'none' ? [] : key.split('+')),
    })),
  });

const operations = readOperations().filter(({ scopes }) => scopes !== undefined);
const id = (operation: Operation) => operation.url.replaceAll(/:\w+/g, 'x');

describe('a key with one scope', () => {
  test('opens the operations that accept this scope, and no other operation', async () => {
    const { app } = await open();
    let cases = 0;
    for (const scope of ['none', ...allScopes]) {
      for (const operation of operations) {
        const answer = await app.inject({
          method: operation.method,
          url: id(operation),
          headers: { authorization: `Bearer ${scope}` },
        });
        const accepted = operation.scopes?.length === 0 || operation.scopes?.includes(scope);
        const what = `${scope} at ${operation.id}`;
        expect(`${what}: ${answer.statusCode === 403}`).toBe(`${what}: ${!accepted}`);
        cases++;
      }
    }
    expect(cases).toBe((allScopes.length + 1) * operations.length);
  });
});

describe('a field of a body', () => {
  // A forwarded operation is checked by the app that serves it.
  const fields = operations
    .filter(({ servedBy }) => servedBy === 'api')
    .flatMap((operation) => operation.fieldScopes.map((rule) => [operation, rule] as const));
  const valid: Record<string, unknown> = { name: 'Ada', metadata: {} };

  test('is accepted with its scope alone at a change, and refused with all scopes but its own', async () => {
    const { app, seen } = await open();
    expect(fields.map(([operation]) => operation.id)).toContain('createAccount');
    for (const [operation, { field, scope, values }] of fields) {
      const send = async (held: readonly string[], value: unknown) =>
        app.inject({
          method: operation.method,
          url: operation.url.replace(':id', accountId),
          headers: { authorization: `Bearer ${held.join('+')}` },
          payload: { [field]: value },
        });
      for (const value of values ?? [valid[field] ?? 7]) {
        const others = allScopes.filter((other) => other !== scope);
        const refused = await send(others, value);
        expect(refused.json()).toMatchObject({
          code: 'forbidden',
          detail: `This key lacks the scope ${scope}, which \`${field}\` needs.`,
          errors: [{ in: 'body', pointer: `/${field}`, message: `needs the scope ${scope}` }],
        });
        const least = operation.scopes?.includes(scope) ? [scope] : [operation.scopes![0]!, scope];
        expect((await send(least, value)).statusCode).toBe(200);
      }
    }
    // Of each field and value one request was handled: the refused ones were not.
    expect(seen).toHaveLength(fields.flatMap(([, { values }]) => values ?? [0]).length);
  });

  test('that has its default needs no scope of its own', async () => {
    const { app } = await open();
    const payload = { initial_balance: 0, overdraft_limit: 0, movement_limit: null, daily_limit: null };
    const headers = { authorization: 'Bearer accounts:write' };
    expect((await app.inject({ method: 'POST', url: '/accounts', headers, payload })).statusCode).toBe(200);
    expect((await app.inject({ method: 'POST', url: '/accounts', headers })).statusCode).toBe(200);
  });
});
