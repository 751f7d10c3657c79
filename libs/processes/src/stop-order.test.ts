import { expect, test } from '@jest/globals';
import { stopOrder } from './stop-order.ts';

test('the API ends first, what works on events next, the services under them last', () => {
  expect(stopOrder(['postgres', 'redis-1', 'kafka', 'api', 'worker', 'fraud'])).toEqual([
    ['api'],
    ['worker', 'fraud'],
    ['postgres', 'redis-1', 'kafka'],
  ]);
});

test('a balancer ends after the apps, which reach PostgreSQL through it', () => {
  expect(stopOrder(['haproxy', 'role-checks', 'postgres-1', 'api-2', 'fraud-1', 'prometheus'])).toEqual([
    ['api-2'],
    ['fraud-1'],
    ['haproxy', 'role-checks', 'postgres-1', 'prometheus'],
  ]);
});
