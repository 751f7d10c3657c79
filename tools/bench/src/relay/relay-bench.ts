import { SetupProblem } from '@florin/processes';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { describeMachine, writeResults } from '../machine.ts';
import { openRelayScene } from './relay-scene.ts';
import { measureBacklog } from './backlog.ts';
import { measureIdleCost, measureLoneMovements, measurePeak, type Delays } from './delays.ts';
import { watchKafka } from './watch-kafka.ts';

/*
 * `npm run bench -- relay` measures the time from the answer to a movement until a reader of Kafka has its event, on an
 * idle bank and at peak load; the cost of polling for commits when there are none; and how fast the worker publishes a
 * backlog.
 */

const { values: options } = parseArgs({
  options: {
    movements: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '15' },
    clients: { type: 'string', default: '64' },
    backlog: { type: 'string', default: '50000' },
    accounts: { type: 'string', default: '500' },
  },
  allowPositionals: true,
});
const movements = Number(options.movements);
const seconds = Number(options.seconds);
const clients = Number(options.clients);
const backlog = Number(options.backlog);
const accounts = Number(options.accounts);
if (![movements, seconds, clients, backlog, accounts].every((number) => number > 0))
  throw new SetupProblem('--movements, --seconds, --clients, --backlog and --accounts are numbers above 0.');

const mostMs = 100;
const scene = await openRelayScene(accounts);
try {
  console.log(`${availableParallelism()} cores; all of it shares them\n`);
  const worker = await scene.startWorker();
  const kafka = watchKafka(scene.broker);
  try {
    const lone = await measureLoneMovements(scene, kafka, movements);
    report('a movement on an idle bank', lone);
    const idle = await measureIdleCost(scene, worker, seconds);
    console.log(
      `${'nothing to publish'.padEnd(32)} ${idle.unitsPerSecond.toFixed(0)} queries a second   ` +
        `CPU: ${percent(idle.workerCpu)} of a core in the worker, ${percent(idle.postgresCpu)} in PostgreSQL`,
    );
    const peak = await measurePeak(scene, kafka, worker, { seconds, clients });
    report(`${clients} clients, ${peak.perSecond.toFixed(0)} movements/s`, peak);
    console.log(
      `${''.padEnd(32)} oldest commit that waited: ${(peak.oldestSeconds * 1_000).toFixed(0)} ms   ` +
        `nothing left after ${peak.drainedMs.toFixed(0)} ms   worker's CPU of an event: ${peak.workerMicroseconds.toFixed(0)} µs`,
    );
    await worker.program.stop();
    const gathered = await measureBacklog(scene, backlog);
    const keepsUp = gathered.perSecond >= gathered.postedPerSecond;
    console.log(
      `${`${gathered.events} that have gathered`.padEnd(32)} ${gathered.perSecond.toFixed(0)} events/s from ${gathered.rows} ` +
        `commits in ${gathered.rounds} rounds   ${keepsUp ? 'quicker' : 'NOT quicker'} than the ledger's batches ` +
        `(${gathered.postedPerSecond.toFixed(0)}/s, with the machine to itself too)`,
    );
    const machine = describeMachine(scene);
    writeResults('relay', { machine, mostMs, clients, lone, idle, peak, gathered });
    process.exitCode = isInTime(lone) && isInTime(peak) && keepsUp ? 0 : 1;
  } finally {
    await kafka.stop();
  }
} finally {
  await scene.stop();
}

function isInTime({ medianMs }: Delays): boolean {
  return medianMs <= mostMs;
}

function report(title: string, delays: Delays): void {
  const { medianMs, p99Ms } = delays;
  const figures = `median ${medianMs.toFixed(0).padStart(5)} ms   p99 ${p99Ms.toFixed(0).padStart(5)} ms`;
  console.log(`${title.padEnd(32)} ${figures}   ${isInTime(delays) ? 'reached' : `NOT within ${mostMs} ms`}`);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
