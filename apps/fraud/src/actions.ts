import { isUnavailable, type Database } from '@florin/database';
import {
  createRateLimitedLog,
  failpoint,
  pause,
  type Logger,
  type Metrics,
  type RateLimitedLog,
} from '@florin/service';
import { showActionMetrics } from './action-metrics.ts';
import {
  claimDueActions,
  readTrouble,
  recordDelay,
  recordOutcome,
  wasFrozenSinceFirstAttempt,
  type DueAction,
} from './action-store.ts';
import type { BankClients } from './bank-clients.ts';
import { freezeAccount, type FreezeOutcome } from './freeze-account.ts';

export type Actions = {
  /** Finishes the attempts under way. */
  stop(): Promise<void>;
  /** For a readiness check: whether nothing waits for another attempt, at whichever instance it failed. */
  check(): Promise<{ ok: boolean; detail: string }>;
};

const pollMs = 500;
const actionsAtOnce = 10;
/** Longer than an attempt can take: two requests of 5 s and the database's own time limits. */
const leaseSeconds = 60;
/** Between two attempts at most. A key is replaced by a person. */
const longestDelaySeconds = { later: 60, unauthorized: 300 };
/** Then an account is no longer frozen for what it did before the first attempt. */
const unauthorizedDays = 7;

/**
 * Does what rules want done after an alert: freezes accounts, through the bank's API and away from the intake, which
 * therefore never waits for it. Any number of instances may; each action is one's at a time. Attempts go on until the
 * bank has answered, and for a week while it refuses the tenant's key.
 */
export function startActions(options: {
  database: Database;
  clients: BankClients;
  logger: Logger;
  metrics: Metrics;
}): Actions {
  const { database, clients, logger, metrics } = options;
  const stopping = new AbortController();
  const ended = metrics.counter('florin_fraud_actions_total', 'Attempts to act upon an alert', ['outcome']);
  const info = createRateLimitedLog(logger, 'info');
  const warn = createRateLimitedLog(logger, 'warn');
  const bug = createRateLimitedLog(logger, 'error');
  showActionMetrics(database, metrics, logger);

  async function attempt(action: DueAction): Promise<void> {
    const { alertId, attempt: count } = action;
    const acted = act(database, clients, action).catch((error: unknown) => laterAfterBug(error, bug));
    const outcome = giveUp(await acted, action);
    ended.inc({ outcome: outcome.status });
    const { detail } = outcome;
    if (outcome.status === 'later' || outcome.status === 'unauthorized') {
      const seconds = Math.min(2 ** Math.min(count, 10), longestDelaySeconds[outcome.status]);
      await database.unitOfWork((unit) => recordDelay(unit, alertId, { seconds, detail }));
      warn({ alertId, attempt: count, detail }, 'an account is not frozen yet, trying again');
      return;
    }
    const { status } = outcome;
    await database.unitOfWork((unit) => recordOutcome(unit, alertId, { status, detail }));
    info({ alertId, status, attempt: count }, 'acted upon an alert');
  }

  async function someActions(): Promise<number> {
    const limit = actionsAtOnce;
    const due = await database.unitOfWork((unit) => claimDueActions(unit, { limit, leaseSeconds }));
    const ends = await Promise.allSettled(due.map(attempt));
    const failed = ends.find((end) => end.status === 'rejected');
    if (failed) throw failed.reason;
    return due.length;
  }

  async function run(): Promise<void> {
    const { signal } = stopping;
    for (let failed = 0; !signal.aborted;) {
      try {
        if ((await someActions()) > 0) continue;
        failed = 0;
      } catch (error) {
        // The database is away, or a bug: either way the lease runs out and somebody tries again.
        failed += 1;
        if (failed === 1) logger.error({ err: error }, 'alerts cannot be acted upon, trying again');
      }
      await pause(pollMs, signal);
    }
  }

  const running = run();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
    async check() {
      const trouble = await database.read(readTrouble);
      const about =
        trouble && `; ${trouble.count} wait, the oldest of ${trouble.tenantId}: ${trouble.detail}`;
      return { ok: !trouble, detail: `freezes accounts of ${clients.size} tenants${about ?? ''}` };
    },
  };
}

/** A bug is the failure of the one action that met it. */
function laterAfterBug(error: unknown, log: RateLimitedLog): FreezeOutcome {
  if (isUnavailable(error)) throw error;
  log({ err: error }, 'an action failed by an error of this process');
  return { status: 'later', detail: 'An error of this process.' };
}

function giveUp(outcome: FreezeOutcome, { triedForSeconds }: DueAction): FreezeOutcome {
  if (outcome.status !== 'unauthorized' || triedForSeconds < unauthorizedDays * 86_400) return outcome;
  return { status: 'failed', detail: `Tried for ${unauthorizedDays} days. ${outcome.detail}` };
}

/**
 * One attempt. An earlier one may have frozen the account without anybody knowing; if a person has unfrozen it since,
 * it must stay so. The bank's events tell.
 */
async function act(database: Database, clients: BankClients, action: DueAction): Promise<FreezeOutcome> {
  const { alertId, tenantId, accountId, attempt } = action;
  const client = clients.get(tenantId);
  if (!client)
    return {
      status: 'unauthorized',
      detail: 'There is no API key of the tenant to freeze accounts with.',
    };
  if (attempt > 1 && (await database.read((unit) => wasFrozenSinceFirstAttempt(unit, alertId)))) {
    return { status: 'done', detail: 'The account was frozen by an earlier attempt.' };
  }
  await failpoint('freeze.before-request');
  const outcome = await freezeAccount(client, accountId, alertId);
  await failpoint('freeze.after-request');
  return outcome;
}
