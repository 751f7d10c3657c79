import { describe, expect, test } from '@jest/globals';
import { differences, expectedBalances } from './expected-balances.ts';
import { readJournal, type Intent } from './journal.ts';

const credit: Intent = { key: 'k1', operation: 'credit', body: { account_id: 'a', amount: 100 } };
const debit: Intent = { key: 'k2', operation: 'debit', body: { account_id: 'a', amount: 30 } };
const transfer: Intent = {
  key: 'k3',
  operation: 'transfer',
  body: { from_account_id: 'a', to_account_id: 'b', amount: 20 },
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

  test('tells what moved, what was refused, and what nobody knows', () => {
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

  test('with an answer to a question that was never asked is not believed', () => {
    expect(() => readJournal(lines({ outcome: { key: 'k9', moved: true } }))).toThrow('k9');
  });
});
