export {
  createAccountLocks,
  type AccountLocks,
  type AccountLocksOptions,
  type LockStatus,
} from './account-locks.ts';
export type { HeldAccounts } from './held-accounts.ts';
