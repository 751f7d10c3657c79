import { describe, expect, test } from '@jest/globals';
import { fieldScopeDetail, missingFieldScope, scopeDetail, type FieldScope } from './field-scopes.ts';

const rules: FieldScope[] = [
  { field: 'initial_balance', scope: 'transactions:write', unless: [0] },
  { field: 'daily_limit', scope: 'accounts:limits', unless: [null] },
  { field: 'status', values: ['frozen', 'open'], scope: 'accounts:freeze' },
];
const missing = (body: unknown, ...scopes: string[]) =>
  missingFieldScope(rules, body, new Set(scopes))?.scope;

describe('the scope of a field', () => {
  test('is needed when the field is sent, and only for the values that have it', () => {
    expect(missing({ initial_balance: 1 })).toBe('transactions:write');
    expect(missing({ daily_limit: 0 })).toBe('accounts:limits');
    expect(missing({ status: 'frozen' })).toBe('accounts:freeze');
    expect(missing({ status: 'closed', initial_balance: 0, daily_limit: null, name: 'Ada' })).toBeUndefined();
    for (const body of [undefined, null, {}, 'text', []]) expect(missing(body)).toBeUndefined();
  });

  test('is checked for every field, and named with the field', () => {
    const body = { initial_balance: 1, status: 'open' };
    expect(missing(body, 'transactions:write')).toBe('accounts:freeze');
    expect(missing(body, 'transactions:write', 'accounts:freeze')).toBeUndefined();
    expect(fieldScopeDetail(rules[0]!)).toBe(
      'This key lacks the scope transactions:write, which `initial_balance` needs.',
    );
  });
});

test('a caller learns which scopes an operation accepts', () => {
  expect(scopeDetail(['keys:read'])).toBe('This key lacks the scope keys:read.');
  expect(scopeDetail(['accounts:write', 'accounts:freeze'])).toBe(
    'This key has none of the scopes accounts:write, accounts:freeze; the operation needs one of them.',
  );
});
