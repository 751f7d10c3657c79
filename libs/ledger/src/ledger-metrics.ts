import { kinds, Refusal, type MovementResult } from '@florin/rules';
import { createRateLimitedLog, traceFields, type Logger, type Metrics } from '@florin/service';
import type { Ledger } from './ledger.ts';
import type { Decision } from './posting/command.ts';
import type { PostingOptions } from './posting/posting-queue.ts';

const sizes = [1, 2, 5, 10, 20, 50, 100, 200, 500];
const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

/**
 * The metrics of postings: what was decided, how large and fast the batches are, how long they waited. Everything is added
 * up for a batch and counted once, so that a movement costs a look into a map.
 */
export function postingMetrics(
  metrics: Metrics,
  logger: Logger,
): Required<Pick<PostingOptions, 'onBatch' | 'onLocked' | 'onFailure'>> {
  const batchSize = metrics.histogram(
    'florin_posting_batch_size',
    'Requests that shared one commit.',
    [],
    sizes,
  );
  const batchSeconds = metrics.histogram(
    'florin_posting_batch_seconds',
    'Duration of a unit of work from begin to commit.',
    [],
    seconds,
  );
  const failures = metrics.counter(
    'florin_posting_failures_total',
    'Units of work that failed for a technical reason.',
  );
  const countDecisions = decisionCounters(metrics);
  const onLocked = lockMetrics(metrics);
  const warn = createRateLimitedLog(logger, 'warn');
  return {
    onLocked,
    onBatch(size, durationMs, decisions) {
      batchSize.observe(size);
      batchSeconds.observe(durationMs / 1000);
      countDecisions(decisions);
    },
    onFailure(err, size, traceparent) {
      failures.inc();
      warn({ err, size, ...traceFields(traceparent) }, 'a unit of work failed');
    },
  };
}

/** Gauges of the posting queue, read when the metrics are. */
export function showPostingQueue(metrics: Metrics, ledger: Ledger): void {
  metrics.gauge('florin_posting_waiting', 'Requests in the posting queue and its batches.', [], (gauge) =>
    gauge.set(ledger.waiting),
  );
  metrics.gauge(
    'florin_posting_oldest_seconds',
    'How long the oldest request has been in the posting queue or its batch; 0 without any.',
    [],
    (gauge) => gauge.set(ledger.oldestWaitMs / 1_000),
  );
}

function lockMetrics(metrics: Metrics): Required<PostingOptions>['onLocked'] {
  const waited = metrics.histogram(
    'florin_posting_wait_seconds',
    'How long the first request of a batch waited in the queue until its accounts were locked.',
    [],
    seconds,
  );
  const locked = metrics.histogram(
    'florin_lock_seconds',
    'How long Redis took to lock the accounts of a batch.',
    [],
    seconds,
  );
  const busy = metrics.counter(
    'florin_lock_busy_accounts_total',
    'Accounts of a batch that another process had locked: their requests wait for a later batch.',
  );
  return ({ waitedMs, lockMs, busyAccounts }) => {
    waited.observe(waitedMs / 1_000);
    locked.observe(lockMs / 1_000);
    if (busyAccounts > 0) busy.inc(busyAccounts);
  };
}

/** Counts what was decided. The labels are kinds, codes and currencies of the rules, never what a client wrote. */
function decisionCounters(metrics: Metrics): (decisions: readonly Decision[]) => void {
  const movements = metrics.counter(
    'florin_movements_total',
    'Movements that were decided, by kind and outcome: completed, or the code of the refusal.',
    ['type', 'outcome'],
  );
  const moved = metrics.counter(
    'florin_money_moved_total',
    'Money that completed movements moved, in the minor unit of its currency.',
    ['currency'],
  );
  const replays = metrics.counter(
    'florin_posting_replays_total',
    'Requests that got the answer of an earlier request with the same idempotency key.',
  );
  return (decisions) => {
    const sums = sumOf(decisions);
    for (const [type, outcomes] of sums.movements)
      for (const [outcome, count] of outcomes) movements.inc({ type, outcome }, count);
    for (const [currency, amount] of sums.moved) moved.inc({ currency }, amount);
    if (sums.replays > 0) replays.inc(sums.replays);
  };
}

/** The kind of a request that was refused before it became a movement. */
const noKind = 'none';

function sumOf(decisions: readonly Decision[]) {
  const movements = new Map<string, Map<string, number>>();
  const moved = new Map<string, number>();
  let replays = 0;
  const count = (type: string, outcome: string) => {
    let outcomes = movements.get(type);
    if (outcomes === undefined) movements.set(type, (outcomes = new Map()));
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  };
  const add = (result: MovementResult) => {
    if (result instanceof Refusal) return count(noKind, result.code);
    const { type, status, failureCode, currency, amount } = result;
    if (status === 'failed') return count(type, failureCode ?? 'failed');
    count(type, 'completed');
    if (kinds[type].movesMoney) moved.set(currency, (moved.get(currency) ?? 0) + amount);
  };
  for (const decision of decisions) {
    if (decision.kind === 'busy') continue;
    if (decision.kind === 'refused') add(decision.refusal);
    else if (decision.replayed) replays += 1;
    else if (decision.kind === 'recorded') add(decision.transaction);
    else decision.batch.results.forEach(add);
  }
  return { movements, moved, replays };
}
