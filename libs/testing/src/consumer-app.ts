import type { StartedApp } from './app.ts';

/** Whether a consumer app is a member of its group: the group has dealt out its partitions anew, some to this one. */
export async function isInGroup({ url }: StartedApp): Promise<boolean> {
  const ready = (await (await fetch(`${url}/health/ready`)).json()) as {
    checks: Record<string, { detail?: string }>;
  };
  return ready.checks['kafka']?.detail?.endsWith('in the group') === true;
}

/** How many events had their effect by this instance. */
export async function takenInBy({ url }: StartedApp): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const counts = text.split('\n').filter((line) => line.startsWith('florin_consumer_events_total{'));
  return counts.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}
