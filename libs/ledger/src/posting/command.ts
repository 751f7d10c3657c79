import type { Account } from '../entities/account.ts';
import type { Parent } from '../entities/parent.ts';
import type { Transaction } from '../entities/transaction.ts';
import type { Timed } from '../movements/mistimed.ts';
import type { Refusal } from '../refusal.ts';

/** What every request carries, whatever it moves. */
export type RequestContext = {
  tenantId: string;
  /** 1 to 255 visible characters, unique per tenant; null makes each request a new one. */
  idempotencyKey: string | null;
  requestId: string | null;
  /** How long a busy account is waited for; 0 asks for an answer at once. */
  waitMs: number;
  /** Post only if the account stands at one of these versions at the decision; without them, at any. */
  ifVersions?: readonly number[] | undefined;
  /** When the request arrived, by `performance.now()`; without it, when its command was made. */
  arrivedMs?: number;
};

/** One request to move money, as the posting queue sees it. A kind of movement is a function that returns one. */
export type Command = RequestContext & {
  /**
   * The customer accounts whose rows decide, at most two. The first is the one that `ifVersions` is about: the paying
   * one, or the receiving one where nobody's account pays.
   */
  accountIds: readonly string[];
  /** The earlier transaction that this one is made on; its accounts are among `accountIds`, and so lock it too. */
  parentId?: string;
  /** SHA-256 of what was asked for: the same key must come with the same fingerprint. Null without a key. */
  fingerprint: Buffer | null;
  /** What it says of times that are held against the moment of the decision. */
  times?: Timed;
  /**
   * Applies the rules to locked accounts. A refusal worth recording comes back as a failed transaction, any other as a
   * `Refusal`; in both cases no account was touched.
   */
  decide(books: Books): Transaction | Refusal;
};

/** Many commands that are asked for, decided and answered as one. */
export type MovementBatch = RequestContext & {
  commands: readonly Command[];
  /** All or nothing: the first refusal undoes what was decided before it. */
  atomic: boolean;
  /** Every account of its commands, once. */
  accountIds: readonly string[];
  /** Over the fingerprints of its commands. Null without a key. */
  fingerprint: Buffer | null;
};

/** What the posting queue answers as a whole. */
export type PostingRequest = Command | MovementBatch;

/** What a request wants moved, in order. */
export function commandsOf(request: PostingRequest): readonly Command[] {
  return isMovementBatch(request) ? request.commands : [request];
}

export function isMovementBatch(request: PostingRequest): request is MovementBatch {
  return 'commands' in request;
}

/** What a decision may look at. */
export type Books = {
  /** The moment of the decision, later than everything that was decided about these accounts before. */
  now: Date;
  /** A new transaction's id: it says `now`, and sorts after those that were given before. */
  transactionId(): string;
  /** A locked account, or undefined where this tenant has none of that id. */
  account(tenantId: string, id: string): Account | undefined;
  /** The transaction that a command named as its parent, with all that was decided about it, this moment included. */
  parent(id: string): Parent;
  /** The id of the tenant's account for the world outside in this currency. */
  external(tenantId: string, currency: string): string;
};
