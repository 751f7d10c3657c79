import { createDerivedRoles, derivedUrlOfRole, type Role } from '@florin/database';
import {
  describeApp,
  describeKafka,
  ensureDebianProgram,
  ensureKafkaJars,
  ensureRedisServer,
  requireFreePort,
  type ServiceUrls,
} from '@florin/processes';
import { join } from 'node:path';
import { fraudApiKeysOf, readCredentials, writeCredentials, type Credentials } from '../credentials.ts';
import type { Say } from '../narration.ts';
import { prepareBank } from '../prepare-bank.ts';
import type { Supervisor } from '../processes/supervisor.ts';
import { startRedis, writeServicesFile } from '../services/services.ts';
import { type ClusterSettings, type Instance, portsOf } from './cluster-settings.ts';
import { startCollector } from './collector.ts';
import { describeHaproxy, describeRoleChecks, haproxyProgram, lastRoleCheckPort } from './haproxy.ts';
import { startMonitoring } from './monitoring.ts';
import { startPostgresNodes, urlOfNode } from './postgres-nodes.ts';
import { checkOut, prepareByRelease, releaseOf, revisionOf, setReleases } from './releases.ts';
import { primaryOf } from './topology.ts';

type Options = {
  monitoring: boolean;
  /** Whether the collector of traces is built, if it is not yet. */
  traces: boolean;
  /** The revision whose code the apps run, as before a rolling upgrade; undefined is this checkout. */
  from: string | undefined;
};

/** Twenty processes share the cores of one machine, also when one of them starts again under load. */
const readyWithinMs = 180_000;

/** Starts everything, the services before the apps, with a line for each step. */
export async function startCluster(
  cluster: ClusterSettings,
  supervisor: Supervisor,
  say: Say,
  { monitoring, traces, from }: Options,
): Promise<Credentials> {
  const release = from === undefined ? undefined : await checkOut(from, say);
  setReleases(cluster, release);
  for (const [port, owner] of portsOf(cluster))
    await requireFreePort(
      port,
      owner,
      'move the cluster with PORT, POSTGRES_PORT, REDIS_PORT and KAFKA_PORT',
    );
  ensureRedisServer(say);
  ensureDebianProgram(haproxyProgram, say);
  const jars = await ensureKafkaJars(say);
  await Promise.all([
    startRedis(cluster, supervisor, say),
    startKafka(cluster, jars, supervisor, say),
    startPostgresNodes(cluster, supervisor, say),
  ]);
  await createDerivedRoles(urlOfNode(primaryOf(cluster)));
  await startHaproxy(cluster, supervisor, say);
  const services = servicesOf(cluster);
  await writeServicesFile(cluster, services);
  const urls = preparingUrlsOf(cluster);
  const known = readCredentials(cluster.directory);
  const credentials = release
    ? await prepareByRelease(release, urls, known)
    : await prepareBank(urls, known, say);
  if (from !== undefined) say(`the apps run the code of ${from}`);
  writeCredentials(cluster.directory, credentials);
  const tracesUrl = await startCollector(cluster, supervisor, say, traces);
  await startInstances(cluster, { services, credentials, tracesUrl }, supervisor, say);
  if (monitoring) await startMonitoring(cluster, supervisor, say);
  return credentials;
}

/** The addresses of the services as the apps know them. PostgreSQL is HAProxy, which leads to whichever node is the primary. */
export function servicesOf(cluster: ClusterSettings): ServiceUrls {
  return {
    DATABASE_URL: urlOfNode({ ...primaryOf(cluster), port: cluster.primaryPort }),
    REDIS_URLS: cluster.redisPorts.map((port) => `redis://127.0.0.1:${port}`).join(),
    KAFKA_BROKERS: cluster.brokers.map(({ port }) => `127.0.0.1:${port}`).join(),
  };
}

/** The URLs of the roles that prepare the bank, through HAProxy. */
export function preparingUrlsOf(cluster: ClusterSettings): { url: string; ownerUrl: string } {
  const urlOf = (role: Role) => derivedUrlOfRole(servicesOf(cluster).DATABASE_URL, role);
  return { url: urlOf('managesAllTenants'), ownerUrl: urlOf('owner') };
}

