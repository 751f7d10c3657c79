import { describe, expect, test } from '@jest/globals';
import { contractFlaws } from '../testing/check-schema.ts';
import { readMovement } from './read-movement.ts';

const account = 'acct_01m819eke0e209k3gghyc4dkah';
const other = 'acct_01m819eke0e209k3gghyc4dkaj';
const hold = 'txn_01m819eke0e2586g95gjjdra1k';
const flawsOf = (movement: object) => contractFlaws('BatchMovement', movement);
const read = (cells: Record<string, string>, currency?: string) =>
  readMovement(cells, 7, { flawsOf, ...(currency ? { currency } : {}) });

describe('lines that are movements', () => {
  test('a credit with everything that can be said', () => {
    const cells = {
      type: 'credit',
      account_id: account,
      amount: '12.50',
      currency: 'EUR',
      reference: 'rent',
      effective_at: '2026-11-01',
      'metadata.order': '4711',
      'metadata.none': '',
    };
    expect(read(cells)).toEqual({
      movement: {
        type: 'credit',
        account_id: account,
        amount: 1_250,
        currency: 'EUR',
        reference: 'rent',
        effective_at: '2026-11-01T00:00:00.000Z',
        metadata: { order: '4711' },
      },
    });
  });

  test('minor units need no currency; the default counts where the line says none', () => {
    expect(read({ type: 'debit', account_id: account, amount_minor: '5' })).toEqual({
      movement: { type: 'debit', account_id: account, amount: 5 },
    });
    expect(read({ type: 'debit', account_id: account, amount: '5', currency: '' }, 'JPY')).toEqual({
      movement: { type: 'debit', account_id: account, amount: 5, currency: 'JPY' },
    });
  });

  test('transfers, captures of a part and of all, voids and reversals', () => {
    const transfer = { type: 'transfer', from_account_id: account, to_account_id: other, amount_minor: '1' };
    expect(read(transfer)).toMatchObject({ movement: { from_account_id: account, to_account_id: other } });
    expect(read({ type: 'capture', hold_id: hold, amount: '1', final: 'true' }, 'USD')).toEqual({
      movement: { type: 'capture', hold_id: hold, amount: 100, final: true },
    });
    expect(read({ type: 'void', hold_id: hold, amount: '' })).toEqual({
      movement: { type: 'void', hold_id: hold },
    });
    expect(read({ type: 'reversal', transaction_id: hold })).toEqual({
      movement: { type: 'reversal', transaction_id: hold },
    });
  });
});

describe('lines that are not, each with the column', () => {
  const good = { type: 'credit', account_id: account, amount: '12.50', currency: 'EUR' };
  test.each([
    ['type', { type: 'gift' }],
    ['account_id', { account_id: '' }],
    ['account_id', { account_id: 'acct_1' }],
    ['amount', { amount: '' }],
    ['amount', { amount: '12,50' }],
    ['amount', { amount: '12.505' }],
    ['amount', { amount: '-1' }],
    ['amount', { amount: '0' }],
    ['amount', { currency: '' }],
    ['amount', { amount_minor: '1250' }],
    ['amount_minor', { amount: '', amount_minor: '12.5' }],
    ['amount_minor', { amount: '', amount_minor: '9999999999999999' }],
    ['amount', { amount: '1,250' }],
    ['currency', { currency: 'ZZZ' }],
    ['currency', { currency: 'eur' }],
    ['currency', { amount: '', amount_minor: '5', currency: 'EURO' }],
    ['effective_at', { effective_at: 'yesterday' }],
    ['effective_at', { effective_at: '2026-02-30' }],
    ['reference', { reference: 'x'.repeat(256) }],
    ['reference', { reference: 'a\0b' }],
    ['description', { description: 'x'.repeat(1_001) }],
    ['metadata.order', { 'metadata.order': 'x'.repeat(501) }],
    [`metadata.${'k'.repeat(41)}`, { [`metadata.${'k'.repeat(41)}`]: '1' }],
    [
      'metadata',
      Object.fromEntries(Array.from({ length: 51 }, (_none, place) => [`metadata.k${place}`, '1'])),
    ],
    ['to_account_id', { to_account_id: other }],
    ['final', { final: 'true' }],
  ])('%s in %j', (column, change) => {
    expect(read({ ...good, ...change })).toEqual({
      errors: [{ line: 7, column, code: expect.any(String), values: expect.any(Object) }],
    });
  });
});

test('with the time given, one that the bank will find to be in the future or the past is refused', () => {
  const nowMs = Date.parse('2026-11-29T12:00:00Z');
  const hold = { type: 'hold', account_id: account, amount_minor: '5' };
  const readAt = (cells: Record<string, string>) =>
    readMovement({ ...hold, ...cells }, 7, { flawsOf, nowMs });
  expect(readAt({ effective_at: '2026-11-30' })).toMatchObject({ errors: [{ column: 'effective_at' }] });
  expect(readAt({ expires_at: '2026-11-29' })).toMatchObject({ errors: [{ column: 'expires_at' }] });
  expect(readAt({ effective_at: '2026-11-29', expires_at: '2026-11-30' })).toHaveProperty('movement');
});
