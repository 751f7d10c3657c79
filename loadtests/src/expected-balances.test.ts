import type { Batch } from '@florin/sdk';
import { describe, expect, test } from '@jest/globals';
import { differences, expectedBalances } from './expected-balances.ts';
import { readJournal, sizeOf, type Intent } from './journal.ts';

const credit: Intent = { key: 'k1', operation: 'credit', body: { account_id: 'a', amount: 100 } };
const debit: Intent = { key: 'k2', operation: 'debit', body: { account_id: 'a', amount: 30 } };
const transfer: Intent = {
  key: 'k3',
  operation: 'transfer',
  body: { from_account_id: 'a', to_account_id: 'b', amount: 20 },
};
const batch: Intent = {
  key: 'k4',
  operation: 'batch',
  body: {
    movements: [
      { type: 'credit', account_id: 'a', amount: 7 },
      { type: 'debit', account_id: 'b', amount: 5 },
      { type: 'transfer', from_account_id: 'a', to_account_id: 'b', amount: 3 },
    ],
  },
};
const start = new Map([
  ['a', { balance: 1_000, version: 1 }],
  ['b', { balance: 0, version: 0 }],
]);

describe('what a load run must find', () => {
  test('every acknowledged movement is in the balance and in the count of movements', () => {
    const expected = expectedBalances(start, [credit, debit, transfer]);
    expect(expected.get('a')).toEqual({ balance: 1_050, version: 4 });
    expect(expected.get('b')).toEqual({ balance: 20, version: 1 });
  });

  test('every movement of a batch counts on its own account', () => {
    const expected = expectedBalances(start, [batch]);
    expect(expected.get('a')).toEqual({ balance: 1_004, version: 3 });
    expect(expected.get('b')).toEqual({ balance: -2, version: 2 });
  });

  test('a movement that was lost, doubled, or cancelled out by another is a difference', () => {
    const expected = expectedBalances(start, [credit]);
    const found = (a: { balance: number; version: number }) => {
      return differences(expected, new Map([...start, ['a', a]])).map((difference) => difference.accountId);
    };
    expect(found({ balance: 1_100, version: 2 })).toEqual([]);
    expect(found({ balance: 1_000, version: 1 })).toEqual(['a']);
    expect(found({ balance: 1_200, version: 3 })).toEqual(['a']);
    expect(found({ balance: 1_100, version: 4 })).toEqual(['a']);
    expect(differences(expected, new Map()).map((difference) => difference.accountId)).toEqual(['a', 'b']);
  });
});

describe('a journal', () => {
  const lines = (...entries: object[]) => entries.map((entry) => JSON.stringify(entry)).join('\n');

  test('lists what moved, what was refused, and what has an unknown outcome', () => {
    const text = lines(
      { intent: credit },
      { intent: debit },
      { outcome: { key: 'k1', moved: true } },
      { intent: transfer },
      { outcome: { key: 'k2', moved: false } },
    );
    expect(readJournal(`a warning of k6\n${text}\n`)).toEqual({
      moved: [credit],
      refused: [debit],
      open: [transfer],
    });
  });

  test('lists the refused movements of a batch, and treats an atomic batch as a whole', () => {
    const moved = readJournal(lines({ intent: batch }, { outcome: { key: 'k4', moved: true, except: [1] } }));
    const [credited, debited, transferred] = (batch.body as Batch).movements;
    expect(moved).toEqual({
      moved: [{ ...batch, body: { movements: [credited, transferred] } }],
      refused: [{ ...batch, body: { movements: [debited] } }],
      open: [],
    });
    const refused = readJournal(lines({ intent: batch }, { outcome: { key: 'k4', moved: false } }));
    expect(refused).toEqual({ moved: [], refused: [batch], open: [] });
    expect([sizeOf(batch), sizeOf(credit)]).toEqual([3, 1]);
  });

  test('with an outcome that has no request is rejected', () => {
    expect(() => readJournal(lines({ outcome: { key: 'k9', moved: true } }))).toThrow('k9');
  });
});
