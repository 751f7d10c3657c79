import { runParameterized } from '@florin/database';
import { setTimeout as sleep } from 'node:timers/promises';
import { openBank, type BankUnderTest } from './bank-under-test.ts';
import { checkInvariants } from './check-balances.ts';
import { movements } from './load/workloads.ts';
import type { Say } from './machine.ts';
import { measureArrivals } from './measure.ts';
import { figureLine, type Figures } from './report/figures.ts';
import { longTimeouts } from './servers.ts';

const consumers = ['fraud', 'notifications', 'analytics'];
const giveUpMs = 300_000;

type Progress = { unpublished: number; behind: Record<string, number> };

export type ConsumerDelay = { seconds: number; load: Figures };

type Options = { perSecond: number; seconds: number; connections: number; say: Say };

/** Load before the measurement: a process is slowest in its first seconds. */
const warmUpSeconds = 3;

/**
 * Posts at a steady rate with the worker, Kafka and all consumers running, and returns the seconds from the last
 * acknowledgement until every consumer has handled every event. It uses a database of its own: after the other cases
 * the consumers would first have to handle millions of events.
 */
export async function measureConsumerDelay({
  perSecond,
  seconds,
  connections,
  say,
}: Options): Promise<ConsumerDelay> {
  const bank = await openBank({ say });
  try {
    const servers = [await bank.startApi('api-of-w6', longTimeouts)];
    await bank.startDownstream();
    say('Kafka, the worker and the consumers are up; they handle the openings');
    const load = { servers, connections, workload: movements(bank), perSecond };
    await measureArrivals(bank, { ...load, durationMs: warmUpSeconds * 1_000 });
    await untilNothingIsLeft(bank, say);
    say(`W6: ${seconds} s of arrivals at ${perSecond.toFixed(0)}/s`);
    let acknowledgedAt = performance.now();
    const onEnd = () => (acknowledgedAt = performance.now());
    const figures = await measureArrivals(bank, { ...load, durationMs: seconds * 1_000, onEnd });
    await untilNothingIsLeft(bank, say);
    const took = (performance.now() - acknowledgedAt) / 1_000;
    say(figureLine('W6 W1 at half of its peak, all consumers', figures));
    await checkInvariants(bank.database);
    return { seconds: took, load: figures };
  } finally {
    await bank.stop();
  }
}

/** Waits until every consumer has handled every event of the ledger. */
export async function untilNothingIsLeft(bank: BankUnderTest, say: Say): Promise<void> {
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

/** Counts the ledger's events that each consumer has recorded as handled, in the transaction of the effect. */
async function readProgress({ database }: BankUnderTest): Promise<Progress> {
  const counts = consumers.map(
    (schema) => `(select count(*)::int from ${schema}.processed_events
      where event_id like 'txn\\_%' or event_id like 'acct\\_%') as ${schema}`,
  );
  const sql = `
    select (select count(*)::int from ledger.outbox where published_at is null) as unpublished,
      (select count(*)::int from ledger.transactions) as transactions,
      (select count(*)::int from ledger.accounts where kind = 'customer') as accounts,
      ${counts.join(', ')}`;
  const [row = {}] = await database.read((em) => runParameterized<Record<string, number>>(em, sql, []));
  const countOf = (name: string): number => {
    const count = row[name];
    if (count === undefined) throw new Error(`the query has no ${name}`);
    return count;
  };
  // Every transaction here touches one account and has one event. Every account has one more event, for its opening.
  const expected = countOf('transactions') + countOf('accounts');
  const behind = Object.fromEntries(consumers.map((name) => [name, expected - countOf(name)]));
  return { unpublished: countOf('unpublished'), behind };
}
