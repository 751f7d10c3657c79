import { createHash, randomUUID } from 'node:crypto';
import { pause } from '@florin/service';
import { sqlstate, isUnavailable } from './failures.ts';
import { LeaseTable } from './lease-table.ts';
import { runParameterized } from './parameterized.ts';
import type { UnitOfWork } from './unit-of-work.ts';

/** A leader that is paused or cut off is replaced after this long, plus what a standby waits between two looks. */
const leaseMs = 2_500;
/** So often that several renewals may fail before the lease ends. */
const renewEveryMs = 500;
/** How often a standby looks whether the lease has ended. */
const standAgainMs = 300;
/** A leader believes that its lease ends this much earlier than PostgreSQL says. */
const marginMs = 200;

/** PostgreSQL's advisory locks are numbers: the first 8 bytes of the name's SHA-256. */
export function advisoryLockKey(name: string): string {
  return createHash('sha256').update(name).digest().readBigInt64BE(0).toString();
}

/** Another process leads now. */
export class LeadershipLost extends Error {
  constructor(name: string) {
    super(`this process no longer leads ${name}`);
    this.name = 'LeadershipLost';
  }
}

/** A lease that this process renews for as long as its work runs. */
export type Leadership = {
  /** The fencing token: greater with each new leader. */
  readonly epoch: string;
  /** Aborts when the work shall end: the lease is lost, or the process stops. */
  readonly lost: AbortSignal;
  /** Aborts when the lease has ended, and another process may lead already. */
  readonly expired: AbortSignal;
  /**
   * Whether the lease still lasts, by clocks of this process. Asked at once before something that only a leader may do:
   * a process that was paused looks at its clocks before its timers run.
   */
  holds(): boolean;
  /** Throws `LeadershipLost` in a unit of work of the same database when a later leader has taken over. */
  assertIn(unit: UnitOfWork): Promise<void>;
};

/**
 * Leads under `name` whenever nobody else does: works while it holds the lease, stands by otherwise, and returns when
 * `signal` aborts and the work has ended. The lease is a row with PostgreSQL's time in it. A leader that stops gives it
 * back, so that another follows at once.
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
      const epoch = await unlessAway(() => lease.take());
      if (epoch !== undefined) await lead(lease, epoch, name, signal, work);
      await pause(standAgainMs, signal);
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
    // A stop while the lease was on its way: nothing was begun.
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

/** One term of one leader, as this process sees it. */
class Lease {
  readonly #table: LeaseTable;
  readonly #expired = new AbortController();
  readonly #done = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  /** By the clock that nothing sets, which on some systems stands still while the machine sleeps, and by the other. */
  #until = { steady: 0, wall: 0 };

  constructor(table: LeaseTable) {
    this.#table = table;
  }

  get expired(): AbortSignal {
    return this.#expired.signal;
  }

  /** The epoch of the term; undefined when somebody else leads. */
  async take(): Promise<string | undefined> {
    const until = leaseFromNow();
    const epoch = await this.#table.take();
    if (epoch !== undefined) this.#extend(until);
    return epoch;
  }

  holds(): boolean {
    const { steady, wall } = this.#until;
    if (performance.now() >= steady || Date.now() >= wall) this.#expired.abort();
    return !this.#expired.signal.aborted;
  }

  /** Resolves when the lease has ended, or was told to be given back. */
  async renewUntilEnd(epoch: string): Promise<void> {
    const either = AbortSignal.any([this.#expired.signal, this.#done.signal]);
    for (;;) {
      await pause(renewEveryMs, either);
      if (either.aborted || !this.holds()) return;
      const until = leaseFromNow();
      // With the database away it tries again for as long as the lease lasts.
      const renewed = await unlessAway(() => this.#table.renew(epoch));
      if (renewed === false) this.#expired.abort();
      if (renewed === true && this.holds()) this.#extend(until);
    }
  }

  async giveBack(epoch: string, renewing: Promise<void>): Promise<void> {
    this.#done.abort();
    clearTimeout(this.#timer);
    await renewing;
    this.#expired.abort();
    await unlessAway(() => this.#table.giveBack(epoch));
  }

  /** PostgreSQL counts from later on: it has been asked after `until` was made. */
  #extend(until: { steady: number; wall: number }): void {
    this.#until = until;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.holds(), until.steady - performance.now() + 1);
  }
}

function leaseFromNow(): { steady: number; wall: number } {
  const lastsMs = leaseMs - marginMs;
  return { steady: performance.now() + lastsMs, wall: Date.now() + lastsMs };
}

async function unlessAway<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (sqlstate(error) !== '40001' && !isUnavailable(error)) throw error;
    return undefined;
  }
}
