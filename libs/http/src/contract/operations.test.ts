import { describe, expect, test } from '@jest/globals';
import { operationsByService, scopes } from '../generated/services.ts';
import { readOperations } from './operations.ts';

const operations = readOperations();

describe('the contract', () => {
  test('assigns each operation to one app, and includes all of them', () => {
    const ids = operations.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const parts = operations.flatMap(({ id, alsoServedBy }) => alsoServedBy.map(() => id));
    expect(parts).toEqual(['listAuditLog', 'listAuditLog']);
    expect([...ids, ...parts].sort()).toEqual(Object.values(operationsByService).flat().sort());
  });

  test('requires a key except for tokens and for operators, and a scope except for operations on the key itself', () => {
    const open = operations.filter(({ scopes: needed }) => needed === undefined);
    expect(open.map(({ id }) => id)).toEqual([
      ...['issueAccessToken', 'getTokenKeys'],
      ...['getLiveness', 'getReadiness', 'getMetrics'],
    ]);
    const unscoped = operations.filter(({ scopes: needed }) => needed?.length === 0);
    expect(unscoped.map(({ id }) => id)).toEqual(['getCurrentApiKey']);
    for (const { scopes: needed = [] } of operations) expect(scopes).toEqual(expect.arrayContaining(needed));
  });

  test('refuses unknown fields in every body', () => {
    for (const { body } of operations) {
      if (body) expect(body.schema).toMatchObject({ type: 'object', additionalProperties: false });
    }
  });

  test('accepts an Idempotency-Key on every POST that writes', () => {
    for (const { id, method, parameters } of operations) {
      const takesKey = parameters.some(({ name }) => name === 'Idempotency-Key');
      expect({ id, takesKey }).toEqual({ id, takesKey: method === 'POST' && id !== 'issueAccessToken' });
    }
  });

  test('has no unresolved reference', () => {
    expect(JSON.stringify(operations)).not.toContain('$ref');
  });
});
