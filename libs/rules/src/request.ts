import type { AccountState } from './account.ts';
import type { Actor } from './actor.ts';
import type { Movement } from './movement.ts';
import type { Parent } from './parent.ts';
import { Refusal } from './refusal.ts';
import type { Timed } from './times.ts';
import type { Transaction } from './transaction.ts';

/** What transactions and batches record of the request they were posted for. */
export type RequestRecord = {
  tenantId: string;
  idempotencyKey: string | null;
  /** The hash of `movementText`, with an idempotency key. */
  fingerprint: Uint8Array | null;
  requestId: string | null;
  /** Who makes the request; null records nobody. */
  actor: Actor | null;
  /** When the request arrived, by the clock that `LedgerState.arrivalOf` reads. */
  arrivedMs?: number;
};

/** A request for one movement. */
export type Command = RequestRecord & {
  /** Or why nothing can be moved: a request that is refused whatever the accounts' state. */
  movement: Movement | Refusal;
  /** The customers' accounts whose state decides, at most two. `ifVersions` is about the first. */
  accountIds: readonly string[];
  /** The earlier transaction that the movement is made on. */
  parentId?: string;
  /** Refuse unless the first account is at one of these versions. */
  ifVersions?: readonly number[] | undefined;
  /** Times to compare with the clock at the decision. */
  times?: Timed;
};

/** A request for many movements under one idempotency key. */
export type MovementBatch = RequestRecord & {
  /** They are decided in this order. */
  commands: readonly Command[];
  /** All or nothing: the first refusal undoes what was decided before it. */
  atomic: boolean;
};

export type PostingRequest = Command | MovementBatch;

/** The state that a decision reads and changes. */
export type LedgerState = {
  /** The moment of the decision, later than all earlier decisions about these accounts. */
  readonly now: Date;
  /** A new id, which sorts after those that were given before. */
  transactionId(): string;
  batchId(): string;
  /** When a request arrived: `arrivedMs` as a moment. */
  arrivalOf(arrivedMs: number | undefined): Date;
  /** A customer's account, or undefined where this tenant has none of that id. */
  account(tenantId: string, id: string): AccountState | undefined;
  /** The transaction that a command named as its parent, with everything decided about it so far. */
  parent(id: string): Parent;
  /** The id of the tenant's external account in this currency. */
  external(tenantId: string, currency: string): string;
};

/** The outcome of one movement in a batch: what was recorded, or why nothing was. */
export type MovementResult = Transaction | Refusal;

/** A recorded batch of movements. It never changes. */
export type RecordedBatch = {
  /** `batch_…` */
  id: string;
  tenantId: string;
  atomic: boolean;
  /** In a refused atomic batch: the index of the refused movement. Nothing of the batch moved. */
  refusedAt: number | null;
  /** One for each movement, in order; in a refused atomic batch only that of the refused movement. */
  results: readonly MovementResult[];
  idempotencyKey: string | null;
  fingerprint: Uint8Array | null;
  requestId: string | null;
  createdAt: Date;
};

export function isMovementBatch<Batch extends MovementBatch>(request: Command | Batch): request is Batch {
  return 'commands' in request;
}

/** Whether no money moved. */
export function isRefused(result: MovementResult): boolean {
  return result instanceof Refusal || result.status === 'failed';
}

/** The movements of a request, in order. */
export function commandsOf<C extends Command>(
  request: C | (MovementBatch & { commands: readonly C[] }),
): readonly C[] {
  return 'commands' in request ? request.commands : [request];
}

/** How many movements of a batch were refused: none, some or all. */
export function batchStatus({ results }: RecordedBatch): 'completed' | 'partial' | 'failed' {
  const refused = results.filter(isRefused).length;
  if (refused === 0) return 'completed';
  return refused === results.length ? 'failed' : 'partial';
}

/** The transactions that were recorded for a batch, failed ones included, in the order of their decisions. */
export function transactionsOf({ results }: RecordedBatch): Transaction[] {
  return results.flatMap((result) => (result instanceof Refusal ? [] : result));
}
