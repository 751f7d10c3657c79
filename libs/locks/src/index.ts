export { createSharedCounts, type SharedCounts } from './shared-counts.ts';
export { createAccountLocks, type AccountLocks, type AccountLocksOptions } from './account-locks.ts';
