import { expect, test } from '@jest/globals';
import { filterFault, isWanted, offeredTopics } from './event-types.ts';

test('a filter matches the event types that it names, the groups that it names, or everything', () => {
  const type = 'florin.transactions.completed.v1';
  for (const wanted of [type, 'florin.transactions.*', 'florin.transactions.completed.*', 'florin.*', '*']) {
    expect(isWanted(type, ['florin.accounts.*', wanted])).toBe(true);
  }
  for (const wanted of [
    'florin.transactions.failed.v1',
    'florin.trans.*',
    'florin.transactions',
    'florin.accounts.*',
  ]) {
    expect(isWanted(type, [wanted])).toBe(false);
  }
});

test('a filter entry that matches no event type is rejected', () => {
  expect(filterFault('*')).toBeUndefined();
  expect(filterFault('florin.fraud.*')).toBeUndefined();
  expect(filterFault('florin.transactions.completed.v1')).toBeUndefined();
  expect(filterFault('transactions.completed')).toContain('florin.transactions.completed.v1');
  expect(filterFault('florin.tranactions.*')).toBeDefined();
});

test('events about webhook deliveries are not sent by webhook, since each delivery would cause the next', () => {
  expect(offeredTopics).not.toContain('notifications.deliveries');
  expect(filterFault('florin.notifications.*')).toBeDefined();
});
