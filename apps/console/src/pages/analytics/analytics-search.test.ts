import { expect, test } from '@jest/globals';
import { analyticsSearchOf, isMoney, shareOf } from './analytics-search.ts';

test('what a URL shows is read without what it does not know', () => {
  expect(analyticsSearchOf({ metric: 'net', days: '90', currency: 'JPY', by: 'paid' })).toEqual({
    ...{ metric: 'net', days: 90, currency: 'JPY', by: 'paid' },
  });
  expect(analyticsSearchOf({ metric: 'luck', days: 31, currency: 'yen', by: 'name' })).toEqual({});
});

test('counts are not money, and an empty cohort has no share', () => {
  expect([isMoney('volume'), isMoney('failed')]).toEqual([true, false]);
  expect([shareOf(3, 4), shareOf(0, 0)]).toEqual([0.75, 0]);
});
