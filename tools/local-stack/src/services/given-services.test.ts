import { describe, expect, test } from '@jest/globals';
import { addressesOf, requireGivenServices } from './given-services.ts';

describe('services that are given by URL', () => {
  test('have their addresses, each with its usual port', () => {
    const given = {
      DATABASE_URL: 'postgresql://florin:secret@db.internal/florin',
      REDIS_URLS: 'redis://r1:7001, redis://[::1]:7002',
      KAFKA_BROKERS: 'k1:9092,k2',
    };
    expect(addressesOf(given)).toEqual([
      { variable: 'DATABASE_URL', host: 'db.internal', port: 5432 },
      { variable: 'REDIS_URLS', host: 'r1', port: 7001 },
      { variable: 'REDIS_URLS', host: '::1', port: 7002 },
      { variable: 'KAFKA_BROKERS', host: 'k1', port: 9092 },
      { variable: 'KAFKA_BROKERS', host: 'k2', port: 9092 },
    ]);
  });

  test('have no address when reached through a Unix socket', () => {
    expect(addressesOf({ DATABASE_URL: 'postgresql:///florin?host=/var/run/postgresql' })).toEqual([]);
  });

  test('that do not answer are reported in one line without the password', async () => {
    await expect(
      requireGivenServices({ DATABASE_URL: 'postgresql://a:secret@127.0.0.1:1/florin' }),
    ).rejects.toThrow(
      'DATABASE_URL names 127.0.0.1:1, where nothing answers: start it, or unset DATABASE_URL for a local one.',
    );
  });

  test('that are no addresses are refused without being shown', () => {
    expect(() => addressesOf({ DATABASE_URL: 'secret' })).toThrow(
      'DATABASE_URL holds something that is no address.',
    );
  });
});
