import { readFileSync } from 'node:fs';
import { appNames, fromRoot } from '@florin/processes';

const metricsPage = 'docs/operations/metrics.md';

/** A row of the tables in docs/operations/metrics.md. */
export type DocumentedMetric = {
  name: string;
  type: string;
  /** Without `service`, which every sample has, and `le`. */
  labels: string[];
  apps: readonly string[];
  /** Whether each of the apps has it from the start. */
  always: boolean;
};

const row = /^\| `(florin_\w+)` *\| (\w+) *\| ([\w, ]*?) *\| ([\w, ]+?) *\| (always)? *\|/gm;

/** The metrics that the page lists. */
export function documentedMetrics(): DocumentedMetric[] {
  const page = readFileSync(fromRoot(metricsPage), 'utf8');
  return [...page.matchAll(row)].map(([, name = '', type = '', labels = '', at = '', always]) => ({
    name,
    type,
    labels: labels === '' ? [] : labels.split(', '),
    apps: at === 'every app' ? appNames : at.split(', '),
    always: always !== undefined,
  }));
}
