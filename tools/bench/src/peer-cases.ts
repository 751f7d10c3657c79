import type { BankUnderTest, Server } from './bank-under-test.ts';
import {
  balanceReads,
  batches,
  credits,
  openings,
  transferBatches,
  transfers,
  type Workload,
} from './load/workloads.ts';
import { measureArrivals, measureBusy } from './measure.ts';
import type { Figures } from './report/figures.ts';

/*
 * The request mixes of other ledgers' own benchmarks, as Florin's requests. Accounts, number of clients or rate, and
 * movements per request are those of the peer's workload.
 */

export type PeerCase = {
  title: string;
  /** Where the peer defines the workload. */
  source: string;
  /**
   * The rate that the peers themselves accept with the same mix, per second: on two cores shared with the load generator
   * (k6, 32 users, default durability, November 2026) unless stated otherwise.
   */
  theirs: string;
  measure(bank: BankUnderTest, api: Server, durationMs: number): Promise<Figures>;
};

/** The most movements that this API accepts in one request; TigerBeetle's benchmark sends 8,189. */
const largestBatch = 1_000;

const busy =
  (connections: number, workload: (bank: BankUnderTest) => Workload): PeerCase['measure'] =>
  (bank, api, durationMs) =>
    measureBusy(bank, { servers: [api], connections, durationMs, workload: workload(bank) });

const arriving =
  (perSecond: number, workload: (bank: BankUnderTest) => Workload): PeerCase['measure'] =>
  (bank, api, durationMs) =>
    measureArrivals(bank, {
      servers: [api],
      connections: 200,
      durationMs,
      workload: workload(bank),
      perSecond,
    });

const hotOne = ({ hotAccountId }: BankUnderTest) => [hotAccountId];

/** 308 of Blnk's 440 arrivals a second go to one account. */
const blnkHotShare = 308 / 440;

function blnkContention({ apiKey, accountIds, hotAccountId }: BankUnderTest): Workload {
  const toHot = transfers(apiKey, accountIds, [hotAccountId]);
  const toAny = transfers(apiKey, accountIds, accountIds);
  return () => (Math.random() < blnkHotShare ? toHot() : toAny());
}

export const peerCases: readonly PeerCase[] = [
  {
    title: 'account to account, 32 clients',
    source: 'Formance test/performance any_unbounded_to_any; Blnk tests/loadtest baseline',
    theirs: 'Blnk 612, Formance 239, TigerBeetle behind HTTP 6,647',
    measure: busy(32, ({ apiKey, accountIds }) => transfers(apiKey, accountIds, accountIds)),
  },
  {
    title: 'account to account, 100 clients',
    source: 'Blnk tests/loadtest/script.js, baseline: 100 virtual users',
    theirs: 'not measured',
    measure: busy(100, ({ apiKey, accountIds }) => transfers(apiKey, accountIds, accountIds)),
  },
  {
    title: 'world to account, 32 clients',
    source: 'Formance test/performance world_to_any, over accounts that exist',
    theirs: 'Blnk 260, Formance 104',
    measure: busy(32, credits),
  },
  {
    title: 'world to a new account each time, 32 clients',
    source: 'Formance test/performance world_to_any: destination dst:uuid()',
    theirs: 'not measured',
    measure: busy(32, ({ apiKey }) => openings(apiKey)),
  },
  {
    title: 'world to one account, 32 clients',
    source: 'Formance test/performance world_to_bank',
    theirs: 'Blnk 259, Formance 84, TigerBeetle behind HTTP 4,816',
    measure: busy(32, ({ apiKey, hotAccountId }) => credits({ apiKey, accountIds: [hotAccountId] })),
  },
  {
    title: 'contention: 440 arrivals/s, 70 % to one account',
    source: 'Blnk tests/loadtest/script.js, contention: 308 hot and 132 random a second, p99 under 600 ms',
    theirs: 'Blnk queued: 35 to 175 a second applied',
    measure: arriving(440, blnkContention),
  },
  {
    title: 'the peak of a spike: 600 arrivals/s',
    source: 'Blnk tests/loadtest/script.js, spike: from 200 to 600 a second, p99 under 600 ms',
    theirs: 'not measured',
    measure: arriving(600, ({ apiKey, accountIds }) => transfers(apiKey, accountIds, accountIds)),
  },
  {
    title: '100 arrivals/s from one account to one other',
    source:
      'Midaz scripts/k6/bench-transaction-fees-tracer.js, A_baseline; at 100 a second in its BENCHMARKS.md',
    theirs: 'Midaz, its own figures on a laptop: p50 4.9 ms, p99 8.3 ms',
    measure: arriving(100, ({ apiKey, accountIds, hotAccountId }) =>
      transfers(apiKey, [hotAccountId], [accountIds[0]!]),
    ),
  },
  {
    title: 'bulk of 100, 32 clients',
    source: 'Blnk bulk and Formance _bulk of 100 movements',
    theirs: 'Blnk 727, Formance 347',
    measure: busy(32, (bank) => batches(bank, 100)),
  },
  {
    title: `batches of ${largestBatch} transfers, uniform, one client`,
    source: 'TigerBeetle benchmark: 10,000 accounts, uniform, batches of 8,189',
    theirs: 'TigerBeetle by its own protocol 378,000',
    measure: busy(1, ({ apiKey, accountIds }) =>
      transferBatches(apiKey, accountIds, accountIds, largestBatch),
    ),
  },
  {
    title: `batches of ${largestBatch} transfers, one payer, one client`,
    source: 'TigerBeetle benchmark --account-count-hot=1 --transfer-hot-percent=100',
    theirs: 'not measured',
    measure: busy(1, (bank) => transferBatches(bank.apiKey, hotOne(bank), bank.accountIds, largestBatch)),
  },
  {
    title: '50 accounts, 20 workers',
    source: 'pgledger README, performance check',
    theirs: 'pgledger, its own figure on a laptop, SQL without HTTP: 10,636',
    measure: busy(20, ({ apiKey, accountIds }) =>
      transfers(apiKey, accountIds.slice(0, 50), accountIds.slice(0, 50)),
    ),
  },
  {
    title: '10 accounts, 20 workers',
    source: 'pgledger README, performance check',
    theirs: 'pgledger, its own figure on a laptop, SQL without HTTP: 7,558',
    measure: busy(20, ({ apiKey, accountIds }) =>
      transfers(apiKey, accountIds.slice(0, 10), accountIds.slice(0, 10)),
    ),
  },
  {
    title: 'two accounts, there and back, 8 clients',
    source: 'what stopped Formance: opposite transfers between two accounts',
    theirs: 'Formance: 25 of 32 requests in 34 s, 554 deadlocks',
    measure: busy(8, ({ apiKey, accountIds }) =>
      transfers(apiKey, accountIds.slice(0, 2), accountIds.slice(0, 2)),
    ),
  },
  {
    title: 'balance reads, 32 clients',
    source: 'the reads beside all of these',
    theirs: 'Blnk 3,012, Formance 1,120, TigerBeetle behind HTTP 6,259',
    measure: busy(32, balanceReads),
  },
];
