import { ensureDerivedRoles } from '@florin/database';
import { topicAccess } from '@florin/events';
import { grantAccess, grantsOf, kafkaOf, type KafkaCluster } from '@florin/messaging';
import { appNames, type AppName } from '@florin/processes';
import { openTenant, startApps, type Bank } from './bank.ts';
import { createAuthority } from './certificates.ts';
import { startSecureKafka, startTlsPostgres, startTlsRedis } from './private-services.ts';

export type SecureBank = Bank & {
  /** The event log for the operators' user, who may read and write every topic. */
  cluster: KafkaCluster;
};

/**
 * Starts the whole bank as it runs in production: PostgreSQL, Redis and Kafka of its own accept TLS alone. Each app has a
 * role at PostgreSQL and a user at Kafka, whose access control lists are those of `npm run events -- acls`. `env` overrides
 * the apps' environment. Takes about 30 s.
 */
export async function startSecureBank(env: Record<string, string> = {}): Promise<SecureBank> {
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const each of stops.splice(0).reverse()) await each();
  };
  try {
    const { postgres, redis, kafka, ca } = await startSecureServices(stops);
    const clusterOf = (user: string) =>
      kafkaOf({ ...kafka.settingsOf(user), KAFKA_BROKERS: [kafka.broker], KAFKA_TLS: true });
    await ensureDerivedRoles(postgres.url);
    await grantAccess(clusterOf('admin'), grantsOf(topicAccess));
    const { tenantId, apiKey, fraudApiKeys } = await openTenant(postgres.url);
    const settingsOf = (name: AppName) => ({
      DATABASE_URL: postgres.url,
      REDIS_URLS: redis.url,
      REDIS_TLS_CA: ca,
      ...kafka.settingsOf(name),
      FLORIN_API_KEYS: fraudApiKeys,
      ...env,
    });
    const app = await startApps(appNames, settingsOf, stops);
    const bank = { url: app('api').url, apiKey, tenantId, databaseUrl: postgres.url, kafka, app, stop };
    return { ...bank, cluster: clusterOf('events-tool') };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startSecureServices(stops: (() => Promise<unknown>)[]) {
  const authority = createAuthority();
  const hosts = ['IP:127.0.0.1'];
  const starts = [
    startTlsPostgres(authority, hosts),
    startTlsRedis(authority, hosts),
    startSecureKafka(authority, hosts, Object.keys(topicAccess)),
  ] as const;
  for (const outcome of await Promise.allSettled(starts))
    if (outcome.status === 'fulfilled') stops.push(outcome.value.stop);
  const [postgres, redis, kafka] = await Promise.all(starts);
  return { postgres, redis, kafka, ca: authority.ca };
}
