/**
 * A lock that narrows contention between processes before the database is asked. It decides nothing: the rows' own
 * locks do (see `lock-accounts.ts`), so an implementation may fail open.
 */
export type AccountLocks = {
  /** Takes the lock of every account that nobody holds elsewhere; never waits for one that somebody does. */
  acquire(accountIds: readonly string[]): Promise<HeldLocks>;
};

export type HeldLocks = {
  /** Accounts that somebody else holds. */
  busy: readonly string[];
  /** Gives the locks back; may be left unawaited, and never rejects. */
  release(): Promise<void>;
};

/** No lock but the database's own: for processes that post alone, and for measuring what the lock costs. */
export const rowLocksOnly: AccountLocks = {
  acquire: () => Promise.resolve({ busy: [], release: () => Promise.resolve() }),
};
