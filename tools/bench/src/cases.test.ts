import { expect, test } from '@jest/globals';
import { caseNames, orderOf } from './cases.ts';

test('rounds run forwards and backwards alternately, and cases that depend on W1 run after it in both', () => {
  const [there, back] = [orderOf(caseNames, 1), orderOf(caseNames, 2)];
  expect([...there].sort()).toEqual([...caseNames].sort());
  expect([...back].sort()).toEqual([...caseNames].sort());
  expect(there.indexOf('empty') < there.indexOf('spread')).toBe(true);
  expect(back.indexOf('empty') > back.indexOf('spread')).toBe(true);
  for (const order of [there, back]) expect(order.slice(-2)).toEqual(['halfPeak', 'overload']);
});
