import type { Shot } from './workloads.ts';

export type LoadResult = {
  /** Requests answered with 200, and the movements in them. */
  accepted: number;
  movements: number;
  /** Movements, or answers without movements, that were acknowledged before the end of the measurement. */
  inTime: number;
  /** All other answers and broken requests, by status or error. */
  others: Record<string, number>;
  durationMs: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
  /** Latencies of the answers that were not 200. */
  refusedP99Ms: number;
  /** How much later than planned the generator sent a request. NaN for a closed loop, which plans nothing. */
  lateP99Ms: number;
  /** The sum of the accepted movements by account, in minor units. */
  changes: Map<string, number>;
  /** The amount, over all accounts, of requests with an unknown outcome (503). */
  unclear: number;
};

/** Counts answers. Only an answer with 200 counts as accepted. */
export class Tally {
  readonly #startedAt = performance.now();
  #endedAt: number | undefined;
  readonly #acceptedMs: number[] = [];
  readonly #refusedMs: number[] = [];
  readonly #lateMs: number[] = [];
  readonly #others: Record<string, number> = {};
  readonly #changes = new Map<string, number>();
  #movements = 0;
  #inTime = 0;
  #unclear = 0;

  answered(status: number, latencyMs: number, { movements, changes }: Shot): void {
    if (status !== 200) {
      if (status === 503) this.#unclear += changes.reduce((sum, [, change]) => sum + Math.abs(change), 0);
      this.#refusedMs.push(latencyMs);
      return this.broken(String(status));
    }
    this.#acceptedMs.push(latencyMs);
    this.#movements += movements;
    if (this.#endedAt === undefined) this.#inTime += Math.max(movements, 1);
    for (const [accountId, change] of changes)
      this.#changes.set(accountId, (this.#changes.get(accountId) ?? 0) + change);
  }

  broken(outcome: string): void {
    this.#others[outcome] = (this.#others[outcome] ?? 0) + 1;
  }

  late(ms: number): void {
    this.#lateMs.push(ms);
  }

  /** Ends the measurement: the rate excludes answers that arrive later. */
  ends(): void {
    this.#endedAt = performance.now();
  }

  result(): LoadResult {
    const durationMs = (this.#endedAt ?? performance.now()) - this.#startedAt;
    const accepted = this.#acceptedMs.length;
    return {
      accepted,
      movements: this.#movements,
      inTime: this.#inTime,
      others: this.#others,
      durationMs,
      p50Ms: percentile(this.#acceptedMs, 0.5),
      p95Ms: percentile(this.#acceptedMs, 0.95),
      p99Ms: percentile(this.#acceptedMs, 0.99),
      refusedP99Ms: percentile(this.#refusedMs, 0.99),
      lateP99Ms: percentile(this.#lateMs, 0.99),
      changes: this.#changes,
      unclear: this.#unclear,
    };
  }
}

/** The nearest-rank percentile; NaN of an empty list. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
