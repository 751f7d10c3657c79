import { describe, expect, test } from '@jest/globals';
import { accountFiltersOf, accountQueryOf } from './account-filters.ts';

describe('a search of accounts', () => {
  test('is an id, a key of the metadata, or a text for names and external ids', () => {
    const id = 'acct_01m819eke0e209k3gghyc4dkah';
    expect(accountQueryOf({ q: ` ${id} ` })).toEqual({ kind: 'id', id });
    expect(accountQueryOf({ q: 'branch=north', status: 'open' })).toEqual({
      kind: 'list',
      filters: { status: 'open', metadata: { branch: 'north' } },
    });
    expect(accountQueryOf({ q: 'Ada', currency: 'EUR' })).toEqual({
      kind: 'text',
      byName: { currency: 'EUR', name: 'Ada' },
      byExternalId: { currency: 'EUR', external_id: 'Ada' },
    });
    expect(accountQueryOf({})).toEqual({ kind: 'list', filters: {} });
  });

  test('is read from a URL without what it does not know', () => {
    expect(accountFiltersOf({ q: 12, status: 'lost', currency: 'eur' })).toEqual({ q: '12' });
  });
});
