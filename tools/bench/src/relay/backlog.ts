import { runParameterized } from '@florin/database';
import { movementBatch } from '@florin/ledger';
import { createProgressBar } from '@florin/service';
import { setTimeout as sleep } from 'node:timers/promises';
import { readBacklog, type RelayScene } from './relay-scene.ts';

const movementsAtOnce = 100;
const batchesAtOnce = 2;
const giveUpMs = 600_000;

/*
 * Measured between the times when rounds were marked. The first round does not count, because its start is unknown; so
 * the worker's start does not count either.
 */
const roundsSince = `
  with rounds as (
    select published_at, sum(cardinality(transaction_ids))::int as events, count(*)::int as rows
    from ledger.outbox where id > $1 group by published_at
  )
  select sum(events)::int as events, sum(rows)::int as rows, count(*)::int as rounds,
    (select events from rounds order by published_at limit 1) as first,
    extract(epoch from max(published_at) - min(published_at))::float as seconds
  from rounds`;

type Rounds = { events: number; rows: number; rounds: number; first: number; seconds: number };

export type Gathered = Rounds & { perSecond: number; postedPerSecond: number };

/** Posts batches of movements while no worker runs, starts one, and returns its rate of publishing. */
export async function measureBacklog(scene: RelayScene, movements: number): Promise<Gathered> {
  const { database } = scene;
  const [last] = await database.read((em) =>
    runParameterized<{ id: string }>(em, 'select coalesce(max(id), 0)::text as id from ledger.outbox', []),
  );
  const postedPerSecond = await gather(scene, movements);
  const worker = await scene.startWorker();
  const deadlineMs = performance.now() + giveUpMs;
  while ((await readBacklog(database)).rows > 0) {
    if (worker.program.hasExited()) throw new Error(`the worker has ended: see ${worker.program.logFile}`);
    if (performance.now() > deadlineMs) throw new Error(`not published within ${giveUpMs / 60_000} minutes`);
    await sleep(500);
  }
  const [rounds] = await database.read((em) => runParameterized<Rounds>(em, roundsSince, [last?.id ?? '0']));
  if (!rounds) throw new Error('the worker has no round');
  return { ...rounds, postedPerSecond, perSecond: (rounds.events - rounds.first) / rounds.seconds };
}

/** Returns the movements per second. */
async function gather({ ledger, nextCredit, context }: RelayScene, movements: number): Promise<number> {
  const bar = createProgressBar(process.stdout, 'movements posted');
  const beganMs = performance.now();
  let begun = 0;
  let posted = 0;
  const post = async () => {
    while (begun < movements) {
      const commands = Array.from({ length: movementsAtOnce }, nextCredit);
      begun += movementsAtOnce;
      await ledger.postBatch(movementBatch({ commands, atomic: false }, context));
      posted += movementsAtOnce;
      bar.show(posted, Math.max(posted, movements));
    }
  };
  try {
    await Promise.all(Array.from({ length: batchesAtOnce }, post));
    return (posted * 1_000) / (performance.now() - beganMs);
  } finally {
    bar.end();
  }
}
