import { accessEntities, createApiKey, scopes } from '@florin/access';
import { connect } from '@florin/database';
import { createTenant, Ledger, ledgerEntities, rowLocksOnly } from '@florin/ledger';
import { Florin } from '@florin/sdk';
import { createProgressBar } from '@florin/service';
import { migrateBank, startPostgres, startRedisNodes } from '@florin/testing';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { startServer } from './bank-under-test.ts';
import { explainReads } from './explain-reads.ts';
import { historyQueries, measureQuery } from './history-queries.ts';
import { writeLongHistory } from './long-history.ts';

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
  const bar = createProgressBar(process.stdout, 'transactions');
  const history = await writeLongHistory(database, tenantId, count, (done) => bar.show(done, count));
  bar.end();

  const services = { DATABASE_URL: postgres.url, REDIS_URLS: redis.map(({ url }) => url).join(',') };
  const server = await startServer('api', 'history', services, {});
  stops.unshift(() => server.program.stop());
  const florin = new Florin({ baseUrl: `http://127.0.0.1:${server.port}`, apiKey });
  console.log(
    `${count} transactions on one account, each query ${times} times over HTTP, ${availableParallelism()} cores\n`,
  );
  for (const query of historyQueries(history)) missed += (await measureQuery(query, florin, times)) ? 0 : 1;

  const plans = explainReads(database, (plan) => console.log(`\n${plan}`));
  const ledger = new Ledger({ ...queue, database: plans, locks: rowLocksOnly });
  for (const { title, inLedger } of options.plans ? historyQueries(history) : []) {
    console.log(`\n== ${title}`);
    await inLedger(ledger, tenantId);
  }
} finally {
  for (const stop of stops) await stop();
}
process.exitCode = missed === 0 ? 0 : 1;
