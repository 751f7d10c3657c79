import { connect, isId, type Database } from '@florin/database';
import { eventDefinitions, topics, transactionsCompleted } from '@florin/events';
import { eventsFromLedger, ledgerEntities, type LedgerSpan } from '@florin/ledger';
import { createPublisher, type OutgoingMessage } from '@florin/messaging';
import { createShareBar, readConfig } from '@florin/service';
import { Type } from 'typebox';
import { CannotDo, Misuse, momentOf, type Command, type Options, type Surroundings } from './command.ts';

const configSchema = Type.Object({
  DATABASE_URL: Type.String({
    secret: true,
    description: "the ledger's: postgresql://user:password@host:port/database",
  }),
});

/** The time limit of one page of the ledger. A page that takes longer is a failed query. */
const statementTimeoutMs = 60_000;

/** The topics that the ledger can rebuild. The other topics belong to apps that do not keep what they have published. */
const ledgerTopics: ReadonlySet<string> = new Set(
  eventDefinitions.filter(({ source }) => source === transactionsCompleted.source).map(({ topic }) => topic),
);

type Wanted = LedgerSpan & { topics: ReadonlySet<string> };

export const republishCommand: Command = {
  usage:
    'republish --from 2026-11-22T00:00:00Z [--to 2026-11-23T00:00:00Z] [--topic transactions.completed] [--account acct_…] [--dry-run]',
  does: 'publishes a period again from the ledger (DATABASE_URL), under the same ids; nothing takes effect twice',
  options: { from: 'text', to: 'text', topic: 'text', account: 'text', 'dry-run': 'switch' },
  async run({ options }, around) {
    const wanted = readWanted(options);
    const { DATABASE_URL: url } = readConfig(configSchema);
    const database = await connect({
      ...{ url, entities: ledgerEntities, applicationName: 'events-tool', poolSize: 2, statementTimeoutMs },
    });
    try {
      if (options['dry-run'] !== true) await around.record(recordOf(wanted));
      const counts = await republish(database, wanted, options['dry-run'] === true, around);
      report(counts, wanted, options, around);
    } finally {
      await database.close();
    }
  },
};

const recordOf = ({ from, to, accountId, topics: chosen }: Wanted) => ({
  object: { type: 'event_topic' as const, name: [...chosen].join(' ') },
  action: 'republish',
  details: {
    from: from.toISOString(),
    to: to.toISOString(),
    ...(accountId !== undefined && { account_id: accountId }),
  },
});

function readWanted({ from, to, topic, account }: Options): Wanted {
  if (typeof from !== 'string') throw new Misuse('--from is needed.');
  if (typeof topic === 'string' && !topics.some((each) => each === topic)) {
    throw new Misuse(`There is no topic ${topic}.`);
  }
  if (typeof topic === 'string' && !ledgerTopics.has(topic)) {
    throw new CannotDo(
      `${topic} cannot be rebuilt from the ledger. The topic itself keeps its events: read it again with "replay".`,
    );
  }
  if (account !== undefined && !isId('acct', account)) throw new Misuse(`"${account}" is no account's id.`);
  const span = { from: momentOf(from), to: typeof to === 'string' ? momentOf(to) : new Date() };
  if (span.from >= span.to) throw new Misuse('--from must be earlier than --to.');
  return {
    ...span,
    ...(typeof account === 'string' && { accountId: account }),
    topics: typeof topic === 'string' ? new Set([topic]) : ledgerTopics,
  };
}

/** Publishes one page after the other, each after the previous one is acknowledged, to keep the order of each account. */
async function republish(
  database: Database,
  wanted: Wanted,
  dryRun: boolean,
  around: Surroundings,
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  const publisher = await createPublisher({ ...around, ...around.eventLog, clientId: 'events-tool' });
  const bar = createShareBar(process.stderr);
  const publish = (messages: readonly OutgoingMessage[]) =>
    dryRun ? undefined : publisher.publish(messages, around.signal);
  let sent = 0;
  try {
    for await (const { messages, at } of eventsFromLedger(database, wanted)) {
      around.signal.throwIfAborted();
      const chosen = messages.filter(({ topic }) => wanted.topics.has(topic));
      await publish(chosen);
      for (const { topic } of chosen) counts.set(topic, (counts.get(topic) ?? 0) + 1);
      sent += chosen.length;
      bar.show(shareOf(at, wanted), () => `${sent} events`);
    }
    bar.show(1, () => `${sent} events`);
    return counts;
  } finally {
    bar.end();
    await publisher.close();
  }
}

const shareOf = (at: Date, { from, to }: LedgerSpan): number =>
  (at.getTime() - from.getTime()) / (to.getTime() - from.getTime());

function report(
  counts: Map<string, number>,
  { from, to }: Wanted,
  options: Options,
  around: Surroundings,
): void {
  const events = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const dryRun = options['dry-run'] === true;
  if (options['json'] === true) {
    const span = { from: from.toISOString(), to: to.toISOString() };
    around.print(JSON.stringify({ ...span, dry_run: dryRun, events, topics: Object.fromEntries(counts) }));
    return;
  }
  const list = [...counts].map(([topic, count]) => `, ${count} on ${topic}`).join('');
  around.print(`${dryRun ? 'Would publish' : 'Published'} ${events} events again${list}.`);
}
