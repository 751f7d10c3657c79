import { accessEntities } from '@florin/access';
import { connect, ReplicaReads, Replicas, type Database } from '@florin/database';
import { ledgerEntities, type LedgerOptions } from '@florin/ledger';
import { Refusal } from '@florin/rules';
import type { Static } from 'typebox';
import type { config } from './config.ts';

type Settings = Pick<
  Static<typeof config>,
  | 'DATABASE_URL'
  | 'DATABASE_OWNER_URL'
  | 'DATABASE_POOL_SIZE'
  | 'DATABASE_REPLICA_URLS'
  | 'REPLICA_MAX_LAG_MS'
  | 'POSTING_BATCHES_IN_FLIGHT'
  | 'POSTING_ANSWER_WITHIN_MS'
>;

/** The share of each kind of work in the pool. Their sum is at most the pool, so that no kind can use another's share. */
type Lanes = Record<'credentials' | 'lookups' | 'changes' | 'lists', Database>;

/**
 * Two connections for each kind: one statement runs while the rows of the other are read. More would not be faster, because
 * each answer takes milliseconds and this process reads rows with one thread.
 */
const shareOfEach = 2;
/** The minimum for lists, which are slow. They get the rest of the pool. */
const listsMin = 2;
/** The posting queue has one more unit of work while one tenant has most of it. */
const postingsBeside = 1;
/** The server ends a statement this long after our own time limit: its error says more than a closed connection. */
const serverEndsAfterMs = 500;

type OpenedDatabase = {
  database: Database;
  lanes: Lanes;
  /** Undefined without replicas. */
  replicas: Replicas | undefined;
  /** The lanes `lists` and `lookups` together with the same shares of each replica's pool. */
  reads: NonNullable<LedgerOptions['replicas']>;
};

/**
 * Opens the API's pool. Postings use it without a lane, because their queue limits its own units of work and that many
 * connections are reserved for them. Everything else uses a lane.
 */
export async function openDatabase(settings: Settings): Promise<OpenedDatabase> {
  const { POSTING_BATCHES_IN_FLIGHT: postings, POSTING_ANSWER_WITHIN_MS: answerWithinMs } = settings;
  const others = postings + postingsBeside + 3 * shareOfEach;
  const lists = Math.max(listsMin, settings.DATABASE_POOL_SIZE - others);
  const session = {
    entities: [...ledgerEntities, ...accessEntities],
    applicationName: 'api',
    statementTimeoutMs: answerWithinMs + serverEndsAfterMs,
  };
  const replicas = await openReplicas(settings, { ...session, poolSize: shareOfEach + lists });
  const database = await connect({
    ...session,
    url: settings.DATABASE_URL,
    ownerUrl: settings.DATABASE_OWNER_URL,
    poolSize: others + lists,
    ...(replicas ? { onCommitted: () => replicas.onCommitted } : {}),
  });
  const limits = {
    single: { atOnceMax: shareOfEach, answerWithinMs },
    // One is left for other tenants: a list may take long.
    lists: { atOnceMax: lists, perTenantMax: lists - 1, answerWithinMs },
  };
  const lanes = {
    credentials: database.lane(limits.single),
    lookups: database.lane(limits.single),
    changes: database.lane(limits.single),
    lists: database.lane(limits.lists),
  };
  const reads = {
    lookups: new ReplicaReads(lanes.lookups, replicas, { ...limits.single, isDoubtful }),
    lists: new ReplicaReads(lanes.lists, replicas, { ...limits.lists, isDoubtful }),
  };
  return { database, lanes, replicas, reads };
}

async function openReplicas(
  settings: Settings,
  session: { entities: object[]; applicationName: string; statementTimeoutMs: number; poolSize: number },
): Promise<Replicas | undefined> {
  const { DATABASE_URL: primaryUrl, DATABASE_REPLICA_URLS: urls, REPLICA_MAX_LAG_MS: lagMsMax } = settings;
  return urls.length === 0 ? undefined : Replicas.open({ ...session, urls, primaryUrl, lagMsMax });
}

/** What a replica does not have may be too new for it. */
function isDoubtful(error: unknown): boolean {
  return error instanceof Refusal && error.code === 'not_found';
}
