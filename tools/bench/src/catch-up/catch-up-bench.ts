import { connect, derivedUrlOfRole, type Database } from '@florin/database';
import { topics } from '@florin/events';
import { SetupProblem } from '@florin/processes';
import { createPublisher, ensureTopics, migrateEventLog, type EventLogAddress } from '@florin/messaging';
import { createLogger, createMetrics, createProgressBar } from '@florin/service';
import { startKafka, startPostgres, type PrivatePostgres } from '@florin/testing';
import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startServer, type Server } from '../bank-under-test.ts';
import { cpuTimeMs } from '../load/cpu-time.ts';
import { describeMachine, postgresVersionOf, writeResults } from '../machine.ts';
import { checkEffects, consumerNames, type ConsumerName } from './effects.ts';
import { EventStream, type Sent } from './event-stream.ts';

/*
 * `npm run bench -- catch-up` measures how fast a consumer handles a backlog. It fills the topics of a private broker, or with
 * `--log postgresql` those of the event log in PostgreSQL, starts the apps one after the other as real processes, and checks
 * their totals at the end.
 */

const { values: options } = parseArgs({
  options: {
    events: { type: 'string', default: '1000000' },
    accounts: { type: 'string', default: '5000' },
    /** One of fraud, notifications and analytics. All of them by default, one after the other. */
    app: { type: 'string' },
    log: { type: 'string', default: 'kafka' },
  },
  allowPositionals: true,
});
const events = Number(options.events);
const accounts = Math.min(Number(options.accounts), events);
const apps = consumerNames.filter((name) => options.app === undefined || name === options.app);
if (apps.length === 0)
  throw new SetupProblem(`There is no consumer ${options.app}: ${consumerNames.join(', ')}.`);
if (options.log !== 'kafka' && options.log !== 'postgresql')
  throw new SetupProblem(`--log takes kafka or postgresql, not ${options.log}.`);
if (!(accounts > 0)) throw new SetupProblem('--events and --accounts are numbers above 0.');

const leastPerSecond = 5_000;
const eventsAtOnce = 4_000;
const giveUpMs = 1_800_000;
/** `isReached` when the rate is at least the goal. */
export type CaughtUp = {
  app: ConsumerName;
  perSecond: number;
  leastPerSecond: number;
  nodeMicroseconds: number;
  postgresMicroseconds: number;
  isReached: boolean;
};

