import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { alertingRules, ensureMonitoring, startBoth } from '../../cluster/monitoring.ts';
import { createSupervisor } from '../../processes/supervisor.ts';
import { type Scene, until } from '../drill.ts';
import { scaleRules } from './scale-rules.ts';

/** An hour of a rule becomes three minutes: the shortest window, five minutes, still holds seven scrapes. */
export const fasterBy = 20;
const everySeconds = 2;

/** Fraud repeats a freeze that is refused up to five minutes later, after the five minutes that make it late. */
const withinMs = 900_000;

type Rules = { data: { groups: { rules: { name: string; state: string; health: string }[] }[] } };

export type Watch = {
  /** Resolves when Alertmanager has the alert. */
  untilFiring(alert: string): Promise<void>;
  /** Resolves when neither Prometheus nor Alertmanager has it. */
  untilResolved(alert: string): Promise<void>;
  stop(): Promise<void>;
};

/** Starts a Prometheus with scaled rules and an Alertmanager, beside those of the cluster. `npm run stop` ends them too. */
export async function watchAlerts({ cluster, say }: Scene): Promise<Watch> {
  ensureMonitoring(say);
  const directory = join(cluster.directory, 'drills', 'monitoring');
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  const rules = join(directory, 'rules.yml');
  writeFileSync(rules, scaleRules(readFileSync(alertingRules, 'utf8'), fasterBy));
  const supervisor = createSupervisor({ runDirectory: cluster.runDirectory, say, revive: false });
  const { prometheus: prometheusPort, alertmanager: alertmanagerPort } = cluster.drillPorts;
  try {
    const monitoring = { prometheusPort, alertmanagerPort, directory, rules, everySeconds };
    await startBoth(cluster, monitoring, supervisor, 'drill-');
  } catch (error) {
    await supervisor.stop();
    throw error;
  }
  const arrived = (alert: string) => hasArrived(alertmanagerPort, alert);
  const isGone = async (alert: string) => !(await isActive(prometheusPort, alert)) && !(await arrived(alert));
  return {
    untilFiring: (alert) => until(() => arrived(alert), `${alert} did not fire`, withinMs),
    untilResolved: (alert) => until(() => isGone(alert), `${alert} was not resolved`, withinMs),
    stop: () => supervisor.stop(),
  };
}

/** Whether the condition of the alert holds. Before its first evaluation nothing is known. */
async function isActive(port: number, alert: string): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/rules?type=alert`);
  const { data }: Rules = JSON.parse(await answer.text());
  const rule = data.groups.flatMap(({ rules }) => rules).find(({ name }) => name === alert);
  return rule === undefined || rule.state !== 'inactive' || rule.health !== 'ok';
}

/** Prometheus hands an alert to Alertmanager when it fires, and once more when it is resolved. */
async function hasArrived(port: number, alert: string): Promise<boolean> {
  const url = new URL(`http://127.0.0.1:${port}/api/v2/alerts`);
  url.searchParams.set('filter', `alertname="${alert}"`);
  const answer = await fetch(url);
  const alerts: unknown = await answer.json();
  if (!answer.ok || !Array.isArray(alerts)) throw new Error(`Alertmanager answers ${answer.status}.`);
  return alerts.length > 0;
}
