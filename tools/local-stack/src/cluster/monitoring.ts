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
const rules = fromRoot('tools', 'monitoring', 'prometheus', 'rules.yml');

/** Starts Prometheus over all processes, and Alertmanager. The bank runs as well without them: a line says so. */
export async function startMonitoring(
  cluster: ClusterSettings,
  supervisor: Supervisor,
  say: Say,
): Promise<void> {
  try {
    for (const program of [prometheusProgram, alertmanagerProgram]) ensureDebianProgram(program, say);
  } catch (error) {
    if (!(error instanceof SetupProblem)) throw error;
    return say(`without monitoring: ${error.message}`);
  }
  const { prometheusPort, alertmanagerPort } = cluster;
  await supervisor.start({
    name: 'alertmanager',
    port: alertmanagerPort,
    describe: () => describeAlertmanager(cluster),
  });
  await supervisor.start({
    name: 'prometheus',
    port: prometheusPort,
    describe: () => describePrometheus(cluster),
  });
  say(`Prometheus is ready on http://127.0.0.1:${prometheusPort}, Alertmanager on port ${alertmanagerPort}`);
}

function describePrometheus(cluster: ClusterSettings): ProgramDescription {
  const directory = join(cluster.directory, 'prometheus');
  mkdirSync(directory, { recursive: true });
  const config = join(directory, 'prometheus.yml');
  // JSON is YAML, and needs no care for quotes.
  writeFileSync(config, JSON.stringify(prometheusConfig(cluster), undefined, 2));
  return {
    name: 'prometheus',
    command: 'prometheus',
    args: [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(directory, 'data')}`,
      '--storage.tsdb.retention.time=7d',
      `--web.listen-address=127.0.0.1:${cluster.prometheusPort}`,
    ],
    logFile: join(cluster.logDirectory, 'prometheus.log'),
    isReady: () => answersOk(`http://127.0.0.1:${cluster.prometheusPort}/-/ready`),
    readyWithinMs: 30_000,
  };
}

/** All processes of the bank are one job, as the alerting rules expect; each has its own name as the instance. */
export function prometheusConfig(cluster: ClusterSettings) {
  const target = (name: string, port: number) => ({
    targets: [`127.0.0.1:${port}`],
    labels: { instance: name },
  });
  const bank = cluster.instances.map(({ name, metricsPort }) => target(name, metricsPort));
  const jobs = [
    { job_name: 'florin', static_configs: bank },
    { job_name: 'haproxy', static_configs: [target('haproxy', cluster.statisticsPort)] },
  ];
  const alertmanager = `127.0.0.1:${cluster.alertmanagerPort}`;
  return {
    global: { scrape_interval: '5s', evaluation_interval: '5s' },
    rule_files: [rules],
    alerting: { alertmanagers: [{ static_configs: [{ targets: [alertmanager] }] }] },
    scrape_configs: jobs,
  };
}

/** Alerts are shown on its page and sent nowhere: where to is the operator's decision. */
const alertmanagerConfig = JSON.stringify({ route: { receiver: 'none' }, receivers: [{ name: 'none' }] });

function describeAlertmanager(cluster: ClusterSettings): ProgramDescription {
  const directory = join(cluster.directory, 'alertmanager');
  mkdirSync(directory, { recursive: true });
  const config = join(directory, 'alertmanager.yml');
  writeFileSync(config, alertmanagerConfig);
  return {
    name: 'alertmanager',
    command: 'prometheus-alertmanager',
    args: [
      `--config.file=${config}`,
      `--storage.path=${join(directory, 'data')}`,
      `--web.listen-address=127.0.0.1:${cluster.alertmanagerPort}`,
      // Alone: without it, it looks for others and listens on one more port.
      '--cluster.listen-address=',
    ],
    logFile: join(cluster.logDirectory, 'alertmanager.log'),
    isReady: () => answersOk(`http://127.0.0.1:${cluster.alertmanagerPort}/-/ready`),
    readyWithinMs: 30_000,
  };
}
