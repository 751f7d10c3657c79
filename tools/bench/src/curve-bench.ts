import { parseArgs } from 'node:util';
import { openBank, type BankUnderTest, type Server } from './bank-under-test.ts';
import { checkInvariants } from './check-balances.ts';
import { batches, movements, type Workload } from './load/workloads.ts';
import { describeMachine, sayWithTime, writeResults } from './machine.ts';
import { measureBusy } from './measure.ts';
import { figureLine, mediansOf, type Figures } from './report/figures.ts';
import { longTimeouts } from './servers.ts';

/**
 * `npm run bench -- curve` measures how speed depends on the number of clients, on the number of requests that may share
 * a commit, and on the number of movements in a batch request. Rounds run forwards and backwards alternately; each point
 * is the median of its rounds.
 */
const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '3' },
  },
  allowPositionals: true,
});
const rounds = Number(options.rounds);
const durationMs = Number(options.seconds) * 1_000;
const clientCounts = [1, 2, 4, 8, 16, 32, 64, 128, 256];
const queueBatchSizes = [1, 4, 8, 16, 64, 256, 1_000];
const requestBatchSizes = [1, 10, 50, 100, 250, 500, 1_000];
/** Enough clients to fill the largest batches of the queue. */
const clientsOfTheQueue = 256;
const clientsOfBatches = 4;
const say = sayWithTime();

type Point = { curve: string; x: number; servers: Server[]; connections: number; workload: Workload };

const bank = await openBank({ say });
try {
  const api = await bank.startApi('api', longTimeouts);
  const byBatchSize = new Map<number, Server>();
  for (const size of queueBatchSizes)
    byBatchSize.set(
      size,
      await bank.startApi(`queue-batches-of-${size}`, { ...longTimeouts, POSTING_BATCH_SIZE: String(size) }),
    );
  say(`${byBatchSize.size + 1} APIs are up`);
  const points = [
    ...clientPoints(bank, api),
    ...[...byBatchSize].map(([x, server]) => point('queue', x, server, clientsOfTheQueue, movements(bank))),
    ...requestBatchSizes.map((x) => point('request', x, api, clientsOfBatches, batches(bank, x))),
  ];
  // Every server runs once before the measurement: the first seconds of a process are its slowest.
  for (const server of [api, ...byBatchSize.values()])
    await measure(point('warm-up', 0, server, 32, movements(bank)));
  const measured = points.map((each): { point: Point; taken: Figures[] } => ({ point: each, taken: [] }));
  for (let round = 1; round <= rounds; round++) {
    for (const { point: each, taken } of round % 2 === 0 ? measured.toReversed() : measured) {
      const figures = await measure(each);
      taken.push(figures);
      const { curve, x } = each;
      say(`round ${round} of ${rounds}: ${figureLine(`${curve} ${x}`, figures)}`);
    }
  }
  await checkInvariants(bank.database);
  const curves = Object.groupBy(
    measured.map(({ point: { curve, x }, taken }) => ({ curve, x, ...mediansOf(taken) })),
    ({ curve }) => curve,
  );
  writeResults('curves', { machine: describeMachine(bank), rounds, durationMs, curves });
  say('wrote bench/curves.json; "npm run bench -- document" draws it');
} finally {
  await bank.stop();
}

function clientPoints({ apiKey, accountIds, hotAccountId }: BankUnderTest, api: Server): Point[] {
  return clientCounts.flatMap((clients) => [
    point('spread', clients, api, clients, movements({ apiKey, accountIds })),
    point('hot', clients, api, clients, movements({ apiKey, accountIds: [hotAccountId] })),
  ]);
}

function point(curve: string, x: number, server: Server, connections: number, workload: Workload): Point {
  return { curve, x, servers: [server], connections, workload };
}

function measure({ servers, connections, workload }: Point): Promise<Figures> {
  return measureBusy(bank, { servers, connections, durationMs, workload });
}
