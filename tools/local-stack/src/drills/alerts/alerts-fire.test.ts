import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { alertingRules } from '../../cluster/monitoring.ts';
import { faults } from './alerts-fire.ts';
import { scaleRules } from './scale-rules.ts';

const rules = readFileSync(alertingRules, 'utf8');

test('scaled rules have shorter windows and waits, and are the same otherwise', () => {
  const text = 'expr: a[5m] / b_5m[6h] > 300 and c == 30\n        for: 1m\n        summary: waits for 1m';
  expect(scaleRules(text, 20)).toBe(
    'expr: a[15000ms] / b_5m[1080000ms] > 300 and c == 30\n        for: 3000ms\n        summary: waits for 1m',
  );
  expect(scaleRules(rules, 1).replaceAll(/\d+ms\b/g, '')).toBe(
    rules.replaceAll(/(?<=\[|^ *for: )\d+[smh](?=\]|$)/gm, ''),
  );
});

test('scaled rules keep no duration of hours or minutes', () => {
  const expressions = scaleRules(rules, 20).replaceAll(/^ *#.*$/gm, '');
  expect(expressions.match(/(?<![\w:])\d+[smhdw]\b/g)).toBeNull();
});

test('each alert has one fault that makes it fire', () => {
  const alerts = [...rules.matchAll(/- alert: (\w+)/g)].map(([, name]) => name);
  expect(alerts.length).toBeGreaterThan(10);
  expect(faults.flatMap((fault) => fault.alerts).toSorted()).toEqual(alerts.toSorted());
});
