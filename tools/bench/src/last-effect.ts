import { runParameterized } from '@florin/database';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Scene } from './cases.ts';
import { movements } from './load/workloads.ts';
import type { Say } from './machine.ts';
import { measureArrivals } from './measure.ts';
import { figureLine, type Figures } from './report/figures.ts';

const consumers = ['fraud', 'notifications', 'analytics'];
const giveUpMs = 300_000;

type Progress = { unpublished: number; behind: Record<string, number> };

export type LastEffect = { seconds: number; load: Figures };

/**
 * Posts at a steady rate with the worker, Kafka and all consumers running, and returns the seconds from the last
 * acknowledgement until every consumer has taken in every event.
 */
export async function measureLastEffect(
  { bank, servers, connections }: Scene,
  { perSecond, seconds, say }: { perSecond: number; seconds: number; say: Say },
): Promise<LastEffect> {
  await bank.startDownstream();
  say('Kafka, the worker and the consumers are up; they catch up with what was posted before');
  await untilNothingIsLeft(bank, say);
  say(`W6: ${seconds} s of arrivals at ${perSecond.toFixed(0)}/s`);
  let acknowledgedAt = performance.now();
  const load = await measureArrivals(bank, {
    servers: [servers.api],
    connections,
    durationMs: seconds * 1_000,
    workload: movements(bank),
    perSecond,
    onEnd: () => (acknowledgedAt = performance.now()),
  });
  await untilNothingIsLeft(bank, say);
  const took = (performance.now() - acknowledgedAt) / 1_000;
  say(figureLine('W6 W1 at half of its peak, all consumers', load));
  return { seconds: took, load };
}

async function untilNothingIsLeft(bank: Scene['bank'], say: Say): Promise<void> {
  const startedAt = performance.now();
  for (let saidAt = startedAt; ;) {
    const { unpublished, behind } = await readProgress(bank);
    const left = Object.values(behind).reduce((sum, count) => sum + count, unpublished);
    if (left <= 0) return;
    if (performance.now() - startedAt > giveUpMs)
      throw new Error(
        `after ${giveUpMs / 1_000} s still behind: ${unpublished} commits, ${JSON.stringify(behind)}`,
      );
    if (performance.now() - saidAt > 5_000) {
      say(`unpublished commits ${unpublished}, events behind: ${JSON.stringify(behind)}`);
      saidAt = performance.now();
    }
    await sleep(200);
  }
}

/** Counted by which of the ledger's events each consumer has recorded as taken in, in the transaction of its effect. */
async function readProgress({ database }: Scene['bank']): Promise<Progress> {
  const counts = consumers.map(
    (schema) => `(select count(*)::int from ${schema}.processed_events
      where event_id like 'txn\\_%' or event_id like 'acct\\_%') as ${schema}`,
  );
  const sql = `
    select (select count(*)::int from ledger.outbox where published_at is null) as unpublished,
      (select count(*)::int from ledger.transactions) as transactions,
      (select count(*)::int from ledger.accounts where kind = 'customer') as accounts,
      ${counts.join(', ')}`;
  const [row] = await database.read((em) => runParameterized<Record<string, number>>(em, sql, []));
  // Every transaction here touches one account, so it has one event; every account has one more, for its opening.
  const expected = row!['transactions']! + row!['accounts']!;
  const behind = Object.fromEntries(consumers.map((name) => [name, expected - row![name]!]));
  return { unpublished: row!['unpublished']!, behind };
}
