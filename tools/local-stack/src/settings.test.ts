import { describe, expect, test } from '@jest/globals';
import { readSettings } from './settings.ts';

describe('the local stack', () => {
  test('uses the ports of the documentation when nothing is set', () => {
    expect(readSettings({})).toMatchObject({
      postgresPort: 15432,
      redisPorts: [16390, 16391, 16392],
      kafkaPort: 19092,
      kafkaControllerPort: 19093,
      appPorts: { api: 3000, fraud: 3001, notifications: 3002, analytics: 3003, worker: 3004 },
      given: {},
    });
  });

  test('uses ports that Linux never gives to outgoing connections', () => {
    const { postgresPort, redisPorts, kafkaPort, kafkaControllerPort, appPorts } = readSettings({});
    const all = [postgresPort, ...redisPorts, kafkaPort, kafkaControllerPort, ...Object.values(appPorts)];
    expect(all.filter((port) => port >= 32_768)).toEqual([]);
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
