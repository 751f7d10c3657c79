import { checkpointAccount } from './account.ts';
import { decideCommand } from './decide-movement.ts';
import { badFields, Refusal, type BadField } from './refusal.ts';
import {
  isMovementBatch,
  isRefused,
  type LedgerState,
  type Command,
  type MovementBatch,
  type MovementResult,
  type PostingRequest,
  type RecordedBatch,
} from './request.ts';
import { mistimedFields, mistimedRefusal } from './times.ts';
import type { Transaction } from './transaction.ts';

/** The outcome of a request. It is true once the unit of work that it belongs to has committed. */
export type Decided =
  | { kind: 'recorded'; transaction: Transaction; replayed: boolean }
  | { kind: 'recorded_batch'; batch: RecordedBatch; replayed: boolean }
  | { kind: 'refused'; refusal: Refusal };

/** Validation names at most this many wrong fields. */
const namedMax = 20;

/** Decides a request over accounts that nobody else changes at the same time. Changes them where it is not refused. */
export function decide(request: PostingRequest, ledger: LedgerState): Decided {
  return isMovementBatch(request)
    ? decisionOf(mistimedBatch(request, ledger.now) ?? decideBatch(request, ledger), false)
    : decisionOf(mistimed(request, ledger.now) ?? decideAlone(request, ledger), false);
}

/** The decision that an outcome is; `replayed` says that it is the answer to an earlier request. */
export function decisionOf(outcome: Transaction | RecordedBatch | Refusal, replayed: boolean): Decided {
  if (outcome instanceof Refusal) return { kind: 'refused', refusal: outcome };
  if ('results' in outcome) return { kind: 'recorded_batch', batch: outcome, replayed };
  return { kind: 'recorded', transaction: outcome, replayed };
}

function mistimed({ times }: Command, now: Date): Refusal | undefined {
  return times && mistimedRefusal(times, now);
}

/** A batch with a wrong time is refused as a whole; the first wrong times are named. */
function mistimedBatch({ commands }: MovementBatch, now: Date): Refusal | undefined {
  const wrong: BadField[] = [];
  for (const [index, { times }] of commands.entries()) {
    if (times === undefined) continue;
    for (const { pointer, message } of mistimedFields(times, now))
      wrong.push({ pointer: `/movements/${index}${pointer}`, message });
    if (wrong.length >= namedMax) break;
  }
  return wrong.length === 0 ? undefined : badFields(wrong);
}

function decideAlone(command: Command, ledger: LedgerState): MovementResult {
  return preconditionRefusal(command, ledger) ?? decideCommand(command, ledger);
}

/** A missing account is for the movement to refuse. */
function preconditionRefusal(
  { tenantId, accountIds: [accountId], ifVersions }: Command,
  ledger: LedgerState,
): Refusal | undefined {
  if (ifVersions === undefined || accountId === undefined) return undefined;
  const account = ledger.account(tenantId, accountId);
  if (account === undefined || ifVersions.includes(account.version)) return undefined;
  const wanted = ifVersions.join(' or ') || 'the one that was asked for';
  return new Refusal(
    'precondition_failed',
    `Account ${account.id} is at version ${account.version} now, not at ${wanted}; nothing was moved.`,
  );
}

/**
 * Decides the movements of a batch one after the other, each over what those before it have left. In an atomic batch the
 * first refusal restores everything: it is the batch's answer, and is recorded if it would be by itself.
 */
function decideBatch(batch: MovementBatch, ledger: LedgerState): RecordedBatch | Refusal {
  const restore = batch.atomic ? checkpoint(batch.commands, ledger) : undefined;
  const results: MovementResult[] = [];
  for (const [index, command] of batch.commands.entries()) {
    const result = decideCommand(command, ledger);
    if (restore !== undefined && isRefused(result)) {
      restore();
      if (result instanceof Refusal) return result.ofMovement(index);
      return batchRecord(batch, ledger, [result], index);
    }
    results.push(result);
  }
  return batchRecord(batch, ledger, results, null);
}

/** Keeps the state of everything that these commands may change; the returned function restores it. */
export function checkpoint(commands: readonly Command[], ledger: LedgerState): () => void {
  const restores = new Map<string, () => void>();
  for (const { tenantId, accountIds, parentId } of commands) {
    for (const id of accountIds) {
      const account = restores.has(id) ? undefined : ledger.account(tenantId, id);
      if (account) restores.set(id, checkpointAccount(account));
    }
    if (parentId !== undefined && !restores.has(parentId)) {
      restores.set(parentId, ledger.parent(parentId).checkpoint());
    }
  }
  return () => restores.forEach((restore) => restore());
}

function batchRecord(
  { tenantId, atomic, idempotencyKey, fingerprint, requestId }: MovementBatch,
  ledger: LedgerState,
  results: readonly MovementResult[],
  refusedAt: number | null,
): RecordedBatch {
  return {
    id: ledger.batchId(),
    tenantId,
    atomic,
    refusedAt,
    results: results.map(withoutKey),
    idempotencyKey,
    fingerprint,
    requestId,
    createdAt: ledger.now,
  };
}

/** The batch carries the key, and none of its transactions does. */
function withoutKey(result: MovementResult): MovementResult {
  return result instanceof Refusal ? result : { ...result, idempotencyKey: null, fingerprint: null };
}
