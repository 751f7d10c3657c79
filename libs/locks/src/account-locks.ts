import { endsWithin, pause, type TlsFiles } from '@florin/service';
import Redlock, { ExecutionError, type Lock } from 'redlock';
import { AbandonedKeys } from './abandoned-keys.ts';
import { LockedAccounts, withoutLock, type HeldAccounts } from './held-accounts.ts';
import { keysToDrop } from './keys-to-drop.ts';
import { LockNode } from './lock-node.ts';

/** A key with the same value for longer than this many lifetimes of a lock is abandoned: nobody will release it. */
const abandonedAfterLifetimes = 3;

/** A host name that DNS does not resolve must not delay the start of a process. */
const readyWithinMs = 2_000;

/** The number of accounts that are remembered as reported. */
const reportedMax = 1_000;

/** A new lock must have at least this share of its time left: redlock can return expired locks (node-redlock #296). */
const leastShareLeft = 0.5;

export interface AccountLocksOptions {
  /** Independent Redis nodes; an odd number, because redlock 5 never settles a tied vote. Without one, locks are off. */
  urls: readonly string[];
  /** For URLs with `rediss://`. Default: Node's certificate authorities. */
  tls?: TlsFiles;
  /** The time to live of a lock: the longest time that a dead process holds an account. Default 2000. */
  ttlMs?: number;
  /** The time limit for an answer of a node. A slower node is not used until it answers again. Default 35. */
  answerLimitMs?: number;
  /**
   * Attempts to lock the whole batch, 1 to 3 ms apart, before the taken accounts are dropped from it. Default 2: two
   * processes with batches of 50 of 1,000 accounts locked 6,900 accounts/s with 2, 6,500 with 1 and 5,800 with 3.
   */
  shortTries?: number;
  /**
   * Called when accounts are not locked because their keys are abandoned: how many accounts, and which of them for the
   * first time.
   */
  onIgnored?: (ignored: { accounts: number; first: string[] }) => void;
  /** Called when a node becomes unreachable or reachable. */
  onStateChange?: (status: LockStatus) => void;
  /** Called when a lock could not be released or extended, because it had expired or too few nodes answered. */
  onError?: (error: unknown) => void;
}

interface LockStatus {
  reachable: number;
  total: number;
  /** True while fewer than a quorum of nodes answer: no locks are taken then. False where locks are off. */
  degraded: boolean;
  nodes: { name: string; reachable: boolean; reason?: string }[];
}

/**
 * One lock per account over independent Redis nodes (Redlock). The locks of a whole batch take one round trip: 0.3 ms for
 * 1 account, 0.6 for 50, 3.5 for 500 (median, 3 local nodes, 1 core; `node libs/locks/test/measure-acquire.ts <urls>`).
 *
 * `acquire` never waits for an account: accounts that another process holds are returned as `busy` within a few
 * milliseconds. It never fails because of Redis: without a quorum it returns `degraded` with all accounts held, the first
 * time within `answerLimitMs`, after that at once, until the nodes answer again (noticed within about half a second).
 *
 * A key that has had the same value for three lifetimes of a lock was written by another program or has lost its time to
 * live. Its account is then not locked any more: only PostgreSQL's row lock protects it, and `onIgnored` is called.
 */
class RedisLocks {
  readonly #nodes: LockNode[];
  readonly #quorum: number;
  readonly #redlock: Redlock;
  readonly #ttlMs: number;
  readonly #shortTries: number;
  readonly #onError: (error: unknown) => void;
  readonly #onIgnored: AccountLocksOptions['onIgnored'];
  readonly #abandoned: AbandonedKeys;
  /** Accounts with an abandoned key, and when (`performance.now()`) to check the key again. */
  readonly #ignoredUntil = new Map<string, number>();
  readonly #reported = new Set<string>();
  readonly #outstanding = new Set<LockedAccounts>();
  #closed = false;