/** The metric of ledger events that the app has handled. */
const ledgerEvents =
  /^florin_consumer_events_total\{.*type="florin\.(?:transactions|accounts)\..*\} (\d+)$/gm;

const [postgres, kafka] = await Promise.all([
  startPostgres(),
  options.log === 'kafka' ? startKafka() : undefined,
]);
try {
  const sent = await fillTopics(await openLog());
  const database = await connect({
    url: postgres.url,
    applicationName: 'bench',
    statementTimeoutMs: 120_000,
  });
  try {
    console.log(`\n${events} events of ${accounts} accounts, ${availableParallelism()} cores`);
    const results: CaughtUp[] = [];
    for (const app of apps) results.push(await catchUp(app, sent, database));
    const machine = describeMachine({ postgresVersion: await postgresVersionOf(database) });
    // The document shows Kafka's, and a run of one app keeps the figures of the others.
    if (apps.length === consumerNames.length && kafka)
      writeResults('catch-up', { machine, events, accounts, results });
    process.exitCode = results.every(({ isReached }) => isReached) ? 0 : 1;
  } finally {
    await database.close();
  }
} finally {
  await Promise.all([postgres.stop(), kafka?.stop()]);
}

/** Where the worker writes the events. */
async function openLog(): Promise<EventLogAddress> {
  if (kafka) return { brokers: [kafka.broker] };
  const ownerUrl = derivedUrlOfRole(postgres.url, 'owner');
  const database = await connect({ url: postgres.url, ownerUrl, applicationName: 'bench' });
  await migrateEventLog(database).finally(() => database.close());
  return { logUrl: derivedUrlOfRole(postgres.url, 'worker') };
}

async function fillTopics(log: EventLogAddress): Promise<Sent> {
  const logger = createLogger({ service: 'bench', level: 'warn' });
  const client = { ...log, clientId: 'bench', logger };
  await ensureTopics({ ...client, topics });
  const publisher = await createPublisher({ ...client, metrics: createMetrics('bench') });
  const stream = new EventStream({ accounts, events });
  const bar = createProgressBar(process.stdout, 'events written');
  let written = 0;
  try {
    for (let batch = stream.next(eventsAtOnce); batch.length > 0; batch = stream.next(eventsAtOnce)) {
      await publisher.publish(batch);
      written += batch.length;
      bar.show(written, Math.max(events, written));
    }
  } finally {
    bar.end();
    await publisher.close();
  }
  return stream.sent;
}

/** Starts the app, waits until it has handled all events, and returns its rate. */
async function catchUp(name: ConsumerName, sent: Sent, database: Database): Promise<CaughtUp> {
  const services = { DATABASE_URL: postgres.url, REDIS_URLS: '', KAFKA_BROKERS: kafka?.broker ?? '' };
  const server = await startServer(name, `catch-up-${name}`, services, {});
  try {
    const expected = sent.opened + sent.completed + sent.failed + sent.placed;
    const cpuBefore = cpuOf(server, postgres);
    const beganMs = performance.now();
    await untilHandled(server, name, expected);
    const seconds = (performance.now() - beganMs) / 1_000;
    const [node, inPostgres] = cpuOf(server, postgres);
    const microseconds = (after: number, before: number) => ((after - before) * 1_000) / expected;
    await checkEffects(database, name, sent);
    const perSecond = expected / seconds;
    const result: CaughtUp = {
      ...{ app: name, perSecond, leastPerSecond },
      nodeMicroseconds: microseconds(node, cpuBefore[0]),
      postgresMicroseconds: microseconds(inPostgres, cpuBefore[1]),
      isReached: perSecond >= leastPerSecond,
    };
    console.log(
      `${name.padEnd(14)} ${perSecond.toFixed(0).padStart(7)} events/s   CPU of an event: ` +
        `${result.nodeMicroseconds.toFixed(0)} µs in node, ${result.postgresMicroseconds.toFixed(0)} µs in PostgreSQL   ` +
        `totals agree   ${result.isReached ? 'reached' : `NOT ${leastPerSecond}/s`}`,
    );
    return result;
  } finally {
    await server.program.stop();
  }
}

/** The CPU time of the app and of PostgreSQL so far, in ms. */
function cpuOf({ program }: Server, { pid }: PrivatePostgres): [number, number] {
  return [cpuTimeMs([program.pid]), cpuTimeMs([pid()])];
}

/** Reads the app's own count of handled events. The database is checked afterwards. */
async function untilHandled(server: Server, name: ConsumerName, expected: number): Promise<void> {
  const bar = createProgressBar(process.stdout, `events handled by ${name}`);
  const deadlineMs = performance.now() + giveUpMs;
  try {
    for (;;) {
      const taken = await handledCount(server);
      bar.show(taken, expected);
      if (taken >= expected) return;
      if (server.program.hasExited()) throw new Error(`${name} has ended: see ${server.program.logFile}`);
      if (performance.now() > deadlineMs)
        throw new Error(`${name} handled ${taken} of ${expected} within ${giveUpMs / 60_000} minutes`);
      await sleep(200);
    }
  } finally {
    bar.end();
  }
}

async function handledCount({ metricsPort }: Server): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${metricsPort}/metrics`);
  const metrics = await answer.text();
  return [...metrics.matchAll(ledgerEvents)].reduce((sum, [, count]) => sum + Number(count), 0);
}
