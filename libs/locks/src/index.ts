export { createAccountLocks, type AccountLocks, type AccountLocksOptions } from './account-locks.ts';
