import { type Actor, actorView, recordedActor, type Transaction } from '@florin/rules';

/** The fields from the caller and the times of a transaction, which are in every event about it. */
export function callerFields(transaction: Transaction) {
  return {
    reference: transaction.reference,
    description: transaction.description,
    metadata: transaction.metadata ?? {},
    effective_at: transaction.effectiveAt.toISOString(),
    created_at: transaction.createdAt.toISOString(),
    request_id: transaction.requestId,
    actor: actorOfEvent(recordedActor(transaction)),
  };
}

/** An actor in an event: its ids, without the address, which is personal data. */
export function actorOfEvent(actor: Actor | null) {
  if (actor === null) return null;
  const { address: _, ...ids } = actorView(actor);
  return ids;
}
