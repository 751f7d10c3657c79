import {
  describeKafka,
  describePostgres,
  describeRedis,
  ensureKafkaJars,
  ensureRedisServer,
  postgresUrl,
  requireFreePort,
  SetupProblem,
  type ServiceUrls,
  untilKilledPostgresIsGone,
} from '@florin/processes';
import { join } from 'node:path';
import { writePrivately } from '../credentials.ts';
import { requireGivenServices } from './given-services.ts';
import type { Say } from '../narration.ts';
import { isLight, lightPostgres, type StackSettings } from '../settings.ts';
import type { Member, Supervisor } from '../processes/supervisor.ts';

/** Starts PostgreSQL, three Redis and Kafka side by side, except those whose URL is given and those that the stack has not. */
export async function startServices(
  settings: StackSettings,
  supervisor: Supervisor,
  say: Say,
): Promise<ServiceUrls> {
  const { given, parts } = settings;
  const starts = [
    given.DATABASE_URL ? undefined : startPostgres(settings, supervisor, say),
    given.REDIS_URLS || !parts.redis ? undefined : startRedis(settings, supervisor, say),
    given.KAFKA_BROKERS || !parts.kafka ? undefined : startKafka(settings, supervisor, say),
  ];
  await Promise.all(starts);
  for (const name of Object.keys(given)) say(`${name} is given: using that instead of a local service`);
  return { ...localUrls(settings), ...given };
}

/** Checks services, programs and ports before anything is started, so that a failure leaves nothing behind. */
export async function checkServices(settings: StackSettings, say: Say): Promise<void> {
  const { given, parts, postgresPort, redisPorts, kafkaPort, kafkaControllerPort } = settings;
  await requireGivenServices(given);
  if (!given.DATABASE_URL)
    await requireFreePort(postgresPort, 'PostgreSQL', 'choose another with POSTGRES_PORT');
  if (!given.REDIS_URLS && parts.redis) {
    for (const port of redisPorts)
      await requireFreePort(port, 'Redis', 'choose others with REDIS_PORT (the first of three)');
  }
  if (!given.KAFKA_BROKERS && parts.kafka) {
    for (const port of [kafkaPort, kafkaControllerPort]) {
      await requireFreePort(
        port,
        'Kafka',
        'choose another with KAFKA_PORT (its controller takes the one after)',
      );
    }
  }
  await requirePrograms(settings, say);
}

/** Names everything that is missing at once, a line each. */
async function requirePrograms({ given, parts, python }: StackSettings, say: Say): Promise<void> {
  const ensures = [
    ...(given.REDIS_URLS || !parts.redis ? [] : [() => ensureRedisServer(say, python)]),
    ...(given.KAFKA_BROKERS || !parts.kafka ? [] : [() => ensureKafkaJars(say, python)]),
  ];
  const missing: string[] = [];
  for (const ensure of ensures) {
    try {
      await ensure();
    } catch (error) {
      if (!(error instanceof SetupProblem)) throw error;
      missing.push(error.message);
    }
  }
  if (missing.length > 0) throw new SetupProblem(missing.join('\n'));
}

/**
 * Writes the services' addresses under the names that the apps' environment uses, for tests. Of a local PostgreSQL they have
 * the administrator's; the commands `events` and `analytics` find that of a role of their own beside it: one reads the
 * ledger of all tenants, the other replaces tables, which takes their owner.
 */
export async function writeServicesFile(
  { directory, given }: Pick<StackSettings, 'directory' | 'given'>,
  services: ServiceUrls,
): Promise<void> {
  const { derivedUrlOfRole } = await import('@florin/database');
  const { DATABASE_URL: url } = services;
  const ofCommands = given.DATABASE_URL
    ? {}
    : {
        EVENTS_DATABASE_URL: derivedUrlOfRole(url, 'readsAllTenants'),
        ANALYTICS_DATABASE_URL: derivedUrlOfRole(url, 'owner'),
      };
  const lines = Object.entries({ ...services, ...ofCommands }).map(([name, value]) => `${name}=${value}\n`);
  writePrivately(join(directory, 'services.env'), lines.join(''));
}

/** The addresses of the services that the stack starts itself. */
export function localUrls(settings: StackSettings): ServiceUrls {
  const { parts, redisPorts, kafkaPort } = settings;
  const postgres = { directory: join(settings.directory, 'postgres'), port: settings.postgresPort };
  return {
    DATABASE_URL: settings.given.DATABASE_URL ?? postgresUrl(postgres),
    // An empty value counts as none.
    REDIS_URLS: parts.redis ? redisPorts.map((port) => `redis://127.0.0.1:${port}`).join(',') : '',
    KAFKA_BROKERS: parts.kafka ? `127.0.0.1:${kafkaPort}` : '',
  };
}

async function startPostgres(settings: StackSettings, supervisor: Supervisor, say: Say): Promise<void> {
  const { directory, logDirectory, postgresPort: port } = settings;
  const logFile = join(logDirectory, 'postgres.log');
  await untilKilledPostgresIsGone(join(directory, 'postgres'));
  const describe = () =>
    describePostgres({
      ...{ directory: join(directory, 'postgres'), port, logFile },
      settings: isLight(settings) ? lightPostgres : {},
    });
  await supervisor.start({ name: 'postgres', port, describe });
  const { createDerivedRoles } = await import('@florin/database');
  await createDerivedRoles(localUrls(settings).DATABASE_URL);
  say(`PostgreSQL listens on 127.0.0.1:${port}`);
}

export async function startRedis(settings: StackSettings, supervisor: Supervisor, say: Say): Promise<void> {
  const members = settings.redisPorts.map((port, index): Member => {
    const name = `redis-${index + 1}`;
    const logFile = join(settings.logDirectory, `${name}.log`);
    return {
      name,
      port,
      describe: () => describeRedis({ name, directory: join(settings.directory, name), port, logFile }),
    };
  });
  await Promise.all(members.map((member) => supervisor.start(member)));
  say(`Redis listens on 127.0.0.1, ports ${settings.redisPorts.join(', ')}`);
}

export async function startKafka(settings: StackSettings, supervisor: Supervisor, say: Say): Promise<void> {
  const { directory, logDirectory, kafkaPort: port, kafkaControllerPort: controllerPort } = settings;
  const jars = await ensureKafkaJars(say, settings.python);
  const logFile = join(logDirectory, 'kafka.log');
  const describe = () =>
    describeKafka({ directory: join(directory, 'kafka'), jars, port, controllerPort, logFile });
  await supervisor.start({ name: 'kafka', port, describe });
  say(`Kafka listens on 127.0.0.1:${port}`);
}
