import { expect, test } from '@jest/globals';
import { stopOrder } from './stop-order.ts';

test('the API ends first, what works on events next, the services under them last', () => {
  expect(stopOrder(['postgres', 'redis-1', 'kafka', 'api', 'worker', 'fraud'])).toEqual([
    ['api'],
    ['worker', 'fraud'],
    ['postgres', 'redis-1', 'kafka'],
  ]);
});
