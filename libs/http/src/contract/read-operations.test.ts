import { describe, expect, test } from '@jest/globals';
import { operationsByService, scopes } from '../generated/services.ts';
import { readOperations } from './read-operations.ts';

const operations = readOperations();

describe('the contract', () => {
  test('gives each operation to one app, and all of them are there', () => {
    const ids = operations.map(({ id }) => id).sort();
    expect(ids).toEqual(Object.values(operationsByService).flat().sort());
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('asks for a key everywhere except where one is exchanged and where those who run the bank look, and for a scope unless a key asks about itself', () => {
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

  test('takes an Idempotency-Key on every POST that writes', () => {
    for (const { id, method, parameters } of operations) {
      const takesKey = parameters.some(({ name }) => name === 'Idempotency-Key');
      expect({ id, takesKey }).toEqual({ id, takesKey: method === 'POST' && id !== 'issueAccessToken' });
    }
  });

  test('has no reference left unresolved', () => {
    expect(JSON.stringify(operations)).not.toContain('$ref');
  });
});
