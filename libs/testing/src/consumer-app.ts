import type { StartedApp } from './app.ts';

/** Whether a consumer app is a member of its group, so that partitions are assigned to it. */
export async function isInGroup({ metricsUrl }: StartedApp): Promise<boolean> {
  const ready = (await (await fetch(`${metricsUrl}/health/ready`)).json()) as {
    checks: Record<string, { detail?: string }>;
  };
  return ready.checks['kafka']?.detail?.endsWith('in the group') === true;
}

/** How many events this instance has handled. */
export async function handledBy({ metricsUrl }: StartedApp): Promise<number> {
  const text = await (await fetch(`${metricsUrl}/metrics`)).text();
  const counts = text.split('\n').filter((line) => line.startsWith('florin_consumer_events_total{'));
  return counts.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}
