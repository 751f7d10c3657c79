import { type AppName, appNames, SetupProblem } from '@florin/processes';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readSettings, type StackSettings } from '../settings.ts';

export type PostgresNode = { name: string; directory: string; port: number; roleCheckPort: number };
type Broker = { name: string; directory: string; port: number; controllerPort: number };
/** One of the processes of an app. */
export type Instance = { name: string; app: AppName; port: number; metricsPort: number };

/** A bank without a single point of failure except HAProxy, on one machine. `appPorts` are HAProxy's. */
export type ClusterSettings = StackSettings & {
  postgres: PostgresNode[];
  /** HAProxy's ports to the primary, and to the standbys. */
  primaryPort: number;
  standbysPort: number;
  brokers: Broker[];
  instances: Instance[];
  /** HAProxy's statistics and metrics. */
  statisticsPort: number;
  prometheusPort: number;
  alertmanagerPort: number;
  /** Prometheus and Alertmanager of `npm run drill -- alerts`, which also runs beside those of the cluster. */
  drillPorts: { prometheus: number; alertmanager: number };
  /** The collector of traces, if it runs. */
  collectorPort: number;
  /** WAL segments that PostgreSQL has archived, and base backups. */
  archiveDirectory: string;
  backupDirectory: string;
};

const instancesOfApp = 2;
const postgresNodes = 3;
/** Three brokers and their page cache; with less memory, one broker runs. */
const memoryForThreeBrokers = 4 * 1024 ** 3;

/**
 * The settings of `npm run cluster`: all ports follow from PORT, REDIS_PORT, KAFKA_PORT, POSTGRES_PORT and those of the
 * apps. The data are in `cluster` below FLORIN_LOCAL, beside those of `npm start`.
 */
export function readClusterSettings(
  env: Record<string, string | undefined> = process.env,
  brokerCount?: number,
): ClusterSettings {
  const local = readSettings(env);
  const directory = join(local.directory, 'cluster');
  const { postgresPort, kafkaPort, appPorts } = local;
  return {
    ...local,
    given: {},
    directory,
    logDirectory: join(directory, 'logs'),
    postgres: numbered(postgresNodes).map((number) => ({
      name: `postgres-${number}`,
      directory: join(directory, `postgres-${number}`),
      port: postgresPort + number,
      roleCheckPort: postgresPort + postgresNodes + number,
    })),
    primaryPort: postgresPort,
    standbysPort: postgresPort + 2 * postgresNodes + 1,
    brokers: numbered(brokerCount ?? usualBrokers(directory)).map((number) => ({
      name: `kafka-${number}`,
      directory: join(directory, `kafka-${number}`),
      port: kafkaPort + 2 * (number - 1),
      controllerPort: kafkaPort + 2 * (number - 1) + 1,
    })),
    instances: numbered(instancesOfApp).flatMap((number) =>
      appNames.map((app) => {
        const port = appPorts[app] + 30 + 10 * number;
        return { name: `${app}-${number}`, app, port, metricsPort: port + 100 };
      }),
    ),
    statisticsPort: appPorts.api + 5,
    prometheusPort: appPorts.api + 6,
    alertmanagerPort: appPorts.api + 7,
    drillPorts: { prometheus: appPorts.api + 8, alertmanager: appPorts.api + 9 },
    collectorPort: appPorts.api + 60,
    archiveDirectory: join(directory, 'archive'),
    backupDirectory: join(directory, 'backups'),
  };
}

/** All ports that the cluster listens on, each with what it is for. */
export function portsOf(cluster: ClusterSettings): [port: number, owner: string][] {
  return [
    ...Object.entries(cluster.appPorts)
      .filter(([app]) => app !== 'worker')
      .map(([app, port]): [number, string] => [port, `HAProxy for ${app}`]),
    [cluster.primaryPort, 'HAProxy for the primary'],
    [cluster.standbysPort, 'HAProxy for the standbys'],
    [cluster.statisticsPort, 'HAProxy’s statistics'],
    [cluster.prometheusPort, 'Prometheus'],
    [cluster.alertmanagerPort, 'Alertmanager'],
    [cluster.collectorPort, 'the collector of traces'],
    [cluster.drillPorts.prometheus, 'Prometheus of a drill'],
    [cluster.drillPorts.alertmanager, 'Alertmanager of a drill'],
    ...cluster.redisPorts.map((port): [number, string] => [port, 'Redis']),
    ...cluster.postgres.flatMap(({ name, port, roleCheckPort }): [number, string][] => [
      [port, name],
      [roleCheckPort, `the role check of ${name}`],
    ]),
    ...cluster.brokers.flatMap(({ name, port, controllerPort }): [number, string][] => [
      [port, name],
      [controllerPort, `the controller of ${name}`],
    ]),
    ...cluster.instances.flatMap(({ name, port, metricsPort }): [number, string][] => [
      [port, name],
      [metricsPort, `the metrics of ${name}`],
    ]),
  ];
}

/** As many as the data are of, or three where the memory suffices. */
function usualBrokers(directory: string): number {
  return brokersOfData(directory) ?? (process.availableMemory() < memoryForThreeBrokers ? 1 : 3);
}

/**
 * Throws a SetupProblem when the cluster has data of another number of brokers: one of three has no majority to elect a
 * controller, and partitions whose other replicas are missing.
 */
export function requireBrokersOfData({ directory, brokers }: ClusterSettings): void {
  const kept = brokersOfData(directory);
  if (kept === undefined || kept === brokers.length) return;
  throw new SetupProblem(
    `The data in ${directory} need --brokers=${kept}, not --brokers=${brokers.length}; --fresh deletes them and begins again.`,
  );
}

function brokersOfData(directory: string): number | undefined {
  if (!existsSync(join(directory, 'kafka-1'))) return undefined;
  return existsSync(join(directory, 'kafka-3')) ? 3 : 1;
}

const numbered = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
