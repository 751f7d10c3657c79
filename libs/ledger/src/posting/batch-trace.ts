import { isTracing, startSpan, type Span } from '@florin/service';
import type { HeldLocks, PostingOptions } from './posting-queue.ts';
import type { WaitingRequest } from './waiting-requests.ts';

/*
 * The spans of a batch, recorded if any of its requests is traced. They belong to the trace of its first traced request and
 * are linked to all of them.
 */

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
