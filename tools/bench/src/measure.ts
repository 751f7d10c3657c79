import { setTimeout as sleep } from 'node:timers/promises';
import type { BankUnderTest, Server } from './bank-under-test.ts';
import { checkBalances, readBalances } from './check-balances.ts';
import { cpuTimeMs, ownCpuTimeMs } from './load/cpu-time.ts';
import { arriveAt, keepBusy, type Aim, type Arrivals } from './load/load.ts';
import type { LoadResult } from './load/tally.ts';
import type { Figures } from './report/figures.ts';

export type Load = Omit<Aim, 'ports'> & { servers: readonly Server[] };

/** Measures a closed loop: every connection sends its next request after its answer. */
export function measureBusy(bank: BankUnderTest, load: Load): Promise<Figures> {
  return watched(bank, load.servers, () => keepBusy(aimOf(load)));
}

/** Measures an open loop: requests arrive at a fixed rate regardless of answers. */
export function measureArrivals(
  bank: BankUnderTest,
  load: Load & Pick<Arrivals, 'perSecond' | 'connectionsMax' | 'onEnd'>,
): Promise<Figures> {
  return watched(bank, load.servers, () => arriveAt({ ...load, ...aimOf(load) }));
}

function aimOf({ servers, connections, durationMs, workload }: Load): Aim {
  return { ports: servers.map(({ port }) => port), connections, durationMs, workload };
}

/** Counts the CPU time of each process during the load, and compares the balances with what was acknowledged. */
async function watched(
  bank: BankUnderTest,
  servers: readonly Server[],
  load: () => Promise<LoadResult>,
): Promise<Figures> {
  const balances = await readBalances(bank.database);
  const spent = () => ({
    api: cpuTimeMs(servers.map(({ program }) => program.pid)),
    postgres: cpuTimeMs(bank.servicePids.postgres),
    redis: cpuTimeMs(bank.servicePids.redis),
    generator: ownCpuTimeMs(),
  });
  const before = spent();
  const result = await load();
  const after = spent();
  // A request with an unknown outcome may still be posted. Without this wait it would change the next case's balances.
  if (result.unclear > 0) await Promise.all(servers.map(untilNothingWaits));
  await checkBalances(bank.database, balances, result);
  const units = Math.max(result.movements, result.accepted);
  const perUnit = (name: keyof typeof before) => (after[name] - before[name]) / units;
  const [apiCpuMs, postgresCpuMs, redisCpuMs] = [perUnit('api'), perUnit('postgres'), perUnit('redis')];
  return {
    perSecond: (result.inTime * 1_000) / result.durationMs,
    p50Ms: result.p50Ms,
    p95Ms: result.p95Ms,
    p99Ms: result.p99Ms,
    cpuMs: apiCpuMs + postgresCpuMs + redisCpuMs,
    apiCpuMs,
    postgresCpuMs,
    redisCpuMs,
    generatorBusy: (after.generator - before.generator) / result.durationMs,
    refused: Object.values(result.others).reduce((sum, count) => sum + count, 0),
    refusedP99Ms: result.refusedP99Ms,
  };
}

export async function untilNothingWaits({ metricsPort }: Server): Promise<void> {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${metricsPort}/metrics`);
    const metrics = await answer.text();
    // Another reader of the metrics may have used up what this address may read.
    if (answer.status === 429) {
      await sleep(1_000);
      continue;
    }
    const waiting = /^florin_posting_waiting(?:\{.*\})? (\d+)/m.exec(metrics)?.[1];
    if (waiting === undefined)
      throw new Error(`the server with metrics on port ${metricsPort} has no metric of waiting requests`);
    if (waiting === '0') return;
    await sleep(50);
  }
}
