import { setTimeout as sleep } from 'node:timers/promises';
import Redlock, { ExecutionError, type Lock } from 'redlock';
import { LockedAccounts, withoutLock, type HeldAccounts } from './held-accounts.ts';
import { keysToDrop } from './keys-to-drop.ts';
import { LockNode } from './lock-node.ts';
import { AbandonedKeys } from './abandoned-keys.ts';

/** A key that holds the same value for longer than this many lifetimes of a lock is nobody's lock any more. */
const standingLifetimes = 3;

/** A name that DNS does not answer for must not hold up a start. */
const readyWithinMs = 2_000;

/** How many accounts are remembered as told of. */
const reportedMax = 1_000;

/** What is left of a fresh lock when it is handed out, at least (node-redlock #296 hands out expired ones). */
const leastShareLeft = 0.5;

export interface AccountLocksOptions {
  /** Independent Redis nodes, an odd number of them (redlock 5 never settles a tied vote). */
  urls: string[];
  /** How long a dead process can hold an account at most. Default 2000. */
  ttlMs?: number;
  /** How long a node may take to answer; one that takes longer is left out until it answers again. Default 35. */
  answerLimitMs?: number;
  /**
   * Tries for the whole batch, 1 to 3 ms apart, before the accounts that are taken are dropped from it. Default 2: two
   * processes with batches of 50 of 1,000 accounts locked 6,900 a second with 2, 6,500 with 1 and 5,800 with 3.
   */
  shortTries?: number;
  /**
   * Called when accounts go unlocked because a key that nobody releases stands in their lock's place: how many, and which
   * of them for the first time.
   */
  onIgnored?: (ignored: { accounts: number; first: string[] }) => void;
  /** Called when a node goes away or comes back. */
  onStateChange?: (status: LockStatus) => void;
  /** Called for a lock that was gone or out of reach when it was released or extended. */
  onError?: (error: Error) => void;
}

export interface LockStatus {
  reachable: number;
  total: number;
  /** True while fewer than a quorum of nodes answer, and locks are therefore not taken at all. */
  degraded: boolean;
  nodes: { name: string; reachable: boolean; reason?: string }[];
}

/**
 * One lock an account over independent Redis nodes (Redlock), taken for a whole batch in one round trip: 0.3 ms for one
 * account, 0.6 for 50, 3.5 for 500 (median, three local nodes, one core; `node libs/locks/test/measure-acquire.ts <urls>`).
 *
 * A key that has held the same value for three lifetimes of a lock was written by somebody else, or its time to live is
 * lost: its account goes unlocked from then on, PostgreSQL's row lock alone decides, and `onIgnored` hears of it.
 *
 * `acquire` never waits for an account: those held elsewhere come back as `busy` within a few milliseconds. It
 * never fails because of Redis either: without a quorum it answers `degraded` with everything held, the first
 * time within `answerLimitMs`, after that at once, until the nodes are back (noticed within about half a second).
 */
export class AccountLocks {
  readonly #nodes: LockNode[];
  readonly #quorum: number;
  readonly #redlock: Redlock;
  readonly #ttlMs: number;
  readonly #shortTries: number;
  readonly #onError: (error: Error) => void;
  readonly #onIgnored: AccountLocksOptions['onIgnored'];
  readonly #standing: AbandonedKeys;
  /** Accounts that go unlocked, and until when (`performance.now()`) without looking again. */
  readonly #ignoredUntil = new Map<string, number>();
  readonly #reported = new Set<string>();
  readonly #outstanding = new Set<LockedAccounts>();
  #closed = false;

  constructor(options: AccountLocksOptions) {
    const { urls, ttlMs = 2000, answerLimitMs = 35, shortTries = 2, onStateChange } = options;
    if (urls.length % 2 === 0)
      throw new Error(`Redlock needs an odd number of Redis nodes, not ${urls.length}`);
    this.#ttlMs = ttlMs;
    this.#shortTries = shortTries;
    this.#onError = options.onError ?? (() => undefined);
    this.#onIgnored = options.onIgnored;
    this.#standing = new AbandonedKeys(ttlMs * standingLifetimes);
    this.#quorum = (urls.length + 1) / 2;
    const isRelease = (hash: string): boolean => hash === this.#redlock.scripts.releaseScript.hash;
    const onChange = () => onStateChange?.(this.status());
    this.#nodes = urls.map((url) => new LockNode({ url, answerLimitMs, isRelease, onChange }));
    // redlock calls nothing but evalsha and eval on its clients
    this.#redlock = new Redlock(this.#nodes as unknown as ConstructorParameters<typeof Redlock>[0]);
  }

