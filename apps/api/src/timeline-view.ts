import type { components } from '@florin/http';
import type { Timeline } from '@florin/ledger';
import { actorView } from '@florin/rules';

type Step = components['schemas']['TimelineStep'];
type Delivery = components['schemas']['WebhookDelivery'];

/** Formats a transaction's timeline as in the HTTP contract. Undefined deliveries are unknown. */
export function timelineView(
  timeline: Timeline,
  deliveries: readonly Delivery[] | undefined,
): components['schemas']['Timeline'] {
  const { actor, receivedAt, decidedAt, postedAt, publishedAt, requestId, isOutboxCleared } = timeline;
  const cleared = isOutboxCleared ? 'It happened, but its time is no longer kept.' : null;
  return {
    transaction_id: timeline.transactionId,
    actor: actor && actorView(actor),
    steps: [
      step('received', receivedAt, 'api', requestId === null ? null : `Request ${requestId}.`),
      step('decided', decidedAt, 'ledger', null),
      step('posted', postedAt, 'ledger', cleared),
      step('published', publishedAt, 'worker', cleared),
      ...(deliveries ?? []).map(deliveryStep),
    ],
    deliveries_known: deliveries !== undefined,
  };
}

function deliveryStep(delivery: Delivery): Step {
  const { endpoint_id, status, attempt_count, delivered_at } = delivery;
  const detail =
    delivered_at === null
      ? `To endpoint ${endpoint_id}: ${status} after ${attempt_count} attempts.`
      : `To endpoint ${endpoint_id} at attempt ${attempt_count}.`;
  return { step: 'delivered', at: delivered_at, by: 'notifications', detail };
}

function step(name: Step['step'], at: Date | null, by: string, detail: string | null): Step {
  return { step: name, at: at?.toISOString() ?? null, by, detail };
}
