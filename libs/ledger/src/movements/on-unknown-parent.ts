import { fingerprintOf } from '../fingerprint.ts';
import type { Command, RequestContext } from '../posting/command.ts';
import { Refusal } from '../refusal.ts';

/** A movement on a transaction that this tenant does not have: it is refused, and its neighbours in a batch go on. */
export function movementOnUnknownParent(id: string, requested: object, context: RequestContext): Command {
  return {
    ...context,
    accountIds: [],
    fingerprint: context.idempotencyKey === null ? null : fingerprintOf('on_nothing', { id, requested }),
    decide: () => new Refusal('not_found', `There is no transaction ${id}.`),
  };
}
