import { fingerprintOf } from '../fingerprint.ts';
import type { Command, MovementBatch, RequestContext } from '../posting/command.ts';

export type MovementBatchRequest = {
  /** One to a thousand, each made under the batch's own context. They are decided in this order. */
  commands: readonly Command[];
  /** All or nothing. */
  atomic: boolean;
};

/** Many movements under one idempotency key, decided in one unit of work and answered together. */
export function movementBatch(
  { commands, atomic }: MovementBatchRequest,
  context: RequestContext,
): MovementBatch {
  const fingerprints = commands.map(({ fingerprint }) => fingerprint?.toString('hex') ?? null);
  return {
    ...context,
    commands,
    atomic,
    accountIds: [...new Set(commands.flatMap(({ accountIds }) => accountIds))],
    fingerprint: context.idempotencyKey === null ? null : fingerprintOf('batch', { atomic, fingerprints }),
  };
}
