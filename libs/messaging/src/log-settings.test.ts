import { describe, expect, test } from '@jest/globals';
import { checkNameOf, eventLogOf } from './log-settings.ts';

const DATABASE_URL = 'postgresql://worker@db.internal/florin';

describe('the event log that settings name', () => {
  test('is Kafka with brokers, and otherwise in the database', () => {
    const kafka = eventLogOf({ DATABASE_URL, KAFKA_TLS: false, KAFKA_BROKERS: ['kafka:9092'] });
    expect(kafka).toEqual({ brokers: ['kafka:9092'] });
    expect(checkNameOf(kafka)).toBe('kafka');
    const own = eventLogOf({ DATABASE_URL, KAFKA_TLS: false });
    expect(own).toEqual({ logUrl: DATABASE_URL });
    expect(checkNameOf(own)).toBe('event log');
  });

  test.each([
    ['KAFKA_TLS', { KAFKA_TLS: true }],
    ['KAFKA_TLS_CA', { KAFKA_TLS: false, KAFKA_TLS_CA: '/ca.pem' }],
    ['KAFKA_SASL_USERNAME', { KAFKA_TLS: false, KAFKA_SASL_USERNAME: 'worker' }],
  ])('is refused when %s is set and the brokers are not', (name, settings) => {
    expect(() => eventLogOf({ DATABASE_URL, ...settings })).toThrow(
      `${name} is set, but KAFKA_BROKERS is missing`,
    );
  });
});
