export { type OpenAccountRequest } from './accounts/open-account.ts';
export { ledgerEntities } from './entities/index.ts';
export {
  exactInteger,
  isRefused,
  maxAmount,
  Refusal,
  type AccountTerms,
  type ExactInteger,
  type MovementResult,
  type PostedBatch,
  type Schedule,
  type Transaction,
} from '@florin/rules';
export { Ledger, type LedgerOptions } from './ledger.ts';
export { postingMetrics, showPostingQueue } from './ledger-metrics.ts';
export { migrateLedger } from './migrate.ts';
export {
  capture,
  commandOf,
  credit,
  debit,
  hold,
  movementBatch,
  movementOnUnknownParent,
  reverse,
  transfer,
  voidHold,
} from './movements/commands.ts';
export { eventsFromLedger, type LedgerSpan } from './outbox/events-from-ledger.ts';
export { outboxPurgeOverdueSeconds, purgeOutbox } from './outbox/purge-outbox.ts';
export { outboxSource } from './outbox/outbox-source.ts';
export { type Command, type RequestContext } from './posting/command.ts';
export { rowLocksOnly, type AccountLocks } from './posting/batch-locks.ts';
export type { PostingOptions } from './posting/posting-queue.ts';
export { type AccountFilter } from './queries/accounts.ts';
export { type TransactionFilter } from './queries/transactions.ts';
export { takeForwardedKey, takeKey, type ForwardedOutcome } from './idempotency-keys.ts';
export {
  type Period,
  type Statement,
  type StatementFrame,
  type StatementPlace,
} from './queries/statement.ts';
export { type Timeline } from './queries/timeline.ts';
export { createTenant } from './tenants.ts';
export { auditLedger, type AuditFinding } from './audit/audit-ledger.ts';
export { showBookDifferences } from './audit/book-differences.ts';
