import { expect, test } from '@jest/globals';
import { createMetrics } from './index.ts';

test('a gauge whose source fails or does not answer has no sample, and the other metrics are still shown', async () => {
  const metrics = createMetrics('api');
  let source = async () => 7;
  metrics.gauge('florin_known', 'Known.', [], (gauge) => gauge.set(1));
  metrics.gauge('florin_plain', 'Without labels.', [], async (gauge) => gauge.set(await source()));
  metrics.gauge('florin_labelled', 'With labels.', ['topic'], async (gauge) =>
    gauge.set({ topic: 'a' }, await source()),
  );
  const samples = async () => {
    // Longer than a computed text is cached.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    return (await metrics.text()).split('\n').filter((line) => /^florin_/.test(line));
  };
  expect(await samples()).toHaveLength(3);
  source = () => Promise.reject(new Error('away'));
  expect(await samples()).toEqual(['florin_known{service="api"} 1']);
  source = async () => 8;
  expect(await samples()).toHaveLength(3);
  source = () => new Promise(() => undefined);
  expect(await samples()).toEqual(['florin_known{service="api"} 1']);
});

test('metrics carry their service, have one instance per name, and can be collected at the scrape', async () => {
  const metrics = createMetrics('api');
  metrics.counter('florin_answers_total', 'Answers.', ['status']).inc({ status: '200' }, 2);
  metrics.counter('florin_answers_total', 'Answers.', ['status']).inc({ status: '200' });
  metrics.histogram('florin_seconds', 'Seconds.').observe(0.2);
  metrics.gauge('florin_lag', 'Lag.', [], (gauge) => gauge.set(7));

  const text = await metrics.text();
  expect(text).toContain('florin_answers_total{status="200",service="api"} 3');
  expect(text).toContain('florin_seconds_bucket{le="0.25",service="api"} 1');
  expect(text).toContain('florin_lag{service="api"} 7');
  expect(text).toContain('process_resident_memory_bytes{service="api"}');
});

test('metrics are computed at most once a second, however many scrapes arrive', async () => {
  const metrics = createMetrics('api');
  let collected = 0;
  metrics.gauge('florin_lag', 'Lag.', [], (gauge) => gauge.set(++collected));
  const texts = await Promise.all(Array.from({ length: 50 }, () => metrics.text()));
  expect(new Set(texts).size).toBe(1);
  expect(collected).toBe(1);
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  expect(await metrics.text()).toContain('florin_lag{service="api"} 2');
});

test('a metric without a measurement is left out', async () => {
  const metrics = createMetrics('api');
  metrics.counter('florin_refusals_total', 'Refusals.', ['code']);
  metrics.histogram('florin_seconds', 'Seconds.');
  metrics.histogram('florin_bytes', 'Bytes.', ['kind']).observe({ kind: 'csv' }, 3);
  metrics.counter('florin_failures_total', 'Failures: a zero is a value.');
  const text = await metrics.text();
  expect(text).not.toMatch(/florin_refusals_total|florin_seconds/);
  expect(text).toContain('florin_bytes_count{service="api",kind="csv"} 1');
  expect(text).toContain('florin_failures_total{service="api"} 0');
});
