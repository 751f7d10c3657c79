import { describe, expect, test } from '@jest/globals';
import { readSettings } from './settings.ts';

describe('the local stack', () => {
  test('uses the ports of the documentation when nothing is set', () => {
    expect(readSettings({})).toMatchObject({
      postgresPort: 54320,
      redisPorts: [63790, 63791, 63792],
      kafkaPort: 39092,
      kafkaControllerPort: 39093,
      appPorts: { api: 3000, fraud: 3001, notifications: 3002, analytics: 3003, worker: 3004 },
      given: {},
    });
  });

  test('moves the API with PORT and leaves the consumers where they are', () => {
    expect(readSettings({ PORT: '8080' }).appPorts).toMatchObject({ api: 8080, fraud: 3001 });
  });

  test('takes services that are given by URL', () => {
    const given = { DATABASE_URL: 'postgresql://db/florin', REDIS_URLS: 'redis://a,redis://b,redis://c' };
    expect(readSettings(given).given).toEqual(given);
  });

  test.each(['abc', '0', '70000', '80.5'])('refuses %s as a port by the name of its variable', (value) => {
    expect(() => readSettings({ PORT: value })).toThrow(
      `PORT must be a port between 1 and 65535, and is "${value}".`,
    );
  });
});
