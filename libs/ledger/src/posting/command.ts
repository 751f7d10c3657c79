import type {
  Actor,
  Command as RulesCommand,
  Decided,
  MovementBatch as RulesMovementBatch,
} from '@florin/rules';

/** What every request carries, whatever it moves. */
export type RequestContext = {
  tenantId: string;
  /** 1 to 255 visible characters, unique per tenant; null makes each request a new one. */
  idempotencyKey: string | null;
  requestId: string | null;
  /** The request's span, if it is traced (W3C `traceparent`). */
  traceparent?: string | undefined;
  /** Who makes the request; null records nobody. */
  actor: Actor | null;
  /** How long to wait for a busy account, in milliseconds; 0 refuses at once. */
  waitMs: number;
  /** Post only if the account is at one of these versions at the decision; without them, at any version. */
  ifVersions?: readonly number[] | undefined;
  /** When the request arrived, by `performance.now()`; without it, when its command was made. */
  arrivedMs?: number;
};

type Keyed = {
  /** The SHA-256 of the request's text: the same key must come with the same fingerprint. Null without a key. */
  fingerprint: Buffer | null;
};

/** A request for one movement, as the posting queue takes it. */
export type Command = RequestContext & Omit<RulesCommand, keyof Keyed> & Keyed;

/** Many movements that are requested, decided and answered as one. */
export type MovementBatch = RequestContext &
  Omit<RulesMovementBatch, keyof Keyed | 'commands'> &
  Keyed & {
    commands: readonly Command[];
    /** Every account of its commands, once. */
    accountIds: readonly string[];
  };

/** What the posting queue answers as a whole. */
export type PostingRequest = Command | MovementBatch;

/** The outcome of a request. `busy`: another session has locked the row of an account, and the request is decided later. */
export type Decision = Decided | { kind: 'busy' };

/** The movements of a request, in order. */
export function commandsOf(request: PostingRequest): readonly Command[] {
  return isMovementBatch(request) ? request.commands : [request];
}

export function isMovementBatch(request: PostingRequest): request is MovementBatch {
  return 'commands' in request;
}

/** Whether both are the same request under one key. Without a fingerprint no request is. */
export function isSameRequest(one: PostingRequest, other: PostingRequest): boolean {
  return one.fingerprint !== null && other.fingerprint !== null && one.fingerprint.equals(other.fingerprint);
}
