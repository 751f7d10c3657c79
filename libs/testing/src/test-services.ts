import { givenServices } from '@florin/processes';

export type TestServices = { databaseUrl: string; redisUrls: string[]; kafkaBrokers: string[] };

/** The services for tests, named by DATABASE_URL, REDIS_URLS and KAFKA_BROKERS. */
export function testServices(): TestServices {
  const { DATABASE_URL, REDIS_URLS, KAFKA_BROKERS } = givenServices();
  if (!DATABASE_URL || !REDIS_URLS || !KAFKA_BROKERS) {
    throw new Error(
      'These tests need services: run "npm test", or "npm start -- --services-only" and then "set -a; . .local/services.env".',
    );
  }
  return {
    databaseUrl: DATABASE_URL,
    redisUrls: REDIS_URLS.split(','),
    kafkaBrokers: KAFKA_BROKERS.split(','),
  };
}
