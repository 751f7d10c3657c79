import { expect, test } from '@jest/globals';
import { createMetrics } from './index.ts';

test('metrics carry their service, keep one instance a name, and can be collected at the scrape', async () => {
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
