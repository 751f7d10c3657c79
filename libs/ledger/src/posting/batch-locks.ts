import { endsWithin, isTracing, startSpan, type Span } from '@florin/service';
import type { PostingRequest } from './command.ts';
import type { PostingOptions } from './posting-queue.ts';
import { tooSlowToBegin } from './queue-limits.ts';
import type { WaitingRequest } from './waiting-requests.ts';

/*
 * The locks of a batch, and its spans, recorded if any of its requests is traced. They belong to the trace of its first traced request and
 * are linked to all of them.
 */

/**
 * A lock that reduces contention between processes before PostgreSQL is involved. Correctness does not depend on it: the
 * row locks (`lockAccounts` in load.ts) decide, so an implementation may fail open.
 */
export type AccountLocks = {
  /** Locks every account that no other process holds. Never waits for one that another process holds. */
  acquire(accountIds: readonly string[]): Promise<HeldLocks>;
};

export type HeldLocks = {
  /** The accounts that another process holds. */
  busy: readonly string[];
  /** Releases the locks. Need not be awaited, and never rejects. */
  release(): Promise<void>;
};

/** No lock but PostgreSQL's row locks: for a process that posts alone, and to measure the cost of the lock. */
export const rowLocksOnly: AccountLocks = {
  acquire: () => Promise.resolve({ busy: [], release: () => Promise.resolve() }),
};

/** When the first of these requests arrived. */
export function firstArrival(requests: readonly WaitingRequest[]): number {
  return requests.reduce((first, { arrivedAt }) => Math.min(first, arrivedAt), Infinity);
}

/** Locks the accounts of a batch, and reports how long that took and how long the batch had waited. */
export async function lockBatch(
  batch: readonly WaitingRequest[],
  accountIds: readonly string[],
  { locks, onLocked }: Pick<PostingOptions, 'locks' | 'onLocked'>,
): Promise<HeldLocks> {
  const startedAt = performance.now();
  const held = await traceLock(batch, () => locks.acquire(accountIds));
  const now = performance.now();
  const [waitedMs, lockMs] = [now - firstArrival(batch), now - startedAt];
  onLocked?.({ waitedMs, lockMs, busyAccounts: held.busy.length });
  return held;
}

/**
 * The requests that may be posted: no other process holds their accounts, and they were not answered meanwhile. From here on
 * their outcome is unknown until they are decided.
 */
export function permitted(
  batch: readonly WaitingRequest[],
  { busy }: Pick<HeldLocks, 'busy'>,
): WaitingRequest[] {
  const held = new Set(busy);
  const free = batch.filter(({ settled, accountIds }) => !settled && !accountIds.some((id) => held.has(id)));
  for (const request of free) request.posting = true;
  return free;
}

/** The same once the locks are known. Throws `tooSlowToBegin` when they are not known in time. */
export async function permittedWithin(
  withinMs: number,
  batch: readonly WaitingRequest[],
  locking: Promise<HeldLocks>,
): Promise<ReadonlySet<PostingRequest>> {
  if (!(await endsWithin(withinMs, locking))) throw tooSlowToBegin();
  return new Set(permitted(batch, await locking).map(({ request }) => request));
}

/** Ends the wait in the queue of each traced request, and records the lock. */
async function traceLock<T>(batch: readonly WaitingRequest[], lock: () => Promise<T>): Promise<T> {
  if (!isTracing()) return lock();
  for (const { request, arrivedAt } of batch)
    if (request.traceparent !== undefined)
      startSpan('wait in the queue', { parent: request.traceparent, startedMs: arrivedAt })?.end();
  return ended(startBatchSpan('lock accounts', batch), lock);
}

/** Records a unit of work, which gets the span's `traceparent` if there is one. */
export function traceWork<T>(
  batch: readonly WaitingRequest[],
  work: (traceparent: string | undefined) => Promise<T>,
): Promise<T> {
  if (!isTracing()) return work(undefined);
  const span = startBatchSpan('unit of work', batch);
  return ended(span, () => work(span?.traceparent));
}

/** The span of the first traced request. */
export const firstTraced = (batch: readonly WaitingRequest[]): string | undefined =>
  batch.find(({ request }) => request.traceparent !== undefined)?.request.traceparent;

function startBatchSpan(name: string, batch: readonly WaitingRequest[]): Span | undefined {
  const links = batch.flatMap(({ request }) => request.traceparent ?? []);
  const [parent] = links;
  if (parent === undefined) return undefined;
  return startSpan(name, { parent, links, attributes: { 'florin.requests': batch.length } });
}

async function ended<T>(span: Span | undefined, run: () => Promise<T>): Promise<T> {
  let failed = true;
  try {
    const result = await run();
    failed = false;
    return result;
  } finally {
    span?.end({ failed });
  }
}
