import { pause, type Logger } from '@florin/service';
import type { Database } from './database.ts';
import { isUnavailable } from './failures.ts';
import { SchemaOutdated } from './migrations.ts';

const firstPauseMs = 200;
const maxPauseMs = 2_000;
/** How often the log repeats that the process waits. */
const remindMs = 30_000;

const isWorthWaiting = (error: unknown) => error instanceof SchemaOutdated || isUnavailable(error);

const everythingAllowed = `
  select current_user as role, rolsuper or rolbypassrls
    or exists (select from pg_namespace where nspname = 'ledger' and nspowner = pg_roles.oid) as wide
  from pg_roles where rolname = current_user`;

/**
 * Runs `migrate`, again and again while the database is unavailable: it is not running, starting, not answering, out of
 * connections or read-only; or while its schema is outdated and another role has to migrate it. Logs that it waits, and at
 * the end whether this process has a role that may do everything. Rejects at once for errors that waiting does not fix (a
 * wrong password, a missing database, a failing migration), and when `signal` aborts.
 */
export async function migrateWhenAvailable(
  migrate: () => Promise<unknown>,
  { database, logger, signal }: { database: Database; logger: Logger; signal: AbortSignal },
): Promise<void> {
  let remindedAt = -Infinity;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, maxPauseMs)) {
    signal.throwIfAborted();
    try {
      await migrate();
      break;
    } catch (error) {
      if (!isWorthWaiting(error)) throw error;
      if (performance.now() - remindedAt >= remindMs) {
        const reason = error instanceof SchemaOutdated ? error.message : 'the database is unavailable';
        logger.warn({ err: error }, `${reason}: the start waits for it`);
        remindedAt = performance.now();
      }
    }
    await pause(pauseMs, signal);
  }
  if (remindedAt > 0) logger.info('the database is available, the start goes on');
  await warnOfWideRole(database, logger);
}

/** Deployments from before there were roles go on with one role for everything, and read here how to separate them. */
async function warnOfWideRole(database: Database, logger: Logger): Promise<void> {
  const [found] = await database.query<{ role: string; wide: boolean }>(everythingAllowed, []);
  if (!found?.wide) return;
  logger.warn(
    { role: found.role },
    'this process may do everything in the database: "npm run admin -- create-roles" makes a role for each app',
  );
}
