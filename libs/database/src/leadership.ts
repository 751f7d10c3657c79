import { createHash, randomUUID } from 'node:crypto';
import { pause } from '@florin/service';
import { sqlstate, isUnavailable } from './failures.ts';
import { LeaseTable } from './lease-table.ts';
import { runParameterized } from './parameterized.ts';
import type { UnitOfWork } from './unit-of-work.ts';

/** A leader that is paused or unreachable is replaced after this time plus the wait of a standby between two attempts. */
const leaseMs = 2_500;
/** Several renewals may fail before the lease ends. */
const renewEveryMs = 500;
/** How often a standby tries to take the lease. */
const retryEveryMs = 300;
/** A leader treats its lease as ended this much before PostgreSQL does. */
const marginMs = 200;

/** The number of an advisory lock: the first 8 bytes of the SHA-256 of its name. */
export function advisoryLockKey(name: string): string {
  return createHash('sha256').update(name).digest().readBigInt64BE(0).toString();
}

/** Another process is the leader now. */
export class LeadershipLost extends Error {
  constructor(name: string) {
    super(`this process no longer leads ${name}`);
    this.name = 'LeadershipLost';
  }
}

/** A lease that this process renews while its work runs. */
export type Leadership = {
  /** The fencing token. It grows with each new leader. */
  readonly epoch: string;
  /** Aborts when the work must end: the lease is lost, or the process stops. */
  readonly lost: AbortSignal;
  /** Aborts when the lease has ended, so that another process may be the leader already. */
  readonly expired: AbortSignal;
  /**
   * Whether the lease has time left, by the clocks of this process. Call it right before an action that only the leader may
   * take: after a pause of the process the timers of the signals may not have run yet.
   */
  holds(): boolean;
  /** Throws `LeadershipLost` in a unit of work of the same database when a later leader has taken over. */
  assertIn(unit: UnitOfWork): Promise<void>;
};

/**
 * Runs `work` while this process holds the lease `name`, and waits for the lease otherwise. Returns when `signal` has
 * aborted and the work has ended. The lease is a row with an end by PostgreSQL's clock. A leader that stops releases it,
 * so that another process can take it at once.
 */
export async function holdLeadership(
  url: string,
  name: string,
  signal: AbortSignal,
  work: (leadership: Leadership) => Promise<void>,
): Promise<void> {
  const table = new LeaseTable({ url, name, holder: randomUUID(), leaseMs });
  try {
    while (!signal.aborted) {
      const lease = new Lease(table);
      const epoch = await unlessUnavailable(() => lease.take());
      if (epoch !== undefined) await lead(lease, epoch, name, signal, work);
      await pause(retryEveryMs, signal);
    }
  } finally {
    await table.close();
  }
}

async function lead(
  lease: Lease,
  epoch: string,
  name: string,
  signal: AbortSignal,
  work: (leadership: Leadership) => Promise<void>,
): Promise<void> {
  const renewing = lease.renewUntilEnd(epoch);
  try {
    // The process stopped while it took the lease.
    if (signal.aborted) return;
    await work({
      epoch,
      lost: AbortSignal.any([signal, lease.expired]),
      expired: lease.expired,
      holds: () => lease.holds(),
      assertIn: (unit) => assertIn(unit, name, epoch),
    });
  } finally {
    await lease.giveBack(epoch, renewing);
  }
}

const isLeader = 'select from leadership.leases where name = $1 and epoch = $2';

async function assertIn(unit: UnitOfWork, name: string, epoch: string): Promise<void> {
  const rows = await runParameterized(unit, isLeader, [name, epoch]);
  if (rows.length === 0) throw new LeadershipLost(name);
}

/** One term of a leader, as this process knows it. */
class Lease {
  readonly #table: LeaseTable;
  readonly #expired = new AbortController();
  readonly #done = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  /** By two clocks: the monotonic one, which on some systems stops while the machine sleeps, and the system clock. */
  #until = { steady: 0, system: 0 };

  constructor(table: LeaseTable) {
    this.#table = table;
  }

  get expired(): AbortSignal {
    return this.#expired.signal;
  }

  /** The epoch of the term; undefined when another process holds the lease. */
  async take(): Promise<string | undefined> {
    const until = leaseFromNow();
    const epoch = await this.#table.take();
    if (epoch !== undefined) this.#extend(until);
    return epoch;
  }

  holds(): boolean {
    const { steady, system } = this.#until;
    if (performance.now() >= steady || Date.now() >= system) this.#expired.abort();
    return !this.#expired.signal.aborted;
  }

  /** Resolves when the lease has ended or `giveBack` was called. */
  async renewUntilEnd(epoch: string): Promise<void> {
    const either = AbortSignal.any([this.#expired.signal, this.#done.signal]);
    for (;;) {
      await pause(renewEveryMs, either);
      if (either.aborted || !this.holds()) return;
      const until = leaseFromNow();
      // While the database is unavailable, it tries again until the lease ends.
      const renewed = await unlessUnavailable(() => this.#table.renew(epoch));
      if (renewed === false) this.#expired.abort();
      if (renewed === true && this.holds()) this.#extend(until);
    }
  }

  async giveBack(epoch: string, renewing: Promise<void>): Promise<void> {
    this.#done.abort();
    clearTimeout(this.#timer);
    await renewing;
    this.#expired.abort();
    await unlessUnavailable(() => this.#table.giveBack(epoch));
  }

  /** `until` was computed before the statement was sent, so the lease ends later for PostgreSQL. */
  #extend(until: { steady: number; system: number }): void {
    this.#until = until;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.holds(), until.steady - performance.now() + 1);
  }
}

function leaseFromNow(): { steady: number; system: number } {
  const lastsMs = leaseMs - marginMs;
  return { steady: performance.now() + lastsMs, system: Date.now() + lastsMs };
}

async function unlessUnavailable<T>(attempt: () => Promise<T>): Promise<T | undefined> {
  try {
    return await attempt();
  } catch (error) {
    if (sqlstate(error) !== '40001' && !isUnavailable(error)) throw error;
    return undefined;
  }
}
