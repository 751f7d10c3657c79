import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fromRoot } from '@florin/processes';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { documentedMetrics } from '../src/documented-metrics.ts';
import { prometheusTools } from '../src/prometheus-tools.ts';

type Rule = {
  record?: string;
  alert?: string;
  expr: string;
  labels?: { severity: string };
  annotations?: { summary: string; runbook: string };
};
type Test = { alert_rule_test: { alertname: string; exp_alerts: object[] }[] };

const directory = fromRoot('tools/monitoring/prometheus');
const read = (name: string) => parse(readFileSync(`${directory}/${name}`, 'utf8'));
const { groups }: { groups: { rules: Rule[] }[] } = read('rules.yml');
const rules = groups.flatMap((group) => group.rules);
const alerts = rules.filter(({ alert }) => alert !== undefined);
const { tests }: { tests: Test[] } = read('rules.test.yml');
const tools = prometheusTools();

describe('the rules of Prometheus', () => {
  test('alert as promtool expects, and not otherwise', () => {
    if (tools === undefined) return;
    const { status, stdout, stderr } = spawnSync(tools.promtool, ['test', 'rules', 'rules.test.yml'], {
      cwd: directory,
      encoding: 'utf8',
    });
    expect(`${stdout}${stderr}`).toContain('SUCCESS');
    expect(status).toBe(0);
  }, 300_000);

  test('have a test that fires and one that does not for each alert, a severity, and a runbook', () => {
    const expected = tests.flatMap(({ alert_rule_test: each }) => each);
    const tested = (fires: boolean) =>
      [
        ...new Set(
          expected.filter((each) => each.exp_alerts.length > 0 === fires).map((each) => each.alertname),
        ),
      ].sort();
    const names = alerts.map(({ alert }) => alert).sort();
    expect(tested(true)).toEqual(names);
    expect(tested(false)).toEqual(names);
    for (const { alert, labels, annotations } of alerts) {
      expect([alert, labels?.severity]).toEqual([alert, expect.stringMatching(/^(page|ticket)$/)]);
      const page = readFileSync(fromRoot(annotations?.runbook ?? ''), 'utf8');
      expect(page).toContain(`\`${alert}\``);
      const parts = ['What it means', 'How to see it', 'What to do', 'How to verify'];
      expect([...page.matchAll(/^## (.+)$/gm)].map(([, part]) => part)).toEqual(parts);
    }
  });

  test('name metrics that the list has, and each runbook is in the index', () => {
    const known = new Set(
      documentedMetrics().flatMap(({ name, type }) =>
        type === 'histogram' ? ['_bucket', '_count', '_sum'].map((part) => name + part) : [name],
      ),
    );
    const named = rules.flatMap(({ expr }) => expr.match(/florin_\w+/g) ?? []);
    expect(named.filter((name) => !known.has(name))).toEqual([]);
    const index = readFileSync(fromRoot('docs/operations/README.md'), 'utf8');
    for (const { annotations } of alerts) {
      expect(existsSync(fromRoot(annotations?.runbook ?? 'none'))).toBe(true);
      expect(index).toContain(`](${annotations?.runbook.replace('docs/operations/', '')})`);
    }
  });
});
