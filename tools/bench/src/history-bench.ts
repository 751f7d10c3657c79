import { accessEntities, createApiKey, scopes } from '@florin/access';
import { connect } from '@florin/database';
import { createTenant, Ledger, ledgerEntities, rowLocksOnly } from '@florin/ledger';
import { Florin } from '@florin/sdk';
import { migrateBank, startPostgres, startRedisNodes } from '@florin/testing';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { startServer } from './bank-under-test.ts';
import { explainReads } from './explain-reads.ts';
import { writeLongHistory, type LongHistory } from './long-history.ts';
import { median } from './report/figures.ts';

/*
 * `npm run bench -- history` runs queries about an account with a million transactions over HTTP, one after the other.
 * The median of each must be under 50 ms. It prints PostgreSQL's plan of each.
 */

const { values: options } = parseArgs({
  options: {
    transactions: { type: 'string', default: '1000000' },
    times: { type: 'string', default: '100' },
    plans: { type: 'boolean', default: true },
  },
  allowNegative: true,
  allowPositionals: true,
});
const mostMs = 50;

type Query = {
  title: string;
  overHttp(florin: Florin): PromiseLike<unknown>;
  inLedger(ledger: Ledger, tenantId: string): Promise<unknown>;
};

function queriesOf({ accountId, count, timeOf }: LongHistory): Query[] {
  const list = (
    title: string,
    filter: { to?: number; types?: ['debit']; reference?: string; batch?: string; min?: number },
  ) => {
    const { to, types, reference, batch, min } = filter;
    const createdTo = to === undefined ? undefined : timeOf(to);
    const metadata = batch === undefined ? undefined : { batch };
    return {
      title,
      overHttp: (florin: Florin) =>
        florin.transactions.list({
          account_id: accountId,
          created_to: createdTo?.toISOString(),
          ...{ type: types, reference, metadata, amount_min: min },
        }),
      inLedger: (ledger: Ledger, tenantId: string) =>
        ledger.listTransactions(tenantId, {
          accountId,
          createdTo,
          types,
          reference,
          metadata,
          amountMin: min,
          limit: 20,
        }),
    };
  };
  const balance = (title: string, basis: 'posted' | 'effective') => {
    const at = timeOf(count / 2);
    return {
      title,
      overHttp: (florin: Florin) => florin.accounts.balanceAt(accountId, { at: at.toISOString(), basis }),
      inLedger: (ledger: Ledger, tenantId: string) => ledger.balances(tenantId, [accountId], { at, basis }),
    };
  };
  const statement = (title: string, basis: 'posted' | 'effective') => {
    const from = timeOf(count / 2);
    const to = new Date(from.getTime() + 30 * 86_400_000);
    const period = { from: from.toISOString(), to: to.toISOString(), basis, limit: 100 };
    return {
      title,
      overHttp: (florin: Florin) => florin.accounts.statement(accountId, period),
      async inLedger(ledger: Ledger, tenantId: string) {
        const opened = await ledger.openStatement(tenantId, accountId, { from, to, basis });
        return ledger.statementLines(opened, undefined, 100);
      },
    };
  };
  return [
    list('a page, the first', {}),
    list('a page, in the middle', { to: count / 2 }),
    list('a page, the last', { to: 15 }),
    list('a page of debits of 980 and more', { types: ['debit'], min: 980 }),
    list('what has a reference', { reference: `invoice-${count / 2}` }),
    list('what has this metadata', { batch: '3' }),
    balance('a balance in the past', 'posted'),
    balance('a balance in the past, by effective time', 'effective'),
    statement("a month's statement, head and 100 lines", 'posted'),
    statement("a month's statement, by effective time", 'effective'),
  ];
}

/** Nothing is posted here, but the ledger requires the options. */
const queue = { batchSizeMax: 1, batchesInFlightMax: 1, waitingMax: 1, answerWithinMs: 1_000 };

const count = Number(options.transactions);
const times = Number(options.times);
const [postgres, redis] = await Promise.all([startPostgres(), startRedisNodes(1)]);
const stops: (() => Promise<unknown>)[] = [postgres, ...redis].map((program) => () => program.stop());
let missed = 0;
try {
  const database = await connect({
    url: postgres.url,
    entities: [...ledgerEntities, ...accessEntities],
    applicationName: 'bench',
    statementTimeoutMs: 300_000,
  });
  stops.unshift(() => database.close());
  await migrateBank(database);
  const { id: tenantId } = await createTenant(database, { name: 'Bench' });
  const { key: apiKey } = await createApiKey(database, { tenantId, name: 'bench', scopes });
  const history = await writeLongHistory(database, tenantId, count, (done) => showProgress(done, count));

  const services = { DATABASE_URL: postgres.url, REDIS_URLS: redis.map(({ url }) => url).join(',') };
  const server = await startServer('api', 'history', services, {});
  stops.unshift(() => server.program.stop());
  const florin = new Florin({ baseUrl: `http://127.0.0.1:${server.port}`, apiKey });
  console.log(
    `${count} transactions on one account, each query ${times} times over HTTP, ${availableParallelism()} cores\n`,
  );
  for (const query of queriesOf(history)) missed += (await measure(query, florin)) ? 0 : 1;

  const plans = explainReads(database, (plan) => console.log(`\n${plan}`));
  const ledger = new Ledger({ ...queue, database: plans, locks: rowLocksOnly });
  for (const { title, inLedger } of options.plans ? queriesOf(history) : []) {
    console.log(`\n== ${title}`);
    await inLedger(ledger, tenantId);
  }
} finally {
  for (const stop of stops) await stop();
}
process.exitCode = missed === 0 ? 0 : 1;

async function measure({ title, overHttp }: Query, florin: Florin): Promise<boolean> {
  for (let warmUp = 0; warmUp < 5; warmUp++) await overHttp(florin);
  const tookMs: number[] = [];
  for (let time = 0; time < times; time++) {
    const begin = performance.now();
    await overHttp(florin);
    tookMs.push(performance.now() - begin);
  }
  tookMs.sort((a, b) => a - b);
  const [middleMs, p99Ms] = [median(tookMs), tookMs[Math.ceil(times * 0.99) - 1]!];
  const isReached = middleMs < mostMs;
  const figures = `median ${middleMs.toFixed(1).padStart(6)} ms   p99 ${p99Ms.toFixed(1).padStart(6)} ms`;
  console.log(`${title.padEnd(44)} ${figures}   ${isReached ? 'reached' : `NOT under ${mostMs} ms`}`);
  return isReached;
}

function showProgress(done: number, all: number): void {
  const width = 40;
  const filled = Math.round((done / all) * width);
  const bar = `${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${done} of ${all}`;
  if (process.stdout.isTTY) process.stdout.write(`\r${bar}${done === all ? '\n' : ''}`);
  else if (done === all || done % (all / 10) < 20_000) console.log(bar);
}
