import { randomUUID } from 'node:crypto';
import { ConnectionError, FlorinError, RateLimitError, ServerError, type Florin } from '@florin/sdk';

export type LoadPlan = {
  florin: Florin;
  /** The accounts of the run, each with its balance at the start. */
  balances: Map<string, number>;
  clients: number;
  seconds: number;
  stop: AbortSignal;
};

/** A movement and its idempotency key. */
type Sent = { type: 'credit' | 'debit'; account_id: string; amount: number; idempotencyKey: string };

export type LoadResult = {
  /** The latency in milliseconds of each call that was answered with a movement. */
  latenciesMs: number[];
  /** The number of failed calls by code. */
  failures: Map<string, number>;
  elapsedMs: number;
  /** The balance of each account according to the bank's answers. */
  expected: Map<string, number>;
  /** Movements whose answer was lost, so that their outcome is unknown. */
  open: Sent[];
};

/** Every client has one call at a time. Nothing is retried, so that the figures are those of single calls. */
export async function runLoad(plan: LoadPlan): Promise<LoadResult> {
  const result: LoadResult = {
    latenciesMs: [],
    failures: new Map(),
    elapsedMs: 0,
    expected: new Map(plan.balances),
    open: [],
  };
  const startedAtMs = performance.now();
  const endsAtMs = startedAtMs + plan.seconds * 1_000;
  const ids = [...plan.balances.keys()];
  const client = async (number: number) => {
    for (let turn = number; performance.now() < endsAtMs && !plan.stop.aborted; turn += plan.clients) {
      await moveOnce(plan.florin, ids[turn % ids.length]!, turn, result);
    }
  };
  await Promise.all(Array.from({ length: plan.clients }, (_none, number) => client(number)));
  result.elapsedMs = performance.now() - startedAtMs;
  return result;
}

async function moveOnce(florin: Florin, account_id: string, turn: number, result: LoadResult): Promise<void> {
  const amount = 1 + (turn % 7);
  const type = Math.random() < 0.5 ? 'credit' : 'debit';
  const sent: Sent = { type, account_id, amount, idempotencyKey: `bench-${randomUUID()}` };
  const startedAtMs = performance.now();
  try {
    await post(florin, sent, 0);
    result.latenciesMs.push(performance.now() - startedAtMs);
    count(result.expected, sent);
  } catch (error) {
    if (!(error instanceof FlorinError)) throw error;
    result.failures.set(error.code, (result.failures.get(error.code) ?? 0) + 1);
    if (error.outcomeUnknown) result.open.push(sent);
  }
}

/** Retries, under the same keys, every movement whose answer was lost, until its outcome is known. */
export async function settle(florin: Florin, { open, expected }: LoadResult): Promise<void> {
  for (const sent of open.splice(0)) {
    try {
      await post(florin, sent, 8);
      count(expected, sent);
    } catch (error) {
      if (!(error instanceof FlorinError) || isPassing(error)) throw error;
    }
  }
}

/** An error that leaves the outcome of an earlier request under the key unknown. */
function isPassing(error: FlorinError): boolean {
  const { code, outcomeUnknown } = error;
  const isAway =
    error instanceof ServerError || error instanceof ConnectionError || error instanceof RateLimitError;
  return outcomeUnknown || isAway || code.endsWith('_in_progress');
}

function post(florin: Florin, { type, idempotencyKey, ...movement }: Sent, maxRetries: number) {
  return florin.transactions[type](movement, { idempotencyKey, maxRetries });
}

function count(expected: Map<string, number>, { type, account_id, amount }: Sent): void {
  const change = type === 'credit' ? amount : -amount;
  expected.set(account_id, (expected.get(account_id) ?? 0) + change);
}

/** The nearest-rank percentile: always a measured value. */
export function percentile(values: number[], share: number): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
}
