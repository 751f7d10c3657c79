import { accessEntities } from '@florin/access';
import { connect, type Database } from '@florin/database';
import { ledgerEntities } from '@florin/ledger';
import type { Static } from 'typebox';
import type { config } from './config.ts';

type Settings = Pick<
  Static<typeof config>,
  | 'DATABASE_URL'
  | 'DATABASE_OWNER_URL'
  | 'DATABASE_POOL_SIZE'
  | 'POSTING_BATCHES_IN_FLIGHT'
  | 'POSTING_ANSWER_WITHIN_MS'
>;

/** The share of each kind of work in the pool. Their sum is at most the pool, so that no kind can use another's share. */
export type Lanes = Record<'credentials' | 'lookups' | 'changes' | 'lists', Database>;

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

/**
 * Opens the API's pool. Postings use it without a lane, because their queue limits its own units of work and that many
 * connections are reserved for them. Everything else uses a lane.
 */
export async function openDatabase(settings: Settings): Promise<{ database: Database; lanes: Lanes }> {
  const { POSTING_BATCHES_IN_FLIGHT: postings, POSTING_ANSWER_WITHIN_MS: answerWithinMs } = settings;
  const others = postings + postingsBeside + 3 * shareOfEach;
  const lists = Math.max(listsMin, settings.DATABASE_POOL_SIZE - others);
  const database = await connect({
    url: settings.DATABASE_URL,
    ownerUrl: settings.DATABASE_OWNER_URL,
    entities: [...ledgerEntities, ...accessEntities],
    applicationName: 'api',
    poolSize: others + lists,
    statementTimeoutMs: answerWithinMs + serverEndsAfterMs,
  });
  const lane = (atOnceMax: number, perTenantMax?: number) =>
    database.lane({ atOnceMax, answerWithinMs, ...(perTenantMax === undefined ? {} : { perTenantMax }) });
  return {
    database,
    lanes: {
      credentials: lane(shareOfEach),
      lookups: lane(shareOfEach),
      changes: lane(shareOfEach),
      // One is left for other tenants: a list may take long.
      lists: lane(lists, lists - 1),
    },
  };
}
