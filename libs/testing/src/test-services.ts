import { givenServices } from '@florin/processes';

/** Redis and Kafka have no addresses on a machine that lacks them. */
export type TestServices = { databaseUrl: string; redisUrls: string[]; kafkaBrokers: string[] };

/** The services for tests, named by DATABASE_URL, REDIS_URLS and KAFKA_BROKERS. */
export function testServices(): TestServices {
  const { DATABASE_URL, REDIS_URLS, KAFKA_BROKERS } = givenServices();
  if (!DATABASE_URL) {
    throw new Error(
      'These tests need services: run "npm test", or "npm start -- --services-only" and then "set -a; . .local/services.env".',
    );
  }
  return {
    databaseUrl: DATABASE_URL,
    redisUrls: REDIS_URLS?.split(',') ?? [],
    kafkaBrokers: KAFKA_BROKERS?.split(',') ?? [],
  };
}

type Skippable<Run, Skip> = Run & { skip: Skip };

/**
 * For jest's `test` or `describe` of what needs Redis. Without Redis the tests are skipped, which a run of `npm test` says in
 * its closing lines; CI demands all services, so that nothing is skipped there.
 */
export const withRedis = <Run, Skip>(tests: Skippable<Run, Skip>): Run | Skip =>
  testServices().redisUrls.length > 0 ? tests : tests.skip;

/** The same for what needs Kafka. */
export const withKafka = <Run, Skip>(tests: Skippable<Run, Skip>): Run | Skip =>
  testServices().kafkaBrokers.length > 0 ? tests : tests.skip;
