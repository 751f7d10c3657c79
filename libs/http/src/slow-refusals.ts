import { setTimeout as sleep } from 'node:timers/promises';

/** Refusals of one party that are answered at once after a rest. Clients that obey `Retry-After` never meet more. */
const atOnceMax = 50;
/** Further refusals are answered at this distance. */
const spacingMs = 5;
/**
 * No refusal waits longer: it is half of the time that a client has to send its body. Those that would are answered at
 * random moments of its second half, not all at once.
 */
const waitMsMax = 5_000;
/** Above this number of parties, those that have rested are forgotten. */
const rememberedMax = 1_000;

/**
 * Answers the refusals of a party slowly when it repeats refused requests at once: a tenant, or an address for requests without a
 * valid key. A client sends its next request after the answer to this one, so the wait bounds what refusals cost the others.
 * The answer waits, not the connection: a balancer may use the connection for other clients after the answer.
 */
export class SlowRefusals {
  /** When the next refusal of each party may be answered, from `performance.now()`. */
  readonly #dueAt = new Map<string, number>();

  /** Resolves, or returns undefined, when the refusal may be answered. `cost` 1 is a refusal without a large body. */
  wait(party: string, cost = 1): Promise<void> | undefined {
    const now = performance.now();
    const dueAt =
      Math.max(this.#dueAt.get(party) ?? -Infinity, now - atOnceMax * spacingMs) + cost * spacingMs;
    this.#dueAt.delete(party);
    // What is beyond the longest wait is forgotten: it would only grow.
    this.#dueAt.set(party, Math.min(dueAt, now + waitMsMax));
    if (this.#dueAt.size > rememberedMax) this.#forget(now);
    if (dueAt <= now) return undefined;
    // unref: a refusal must not keep the process alive.
    return sleep(Math.min(dueAt - now, waitMsMax * (0.5 + Math.random() / 2)), undefined, { ref: false });
  }

  #forget(now: number): void {
    for (const [party, dueAt] of this.#dueAt)
      if (dueAt < now - atOnceMax * spacingMs) this.#dueAt.delete(party);
    // Of more parties than that, the oldest are forgotten.
    for (const party of this.#dueAt.keys()) {
      if (this.#dueAt.size <= 2 * rememberedMax) return;
      this.#dueAt.delete(party);
    }
  }
}
