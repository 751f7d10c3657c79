import { type Database, isUnavailable } from '@florin/database';
import {
  type Logger,
  type Metrics,
  type RateLimitedLog,
  createRateLimitedLog,
  failpoint,
  pause,
} from '@florin/service';
import {
  type DueAction,
  claimDueActions,
  readPendingActions,
  readFailingActions,
  recordDelay,
  recordOutcome,
  wasFrozenSinceFirstAttempt,
} from './action-store.ts';
import { type BankClients, type FreezeOutcome, confirmMovements, freezeAccount } from './freeze-account.ts';

export type Actions = {
  /** Claims no more actions; resolves when the attempts in progress have ended. */
  stop(): Promise<void>;
  /** For a readiness check: ok unless an action has failed and waits for another attempt, at any instance. */
  check(): Promise<{ ok: boolean; detail: string }>;
};

const pollMs = 500;
const actionsAtOnce = 10;
/** Longer than an attempt can take: a check of all movements, a request of 6 s, and the time limits of the database. */
const leaseSeconds = 60;
/** The maximum time between two attempts. A key is replaced by a person, so it is retried less often. */
const maxDelaySeconds = { later: 60, unauthorized: 300 };
/** After this time the action fails: freezing the account for something so long ago is no longer useful. */
const unauthorizedDays = 7;

/**
 * Starts to carry out the actions of alerts: freezes accounts through the bank's API, independently of the consumption of
 * events. Any number of instances may run; a lease assigns each action to one of them. Attempts continue until the bank
 * answers, and for a week while it refuses the tenant's key.
 */
export function startActions(options: {
  database: Database;
  clients: BankClients;
  logger: Logger;
  metrics: Metrics;
}): Actions {
  const { database, clients, logger, metrics } = options;
  const stopping = new AbortController();
  const ended = metrics.counter(
    'florin_fraud_actions_total',
    'Attempts to carry out the action of an alert',
    ['outcome'],
  );
  const info = createRateLimitedLog(logger, 'info');
  const warn = createRateLimitedLog(logger, 'warn');
  const bug = createRateLimitedLog(logger, 'error');
  showActionMetrics(database, metrics, logger);

  async function attempt(action: DueAction): Promise<void> {
    const { alertId, attempt: count } = action;
    const acted = act(database, clients, action).catch((error: unknown) => retryAfterBug(error, bug));
    const outcome = giveUp(await acted, action);
    ended.inc({ outcome: outcome.status });
    const { detail } = outcome;
    if (outcome.status === 'later' || outcome.status === 'unauthorized') {
      const seconds = Math.min(2 ** Math.min(count, 10), maxDelaySeconds[outcome.status]);
      await database.unitOfWork((unit) => recordDelay(unit, alertId, { seconds, detail }));
      warn({ alertId, attempt: count, detail }, 'an account is not frozen yet, trying again');
      return;
    }
    const { status } = outcome;
    await database.unitOfWork((unit) => recordOutcome(unit, alertId, { status, detail }));
    info({ alertId, status, attempt: count }, 'the action of an alert has ended');
  }

  async function attemptDueActions(): Promise<number> {
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
        if ((await attemptDueActions()) > 0) continue;
        failed = 0;
      } catch (error) {
        // The database is unavailable, or there is a bug. The actions are due again when their leases end.
        failed += 1;
        if (failed === 1) logger.error({ err: error }, 'actions cannot be carried out, trying again');
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
    check: () => checkActions(database, clients),
  };
}

async function checkActions(database: Database, clients: BankClients) {
  const failing = await database.read(readFailingActions);
  const about = failing && `; ${failing.count} wait, the oldest of ${failing.tenantId}: ${failing.detail}`;
  return { ok: !failing, detail: `freezes accounts of ${clients.size} tenants${about ?? ''}` };
}

/** An unexpected error fails this attempt only; an unavailable database ends the round. */
function retryAfterBug(error: unknown, log: RateLimitedLog): FreezeOutcome {
  if (isUnavailable(error)) throw error;
  log({ err: error }, 'an action failed with an internal error');
  return { status: 'later', detail: 'Internal error.' };
}

function giveUp(outcome: FreezeOutcome, { triedForSeconds }: DueAction): FreezeOutcome {
  if (outcome.status !== 'unauthorized' || triedForSeconds < unauthorizedDays * 86_400) return outcome;
  return { status: 'failed', detail: `Tried for ${unauthorizedDays} days. ${outcome.detail}` };
}

/**
 * Makes one attempt. An earlier attempt whose answer was lost may have frozen the account, and a person may have unfrozen
 * it since, so a second attempt first checks the bank's events.
 */
async function act(database: Database, clients: BankClients, action: DueAction): Promise<FreezeOutcome> {
  const { alertId, tenantId, accountId, evidence, attempt } = action;
  const client = clients.get(tenantId);
  if (!client)
    return {
      status: 'unauthorized',
      detail: 'There is no API key of the tenant to freeze accounts with.',
    };
  if (attempt > 1 && (await database.read((unit) => wasFrozenSinceFirstAttempt(unit, alertId)))) {
    return { status: 'done', detail: 'The account was frozen by an earlier attempt.' };
  }
  const unconfirmed = await confirmMovements(client, accountId, evidence);
  if (unconfirmed) return unconfirmed;
  await failpoint('freeze.before-request');
  const outcome = await freezeAccount(client, accountId, alertId);
  await failpoint('freeze.after-request');
  return outcome;
}

/** Gauges of pending actions, queried when the metrics are read. */
function showActionMetrics(database: Database, metrics: Metrics, logger: Logger): void {
  function show(name: string, help: string, value: 'count' | 'oldestAgeSeconds') {
    metrics.gauge(name, help, [], async (gauge) => {
      try {
        gauge.set((await database.read(readPendingActions))[value]);
      } catch (error) {
        // The other metrics must stay readable while the database is unavailable.
        logger.debug({ err: error }, 'the actions cannot be counted');
        gauge.remove();
      }
    });
  }
  show('florin_fraud_actions_pending', 'Alerts whose action is pending', 'count');
  show(
    'florin_fraud_action_oldest_age_seconds',
    'Time since the first attempt of the oldest pending action',
    'oldestAgeSeconds',
  );
}
