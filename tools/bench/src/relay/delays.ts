import { runParameterized, type Database } from '@florin/database';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Server } from '../bank-under-test.ts';
import { cpuTimeMs } from '../load/cpu-time.ts';
import { median } from '../report/figures.ts';
import { readBacklog, type RelayScene } from './relay-scene.ts';
import type { KafkaWatch } from './watch-kafka.ts';

/** The time from the answer to a movement until a reader of Kafka has its event. */
export type Delays = { medianMs: number; p99Ms: number };

/** At a peak also: the longest wait, the time until the rest was published, and the worker's CPU time per event. */
export type Peak = Delays & {
  perSecond: number;
  oldestSeconds: number;
  drainedMs: number;
  workerMicroseconds: number;
};

const warmUpMovements = 10;
/** Not a multiple of the relay's interval, so that movements fall on different phases of it. */
const betweenMs = 137;

/** Posts one movement after the other, with pauses, on an otherwise idle bank. */
export async function measureLoneMovements(
  scene: RelayScene,
  kafka: KafkaWatch,
  count: number,
): Promise<Delays> {
  await postOneByOne(scene, kafka, warmUpMovements);
  return delaysOf(await postOneByOne(scene, kafka, count), kafka);
}

async function postOneByOne({ ledger, nextCredit }: RelayScene, kafka: KafkaWatch, count: number) {
  const answeredAt = new Map<string, number>();
  for (let posted = 0; posted < count; posted++) {
    const { transaction } = await ledger.post(nextCredit());
    answeredAt.set(transaction.id, performance.now());
    await kafka.untilSeen([transaction.id]);
    await sleep(betweenMs);
  }
  return answeredAt;
}

/** Measures the idle worker: jobs and relay together. */
export async function measureIdleCost(
  { database, postgresCpuMs }: RelayScene,
  { program }: Server,
  seconds: number,
) {
  const spent = async () => ({
    units: await unitsOfWork(database),
    worker: cpuTimeMs([program.pid]),
    postgres: postgresCpuMs(),
  });
  const before = await spent();
  await sleep(seconds * 1_000);
  const after = await spent();
  return {
    unitsPerSecond: (after.units - before.units) / seconds,
    workerCpu: (after.worker - before.worker) / (seconds * 1_000),
    postgresCpu: (after.postgres - before.postgres) / (seconds * 1_000),
  };
}

async function unitsOfWork(database: Database): Promise<number> {
  const sql = `select xact_commit::int as units from pg_stat_database where datname = current_database()`;
  const [row] = await database.read((em) => runParameterized<{ units: number }>(em, sql, []));
  return row!.units;
}

/** Posts from `clients` concurrently as fast as the ledger answers, while the worker publishes. */
export async function measurePeak(
  { ledger, nextCredit, database }: RelayScene,
  kafka: KafkaWatch,
  { program }: Server,
  { seconds, clients }: { seconds: number; clients: number },
): Promise<Peak> {
  const answeredAt = new Map<string, number>();
  const workerBefore = cpuTimeMs([program.pid]);
  const beganMs = performance.now();
  const endMs = beganMs + seconds * 1_000;
  let oldestSeconds = 0;
  const post = async () => {
    while (performance.now() < endMs) {
      const { transaction } = await ledger.post(nextCredit());
      answeredAt.set(transaction.id, performance.now());
    }
  };
  const watch = async () => {
    while (performance.now() < endMs) {
      oldestSeconds = Math.max(oldestSeconds, (await readBacklog(database)).oldestSeconds);
      await sleep(200);
    }
  };
  await Promise.all([watch(), ...Array.from({ length: clients }, post)]);
  const endedMs = performance.now();
  await kafka.untilSeen(answeredAt.keys());
  return {
    ...delaysOf(answeredAt, kafka),
    perSecond: (answeredAt.size * 1_000) / (endedMs - beganMs),
    oldestSeconds,
    drainedMs: performance.now() - endedMs,
    workerMicroseconds: ((cpuTimeMs([program.pid]) - workerBefore) * 1_000) / answeredAt.size,
  };
}

function delaysOf(answeredAt: ReadonlyMap<string, number>, { seenAt }: KafkaWatch): Delays {
  const delays = [...answeredAt].map(([id, atMs]) => seenAt.get(id)! - atMs).sort((a, b) => a - b);
  return { medianMs: median(delays), p99Ms: delays[Math.ceil(delays.length * 0.99) - 1]! };
}
