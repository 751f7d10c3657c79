import { connect, runParameterized, type Database } from '@florin/database';
import { createTenant, credit, Ledger, ledgerEntities, rowLocksOnly, type Command } from '@florin/ledger';
import { migrateBank, startKafka, startPostgres, startRedisNodes } from '@florin/testing';
import { startServer, type Server } from '../bank-under-test.ts';
import { cpuTimeMs } from '../load/cpu-time.ts';
import { postgresVersionOf } from '../machine.ts';

/** A ledger that this process posts to, and the worker that publishes its events as a process of its own. */
export type RelayScene = {
  database: Database;
  ledger: Ledger;
  broker: string;
  postgresVersion: string;
  /** Posts a credit of 1 to one account after the other. */
  nextCredit(): Command;
  context: Context;
  startWorker(): Promise<Server>;
  /** The CPU time of PostgreSQL so far, in ms. */
  postgresCpuMs(): number;
  stop(): Promise<void>;
};

type Context = { tenantId: string; idempotencyKey: null; requestId: null; actor: null; waitMs: number };

/** The API's default options with a long time limit. */
const posting = { batchSizeMax: 500, batchesInFlightMax: 2, waitingMax: 10_000, answerWithinMs: 30_000 };

export async function openRelayScene(accounts: number): Promise<RelayScene> {
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const end of stops.splice(0).reverse()) await end();
  };
  try {
    const [postgres, kafka, redis] = await Promise.all([startPostgres(), startKafka(), startRedisNodes(1)]);
    stops.push(() => Promise.all([postgres, kafka, ...redis].map((program) => program.stop())));
    const database = await connect({
      url: postgres.url,
      entities: ledgerEntities,
      applicationName: 'bench',
      statementTimeoutMs: 120_000,
    });
    stops.push(() => database.close());
    await migrateBank(database);
    const { id: tenantId } = await createTenant(database, { name: 'Bench' });
    const context = { tenantId, idempotencyKey: null, requestId: null, actor: null, waitMs: 30_000 };
    const ledger = new Ledger({ ...posting, database, locks: rowLocksOnly });
    const accountIds = await openAccounts(ledger, context, accounts);
    let posted = 0;
    const postgresVersion = await postgresVersionOf(database);
    const services = { DATABASE_URL: postgres.url, REDIS_URLS: redis.map(({ url }) => url).join(',') };
    return {
      database,
      ledger,
      broker: kafka.broker,
      postgresVersion,
      nextCredit: () =>
        credit({ ...details, accountId: accountIds[posted++ % accounts]!, amount: 1 }, context),
      context,
      async startWorker() {
        const worker = await startServer('worker', 'relay', services, {
          services: { KAFKA_BROKERS: kafka.broker },
        });
        stops.push(() => worker.program.stop());
        return worker;
      },
      postgresCpuMs: () => cpuTimeMs([postgres.pid()]),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

const details = { currency: 'USD', reference: null, description: null, metadata: null };

async function openAccounts(ledger: Ledger, context: Context, count: number): Promise<string[]> {
  const opening = { currency: 'USD', initialBalance: 0, overdraftLimit: 0, externalId: null, name: null };
  const ids: string[] = [];
  for (let index = 0; index < count; index++) {
    const { account } = await ledger.openAccount({ ...opening, metadata: {} }, context);
    ids.push(account.id);
  }
  return ids;
}

const unpublished = `select count(*)::int as rows,
    coalesce(extract(epoch from now() - min(created_at)), 0)::float as "oldestSeconds"
  from ledger.outbox where published_at is null`;

export async function readBacklog(database: Database): Promise<{ rows: number; oldestSeconds: number }> {
  const [backlog] = await database.read((em) =>
    runParameterized<{ rows: number; oldestSeconds: number }>(em, unpublished, []),
  );
  return backlog!;
}