/** The standbys for reads. Each has a URL of its own instead of the balancer's, because each has replayed the log to a position of its own. */
function replicaUrlsOf(cluster: ClusterSettings, role: Role): string {
  const standbys = cluster.postgres.filter((node) => node !== primaryOf(cluster));
  return standbys.map((node) => derivedUrlOfRole(urlOfNode(node), role)).join();
}

async function startKafka(cluster: ClusterSettings, jars: string, supervisor: Supervisor, say: Say) {
  const { brokers, logDirectory } = cluster;
  const controllerPorts = brokers.map(({ controllerPort }) => controllerPort);
  const starts = brokers.map(({ name, directory, port, controllerPort }, index) => {
    const member = { id: index + 1, controllerPorts };
    const logFile = join(logDirectory, `${name}.log`);
    const describe = async () => ({
      ...(await describeKafka({ directory, jars, port, controllerPort, logFile, member })),
      name,
      readyWithinMs,
    });
    return supervisor.start({ name, port, describe });
  });
  await Promise.all(starts);
  const ports = brokers.map(({ port }) => port).join(', ');
  say(
    brokers.length === 1
      ? `Kafka listens on 127.0.0.1:${ports}: one broker, because three need 4 GB of free memory or --brokers=3`
      : `Kafka listens on 127.0.0.1, ports ${ports}: each event is on three brokers`,
  );
}

async function startHaproxy(cluster: ClusterSettings, supervisor: Supervisor, say: Say): Promise<void> {
  await supervisor.start({
    name: 'role-checks',
    port: lastRoleCheckPort(cluster),
    describe: () => describeRoleChecks(cluster),
  });
  await supervisor.start({
    name: 'haproxy',
    port: cluster.appPorts.api,
    restartAfterMs: 500,
    describe: () => describeHaproxy(cluster),
  });
  say(
    `HAProxy leads to the primary on 127.0.0.1:${cluster.primaryPort}, to the standbys on ${cluster.standbysPort}`,
  );
}

/** What the apps need to know. */
export type Bank = {
  services: ServiceUrls;
  credentials: Credentials;
  /** Where the apps send their traces, if a collector runs. */
  tracesUrl?: string | undefined;
};

/** Two of each app. Their starts share the cores, so that the second of an app begins when the first is ready. */
async function startInstances(
  cluster: ClusterSettings,
  bank: Bank,
  supervisor: Supervisor,
  say: Say,
): Promise<void> {
  const start = async (instance: Instance) => {
    const { name, port } = instance;
    const describe = () => describeInstance(cluster, instance, bank);
    await supervisor.start({ name, port, restartAfterMs: 500, describe });
    say(`${name} is ready on http://127.0.0.1:${port}`);
  };
  const half = cluster.instances.length / 2;
  await Promise.all(cluster.instances.slice(0, half).map(start));
  await Promise.all(cluster.instances.slice(half).map(start));
}

export function describeInstance(
  cluster: ClusterSettings,
  { name, app, port, metricsPort }: Instance,
  { services, credentials, tracesUrl }: Bank,
) {
  const root = releaseOf(cluster, name);
  return {
    ...describeApp({
      name: app,
      port,
      metricsPort,
      logFile: join(cluster.logDirectory, `${name}.log`),
      services: { ...services, DATABASE_URL: derivedUrlOfRole(services.DATABASE_URL, app) },
      internalToken: credentials.internal_token,
      fraudApiKeys: fraudApiKeysOf(credentials),
      appPorts: cluster.appPorts,
      root,
      env: {
        FLORIN_REVISION: revisionOf(root),
        TRUSTED_PROXIES: '127.0.0.1',
        DATABASE_OWNER_URL: '',
        DATABASE_REPLICA_URLS: replicaUrlsOf(cluster, app),
        ...(tracesUrl === undefined ? {} : { OTEL_EXPORTER_OTLP_ENDPOINT: tracesUrl }),
      },
    }),
    name,
    readyWithinMs,
  };
}
