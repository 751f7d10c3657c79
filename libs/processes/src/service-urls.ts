export type ServiceUrls = { DATABASE_URL: string; REDIS_URLS: string; KAFKA_BROKERS: string };

/** The services that the environment names; an empty value counts as none. */
export function givenServices(env: Record<string, string | undefined> = process.env): Partial<ServiceUrls> {
  return {
    ...(env['DATABASE_URL'] ? { DATABASE_URL: env['DATABASE_URL'] } : {}),
    ...(env['REDIS_URLS'] ? { REDIS_URLS: env['REDIS_URLS'] } : {}),
    ...(env['KAFKA_BROKERS'] ? { KAFKA_BROKERS: env['KAFKA_BROKERS'] } : {}),
  };
}
