import {
  answersOk,
  ensureDebianProgram,
  fromRoot,
  type ProgramDescription,
  SetupProblem,
} from '@florin/processes';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Say } from '../narration.ts';
import type { Supervisor } from '../processes/supervisor.ts';
import type { ClusterSettings } from './cluster-settings.ts';

const prometheusProgram = {
  program: 'prometheus',
  versionFlag: '--version',
  debianPackage: 'prometheus',
  otherwise: '), or start the cluster --without-monitoring',
};
const alertmanagerProgram = {
  program: 'prometheus-alertmanager',
  versionFlag: '--version',
  debianPackage: 'prometheus-alertmanager',
  otherwise: '), or start the cluster --without-monitoring',
};
export const alertingRules = fromRoot('tools', 'monitoring', 'prometheus', 'rules.yml');

/** A Prometheus over the processes of a cluster, and its Alertmanager. */
export type Monitoring = {
  prometheusPort: number;
  alertmanagerPort: number;
  /** Holds the data of both. */
  directory: string;
  rules: string;
  /** Between two scrapes, and between two evaluations of the rules. */
  everySeconds: number;
};

/** Starts Prometheus over all processes, and Alertmanager. The bank runs as well without them: a line says so. */
export async function startMonitoring(
  cluster: ClusterSettings,
  supervisor: Supervisor,
  say: Say,
): Promise<void> {
  try {
    ensureMonitoring(say);
  } catch (error) {
    if (!(error instanceof SetupProblem)) throw error;
    return say(`without monitoring: ${error.message}`);
  }
  const monitoring = monitoringOf(cluster);
  await startBoth(cluster, monitoring, supervisor);
  const { prometheusPort, alertmanagerPort } = monitoring;
  say(`Prometheus is ready on http://127.0.0.1:${prometheusPort}, Alertmanager on port ${alertmanagerPort}`);
}

/** Throws a SetupProblem when Prometheus or Alertmanager is missing and cannot be installed. */
export function ensureMonitoring(say: Say): void {
  for (const program of [prometheusProgram, alertmanagerProgram]) ensureDebianProgram(program, say);
}

/** The monitoring that `npm run cluster` starts. */
export const monitoringOf = (cluster: ClusterSettings): Monitoring => ({
  prometheusPort: cluster.prometheusPort,
  alertmanagerPort: cluster.alertmanagerPort,
  directory: cluster.directory,
  rules: alertingRules,
  everySeconds: 5,
});

export async function startBoth(
  cluster: ClusterSettings,
  monitoring: Monitoring,
  supervisor: Supervisor,
  namePrefix = '',
): Promise<void> {
  const descriptions: [ProgramDescription, number][] = [
    [describeAlertmanager(cluster, monitoring), monitoring.alertmanagerPort],
    [describePrometheus(cluster, monitoring), monitoring.prometheusPort],
  ];
  for (const [description, port] of descriptions) {
    const name = `${namePrefix}${description.name}`;
    const logFile = join(cluster.logDirectory, `${name}.log`);
    await supervisor.start({ name, port, describe: () => ({ ...description, name, logFile }) });
  }
}

function describePrometheus(cluster: ClusterSettings, monitoring: Monitoring): ProgramDescription {
  const directory = join(monitoring.directory, 'prometheus');
  mkdirSync(directory, { recursive: true });
  const config = join(directory, 'prometheus.yml');
  // JSON is YAML, and needs no care for quotes.
  writeFileSync(config, JSON.stringify(prometheusConfig(cluster, monitoring), undefined, 2));
  return {
    name: 'prometheus',
    command: 'prometheus',
    args: [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(directory, 'data')}`,
      '--storage.tsdb.retention.time=7d',
      `--web.listen-address=127.0.0.1:${monitoring.prometheusPort}`,
    ],
    logFile: join(cluster.logDirectory, 'prometheus.log'),
    isReady: () => answersOk(`http://127.0.0.1:${monitoring.prometheusPort}/-/ready`),
    readyWithinMs: 30_000,
  };
}

/** All processes of the bank are one job, as the alerting rules expect; each has its own name as the instance. */
export function prometheusConfig(cluster: ClusterSettings, monitoring: Monitoring) {
  const target = (name: string, port: number) => ({
    targets: [`127.0.0.1:${port}`],
    labels: { instance: name },
  });
  const bank = cluster.instances.map(({ name, metricsPort }) => target(name, metricsPort));
  const jobs = [
    { job_name: 'florin', static_configs: bank },
    { job_name: 'haproxy', static_configs: [target('haproxy', cluster.statisticsPort)] },
  ];
  const alertmanager = `127.0.0.1:${monitoring.alertmanagerPort}`;
  const every = `${monitoring.everySeconds}s`;
  return {
    global: { scrape_interval: every, evaluation_interval: every },
    rule_files: [monitoring.rules],
    alerting: { alertmanagers: [{ static_configs: [{ targets: [alertmanager] }] }] },
    scrape_configs: jobs,
  };
}

/** Alerts are shown on its page and sent nowhere: where to is the operator's decision. */
const alertmanagerConfig = JSON.stringify({ route: { receiver: 'none' }, receivers: [{ name: 'none' }] });

function describeAlertmanager(cluster: ClusterSettings, monitoring: Monitoring): ProgramDescription {
  const directory = join(monitoring.directory, 'alertmanager');
  mkdirSync(directory, { recursive: true });
  const config = join(directory, 'alertmanager.yml');
  writeFileSync(config, alertmanagerConfig);
  return {
    name: 'alertmanager',
    command: 'prometheus-alertmanager',
    args: [
      `--config.file=${config}`,
      `--storage.path=${join(directory, 'data')}`,
      `--web.listen-address=127.0.0.1:${monitoring.alertmanagerPort}`,
      // Alone: without it, it looks for others and listens on one more port.
      '--cluster.listen-address=',
    ],
    logFile: join(cluster.logDirectory, 'alertmanager.log'),
    isReady: () => answersOk(`http://127.0.0.1:${monitoring.alertmanagerPort}/-/ready`),
    readyWithinMs: 30_000,
  };
}