  constructor(options: AccountLocksOptions) {
    const { urls, tls, ttlMs = 2000, answerLimitMs = 35, shortTries = 2, onStateChange } = options;
    if (urls.length % 2 === 0)
      throw new Error(`Redlock needs an odd number of Redis nodes, not ${urls.length}`);
    this.#ttlMs = ttlMs;
    this.#shortTries = shortTries;
    this.#onError = options.onError ?? (() => undefined);
    this.#onIgnored = options.onIgnored;
    this.#abandoned = new AbandonedKeys(ttlMs * abandonedAfterLifetimes);
    this.#quorum = (urls.length + 1) / 2;
    const isRelease = (hash: string): boolean => hash === this.#redlock.scripts.releaseScript.hash;
    const onChange = () => onStateChange?.(this.status());
    this.#nodes = urls.map((url) => new LockNode({ url, tls, answerLimitMs, isRelease, onChange }));
    // redlock calls only evalsha and eval on its clients.
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
      if (taken && taken.live.size + taken.abandoned.size > 0) {
        busy.push(...wanted.filter((id) => taken.live.has(keyOf(id))));
        ignored.push(...this.#ignore(wanted.filter((id) => taken.abandoned.has(keyOf(id)))));
        wanted = wanted.filter((id) => !taken.live.has(keyOf(id)) && !taken.abandoned.has(keyOf(id)));
      } else {
        // Another process won other keys on other nodes: let it finish.
        await pause(1 + Math.random() * 2);
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

  /** For a readiness check. */
  check(): { ok: boolean; detail: string } {
    const { reachable, total, degraded } = this.status();
    const alone = degraded ? '; PostgreSQL row locks alone decide' : '';
    return { ok: !degraded, detail: `${reachable} of ${total} Redis nodes${alone}` };
  }

  /**
   * Resolves when every node has answered or failed once, or after two seconds. Batches before that would be degraded. Throws
   * if all nodes were reached and refuse this process (certificate, password): that is a wrong setting, not an outage.
   */
  async ready(): Promise<void> {
    await endsWithin(readyWithinMs, Promise.all(this.#nodes.map((node) => node.firstTry)));
    if (this.#nodes.some((node) => node.reachable)) return;
    const refusals = await Promise.all(this.#nodes.map((node) => node.refusal()));
    if (refusals.some((refusal) => refusal === undefined)) return;
    const names = this.#nodes.map(({ name }) => name).join(', ');
    throw new Error(`Redis at ${names} cannot be used (${refusals[0]}): see REDIS_URLS and REDIS_TLS_CA`);
  }

  /** Releases all locks, then disconnects. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#outstanding].map((hold) => hold.release()));
    for (const node of this.#nodes) node.close();
  }

  /**
   * One attempt for all accounts. Redlock itself must not retry: its script refuses keys that its own first attempt left
   * on a minority of nodes, so that its second attempt with the same value cannot succeed.
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

  /** The keys that other processes hold (`live`), and the abandoned ones; undefined without a quorum. */
  async #takenAmong(
    accountIds: string[],
  ): Promise<{ live: Set<string>; abandoned: Set<string> } | undefined> {
    const keys = accountIds.map(keyOf);
    const answers = await Promise.all(this.#nodes.map((node) => node.taken(keys)));
    const abandoned = new Set<string>();
    const live: Set<string>[] = [];
    answers.forEach((taken, index) => {
      if (taken === undefined) return;
      const abandonedHere = this.#abandoned.observe(String(index), keys, taken);
      for (const key of abandonedHere) abandoned.add(key);
      live.push(new Set([...taken.keys()].filter((key) => !abandonedHere.has(key))));
    });
    const drop = keysToDrop(live, this.#quorum);
    return drop && { live: drop, abandoned: new Set([...abandoned].filter((key) => !drop.has(key))) };
  }

  /** The accounts among these whose keys are known to be abandoned. */
  #ignoredAmong(accountIds: readonly string[]): string[] {
    if (this.#ignoredUntil.size === 0) return [];
    const now = performance.now();
    for (const [id, until] of this.#ignoredUntil) if (until < now) this.#ignoredUntil.delete(id);
    const ignored = accountIds.filter((id) => this.#ignoredUntil.has(id));
    if (ignored.length > 0) this.#onIgnored?.({ accounts: ignored.length, first: [] });
    return ignored;
  }

  /** Leaves the accounts unlocked for one lifetime of a lock. After that their keys are checked again. */
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

export type AccountLocks = Pick<RedisLocks, 'acquire' | 'status' | 'check' | 'ready' | 'close'>;

/** Locks where no Redis node is named: every account is held at once, and PostgreSQL's row locks alone decide. */
const locksOff: AccountLocks = {
  acquire: async (accountIds) => withoutLock([...new Set(accountIds)], [], false),
  status: () => ({ reachable: 0, total: 0, degraded: false, nodes: [] }),
  check: () => ({ ok: true, detail: 'off; PostgreSQL row locks alone decide' }),
  ready: async () => undefined,
  close: async () => undefined,
};

export function createAccountLocks(options: AccountLocksOptions): AccountLocks {
  return options.urls.length === 0 ? locksOff : new RedisLocks(options);
}

function keyOf(accountId: string): string {
  return `florin:lock:account:${accountId}`;
}
