import type Redlock from 'redlock';
import type { Lock } from 'redlock';

/** What one batch was given. */
export interface HeldAccounts {
  /** Locked (or, when degraded, merely not refused): go on with these. */
  held: string[];
  /** Held by somebody else: leave these for a later batch. */
  busy: string[];
  /** No quorum of Redis: nothing is locked, `held` is everything, PostgreSQL's row locks are the only guard. */
  degraded: boolean;
  /** Epoch ms after which somebody else may hold the same accounts; Infinity when nothing is locked. */
  readonly expiresAt: number;
  /** Starts the lock's life again. False: it had ended, or too few nodes answered. */
  extend(): Promise<boolean>;
  /** Never rejects, never retries; need not be awaited. */
  release(): Promise<void>;
}

/** Nothing is locked: either there is no quorum (`degraded`), or every account was busy. */
export function withoutLock(held: string[], busy: string[], degraded: boolean): HeldAccounts {
  return {
    held,
    busy,
    degraded,
    expiresAt: Number.POSITIVE_INFINITY,
    extend: () => Promise.resolve(true),
    release: () => Promise.resolve(),
  };
}

/** One redlock Lock over all the held accounts' keys. */
export class LockedAccounts implements HeldAccounts {
  readonly held: string[];
  readonly busy: string[];
  readonly degraded = false;
  readonly #redlock: Redlock;
  readonly #ttlMs: number;
  readonly #onError: (error: Error) => void;
  readonly #onRelease: (hold: LockedAccounts) => void;
  #lock: Lock;

  constructor(parts: {
    redlock: Redlock;
    lock: Lock;
    ttlMs: number;
    held: string[];
    busy: string[];
    onError: (error: Error) => void;
    onRelease: (hold: LockedAccounts) => void;
  }) {
    this.held = parts.held;
    this.busy = parts.busy;
    this.#redlock = parts.redlock;
    this.#lock = parts.lock;
    this.#ttlMs = parts.ttlMs;
    this.#onError = parts.onError;
    this.#onRelease = parts.onRelease;
  }

  get expiresAt(): number {
    return this.#lock.expiration;
  }

  async extend(): Promise<boolean> {
    try {
      this.#lock = await this.#redlock.extend(this.#lock, this.#ttlMs, { retryCount: 0 });
      return true;
    } catch (error) {
      this.#onError(error as Error);
      return false;
    }
  }

  async release(): Promise<void> {
    this.#onRelease(this);
    try {
      // with redlock's own retries the release of an expired lock hangs for all of them
      await this.#redlock.release(this.#lock, { retryCount: 0 });
    } catch (error) {
      this.#onError(error as Error);
    }
  }
}