  async acquire(accountIds: readonly string[]): Promise<HeldAccounts> {
    if (this.#closed) throw new Error('The account locks are closed');
    const all = [...new Set(accountIds)];
    const busy: string[] = [];
    const ignored = this.#ignoredAmong(all);
    let wanted = ignored.length === 0 ? all : all.filter((id) => !ignored.includes(id));
    for (let tries = 1; wanted.length > 0 && tries <= this.#shortTries + 4; tries++) {
      if (this.status().degraded) return withoutLock(all, [], true);
      const lock = await this.#tryAll(wanted);
      if (lock) return this.#hold(lock, [...wanted, ...ignored], busy);
      const taken = tries < this.#shortTries ? undefined : await this.#takenAmong(wanted);
      if (taken && taken.live.size + taken.standing.size > 0) {
        busy.push(...wanted.filter((id) => taken.live.has(keyOf(id))));
        ignored.push(...this.#ignore(wanted.filter((id) => taken.standing.has(keyOf(id)))));
        wanted = wanted.filter((id) => !taken.live.has(keyOf(id)) && !taken.standing.has(keyOf(id)));
      } else {
        await sleep(1 + Math.random() * 2); // somebody has taken other keys first, on other nodes: step aside
      }
    }
    return withoutLock(ignored, [...busy, ...wanted], false);
  }

  status(): LockStatus {
    const nodes = this.#nodes.map(({ name, reachable, downReason }) =>
      reachable ? { name, reachable } : { name, reachable, reason: downReason },
    );
    const reachable = nodes.filter((node) => node.reachable).length;
    return { reachable, total: nodes.length, degraded: reachable < this.#quorum, nodes };
  }

  /**
   * Settles when every node has answered once or failed to, within two seconds: before that the first batches would be
   * degraded.
   */
  async ready(): Promise<void> {
    await Promise.race([Promise.all(this.#nodes.map((node) => node.firstTry)), sleep(readyWithinMs)]);
  }

  /** Releases everything that is still held, then disconnects. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#outstanding].map((hold) => hold.release()));
    for (const node of this.#nodes) node.close();
  }

  /**
   * One try for all accounts. No retries inside redlock: its script refuses keys that its own first attempt left on a
   * minority of nodes, so a second attempt with the same value cannot win.
   */
  async #tryAll(accountIds: string[]): Promise<Lock | undefined> {
    try {
      const lock = await this.#redlock.acquire(accountIds.map(keyOf), this.#ttlMs, { retryCount: 0 });
      if (lock.expiration - Date.now() >= this.#ttlMs * leastShareLeft) return lock;
      void this.#hold(lock, accountIds, []).release();
    } catch (error) {
      if (!(error instanceof ExecutionError)) throw error;
    }
    return undefined;
  }

  #hold(lock: Lock, held: string[], busy: string[]): LockedAccounts {
    const hold = new LockedAccounts({
      redlock: this.#redlock,
      lock,
      ttlMs: this.#ttlMs,
      held,
      busy,
      onError: this.#onError,
      onRelease: (released) => this.#outstanding.delete(released),
    });
    this.#outstanding.add(hold);
    return hold;
  }

  /** The keys of accounts that somebody holds, and those that nobody releases. */
  async #takenAmong(accountIds: string[]): Promise<{ live: Set<string>; standing: Set<string> } | undefined> {
    const keys = accountIds.map(keyOf);
    const answers = await Promise.all(this.#nodes.map((node) => node.taken(keys)));
    const standing = new Set<string>();
    const live: Set<string>[] = [];
    answers.forEach((taken, index) => {
      if (taken === undefined) return;
      const standingHere = this.#standing.observe(String(index), keys, taken);
      for (const key of standingHere) standing.add(key);
      live.push(new Set([...taken.keys()].filter((key) => !standingHere.has(key))));
    });
    const drop = keysToDrop(live, this.#quorum);
    return drop && { live: drop, standing: new Set([...standing].filter((key) => !drop.has(key))) };
  }

  /** Those of the accounts that are known to stand locked by nobody. */
  #ignoredAmong(accountIds: readonly string[]): string[] {
    if (this.#ignoredUntil.size === 0) return [];
    const now = performance.now();
    for (const [id, until] of this.#ignoredUntil) if (until < now) this.#ignoredUntil.delete(id);
    const ignored = accountIds.filter((id) => this.#ignoredUntil.has(id));
    if (ignored.length > 0) this.#onIgnored?.({ accounts: ignored.length, first: [] });
    return ignored;
  }

  /** Leaves the accounts unlocked for a lifetime of a lock; then it looks whether their keys still stand. */
  #ignore(accountIds: string[]): string[] {
    const until = performance.now() + this.#ttlMs;
    for (const id of accountIds) this.#ignoredUntil.set(id, until);
    const first = accountIds.filter((id) => !this.#reported.has(id));
    if (this.#reported.size + first.length > reportedMax) this.#reported.clear();
    for (const id of first) this.#reported.add(id);
    if (accountIds.length > 0) this.#onIgnored?.({ accounts: accountIds.length, first });
    return accountIds;
  }
}

export function createAccountLocks(options: AccountLocksOptions): AccountLocks {
  return new AccountLocks(options);
}

function keyOf(accountId: string): string {
  return `florin:lock:account:${accountId}`;
}
