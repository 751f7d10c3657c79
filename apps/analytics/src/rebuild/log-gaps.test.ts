import { expect, test } from '@jest/globals';
import { LogIncomplete, refuseGaps } from './log-gaps.ts';

test('a log that still has its first messages is accepted', () => {
  expect(() => refuseGaps(new Map([['transactions.completed/0', 0n]]))).not.toThrow();
});

test('a log whose oldest messages Kafka has removed is refused, with every gap named', () => {
  const low = new Map([
    ['transactions.completed/0', 0n],
    ['transactions.completed/1', 17n],
    ['transactions.failed/2', 3n],
  ]);
  expect(() => refuseGaps(low)).toThrow(LogIncomplete);
  expect(() => refuseGaps(low)).toThrow(
    'transactions.completed/1 begins at 17, transactions.failed/2 begins at 3',
  );
});
