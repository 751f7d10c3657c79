import { describe, expect, test } from '@jest/globals';
import { sampleTransaction } from '@florin/testing';
import { sampleHold } from '../test/sample-hold.ts';
import { movementOf } from './movement.ts';

describe('the rules judge', () => {
  test.each(['credit', 'debit', 'transfer', 'capture', 'word_of_tomorrow'])('a completed %s', (type) => {
    expect(movementOf(sampleTransaction({ type, direction: 'debit' }))).toMatchObject({
      outcome: 'completed',
      type,
      direction: 'debit',
    });
  });

  test('a hold when it is placed, but not its later changes', () => {
    expect(movementOf(sampleHold())).toMatchObject({
      outcome: 'held',
      type: 'hold',
      direction: 'debit',
      amount: 500,
      accountVersion: 4,
    });
    for (const change of ['captured', 'voided', 'expired'])
      expect(movementOf(sampleHold({ change }))).toBeUndefined();
  });

  test('refused debits, transfers and holds, but not refused operations of the bank itself', () => {
    const refused = (type: string) =>
      movementOf(sampleTransaction({ type, failed: true, direction: 'debit' }));
    for (const type of ['debit', 'transfer', 'hold'])
      expect(refused(type)).toMatchObject({ outcome: 'failed' });
    for (const type of ['capture', 'void', 'expiry', 'reversal']) expect(refused(type)).toBeUndefined();
  });

  test('no reversals, since they correct what was judged before', () => {
    expect(movementOf(sampleTransaction({ type: 'reversal', direction: 'debit' }))).toBeUndefined();
  });
});
