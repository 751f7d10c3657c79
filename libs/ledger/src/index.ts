export { type AccountSnapshot } from './accounts/account-snapshot.ts';
export { type OpenAccountRequest, type Opened } from './accounts/open-account.ts';
export { ledgerEntities } from './entities/index.ts';
export { type AccountTerms, type Metadata } from './entities/account.ts';
export {
  directionOf,
  type Direction,
  type Transaction,
  type TransactionStatus,
  type TransactionType,
} from './entities/transaction.ts';
export { type ScheduledStatus, type ScheduledTransaction } from './entities/scheduled-transaction.ts';
export { Ledger } from './ledger.ts';
export { migrateLedger } from './migrate.ts';
export { capture, type CaptureRequest } from './movements/capture.ts';
export { credit, type CreditRequest } from './movements/credit.ts';
export { debit, type DebitRequest } from './movements/debit.ts';
export { hold, type HoldRequest } from './movements/hold.ts';
export { type MovementDetails } from './movements/movement.ts';
export { movementOnUnknownParent } from './movements/on-unknown-parent.ts';
export { reverse, type ReversalRequest } from './movements/reversal.ts';
export { movementBatch, type MovementBatchRequest } from './movements/movement-batch.ts';
export { transfer, type TransferRequest } from './movements/transfer.ts';
export { voidHold, type VoidRequest } from './movements/void.ts';
export { exactInteger, maxAmount, maxBalance, type ExactInteger } from './money.ts';
export { eventsOfBooks, type BookSpan } from './outbox/events-of-books.ts';
export { outboxPurgeOverdueSeconds, purgeOutbox } from './outbox/purge-outbox.ts';
export { outboxSource, type OutboxEntry } from './outbox/outbox-source.ts';
export { rowLocksOnly, type AccountLocks, type HeldLocks } from './posting/account-locks.ts';
export { type Answer, type Posted, type PostedBatch } from './posting/answer.ts';
export { type Command, type MovementBatch, type RequestContext } from './posting/command.ts';
export { type PostingOptions } from './posting/posting-queue.ts';
export { type AccountFilter } from './queries/accounts.ts';
export { type TransactionFilter } from './queries/transactions.ts';
export { takeForwardedKey, type ForwardedOutcome, type ForwardedRequest } from './posting/forwarded-keys.ts';
export { takeKey, type KeyUse } from './posting/key-uses.ts';
export { isRefused, type MovementResult, type RecordedBatch } from './posting/recorded-batch.ts';
export { type Position, type TimeBasis } from './queries/account-history.ts';
export { type AccountLine } from './queries/account-lines.ts';
export { type Balance, type BalanceMoment } from './queries/balances.ts';
export {
  type Period,
  type Statement,
  type StatementFrame,
  type StatementPlace,
} from './queries/statement.ts';
export { type Timeline } from './queries/timeline.ts';
export { type CurrencyTotals, type TrialBalance } from './queries/trial-balance.ts';
export { type ScheduledFilter } from './queries/scheduled-transactions.ts';
export { type Page } from './queries/page.ts';
export { Refusal, type RefusalCode } from './refusal.ts';
export { type Scheduled, type ScheduleRequest } from './scheduled/schedule-transaction.ts';
export { createTenant } from './tenants.ts';
export { auditBooks, type AuditFinding } from './audit/audit-books.ts';
