import { accessEntities } from '@florin/access';
import { connect, type Database } from '@florin/database';
import { ledgerEntities } from '@florin/ledger';
import type { Static } from 'typebox';
import type { config } from './config.ts';

type Settings = Pick<
  Static<typeof config>,
  'DATABASE_URL' | 'DATABASE_POOL_SIZE' | 'POSTING_BATCHES_IN_FLIGHT' | 'POSTING_ANSWER_WITHIN_MS'
>;

/** What each kind of work may use of the pool. Together no more than the pool, so that none takes another's share. */
export type Lanes = Record<'credentials' | 'lookups' | 'changes' | 'lists', Database>;

/**
 * Two each: one statement is under way while the rows of the other are read. More does not make them faster, since each
 * answer is a matter of milliseconds and this process reads the rows with one thread.
 */
const shareOfEach = 2;
/** What is slow waits in lines of its own, and the rest of the pool is for it. */
const listsMin = 2;
/** A statement that the server ends brings its error, which says more than a connection that this side ends. */
const serverEndsAfterMs = 500;

/**
 * The API's pool. Postings use it as it is: their queue has as many units of work under way as it is told, and so many
 * connections are kept for them. Everything else goes through a lane.
 */
export async function openDatabase(settings: Settings): Promise<{ database: Database; lanes: Lanes }> {
  const { POSTING_BATCHES_IN_FLIGHT: postings, POSTING_ANSWER_WITHIN_MS: answerWithinMs } = settings;
  const others = postings + 3 * shareOfEach;
  const lists = Math.max(listsMin, settings.DATABASE_POOL_SIZE - others);
  const database = await connect({
    url: settings.DATABASE_URL,
    entities: [...ledgerEntities, ...accessEntities],
    applicationName: 'api',
    poolSize: others + lists,
    statementTimeoutMs: answerWithinMs + serverEndsAfterMs,
  });
  const lane = (atOnceMax: number) => database.lane({ atOnceMax, answerWithinMs });
  return {
    database,
    lanes: {
      credentials: lane(shareOfEach),
      lookups: lane(shareOfEach),
      changes: lane(shareOfEach),
      lists: lane(lists),
    },
  };
}
