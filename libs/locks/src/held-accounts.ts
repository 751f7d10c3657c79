import type Redlock from 'redlock';
import type { Lock } from 'redlock';

/** The locks of one batch. */
export interface HeldAccounts {
  /** Locked accounts or, when degraded, all accounts: the batch may use these. */
  held: string[];
  /** Accounts that another process holds: leave them for a later batch. */
  busy: string[];
  /** No quorum of Redis nodes: nothing is locked, `held` has all accounts, and only PostgreSQL's row locks protect them. */
  degraded: boolean;
  /** The time in epoch ms after which another process may lock the accounts; Infinity when nothing is locked. */
  readonly expiresAt: number;
  /** Renews the lock for its full time to live. Returns false when it had expired or too few nodes answered. */
  extend(): Promise<boolean>;
  /** Releases the locks. Never rejects or retries, and need not be awaited. */
  release(): Promise<void>;
}

/** Accounts without a lock: there is no quorum (`degraded`), every account was busy, or locks are off. */
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

/** One redlock `Lock` for the keys of all held accounts. */
export class LockedAccounts implements HeldAccounts {
  readonly held: string[];
  readonly busy: string[];
  readonly degraded = false;
  readonly #redlock: Redlock;
  readonly #ttlMs: number;
  readonly #onError: (error: unknown) => void;
  readonly #onRelease: (hold: LockedAccounts) => void;
  #lock: Lock;

  constructor(parts: {
    redlock: Redlock;
    lock: Lock;
    ttlMs: number;
    held: string[];
    busy: string[];
    onError: (error: unknown) => void;
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
      this.#onError(error);
      return false;
    }
  }

  async release(): Promise<void> {
    this.#onRelease(this);
    try {
      // With redlock's own retries the release of an expired lock would wait for all of them.
      await this.#redlock.release(this.#lock, { retryCount: 0 });
    } catch (error) {
      this.#onError(error);
    }
  }
}
