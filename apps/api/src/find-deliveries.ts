import { internalHeaders, type components, type Principal } from '@florin/http';
import { attemptWithin } from '@florin/service';

export type FindDeliveries = (
  principal: Principal,
  transactionId: string,
) => Promise<components['schemas']['WebhookDelivery'][] | undefined>;

// A timeline without deliveries is better than a slow one.
const timeoutMs = 1_000;
const limit = 100;

/**
 * Queries the notifications app for a transaction's webhook deliveries, on behalf of the principal. Undefined if the app is
 * unavailable or too slow, or if the principal lacks the scope.
 */
export function createFindDeliveries(notificationsUrl: string, internalToken: string): FindDeliveries {
  const base = `${notificationsUrl.replace(/\/$/, '')}/webhook-deliveries`;

  return async (principal, transactionId) => {
    const page = await attemptWithin(timeoutMs, async (signal) => {
      const answer = await fetch(`${base}?transaction_id=${transactionId}&limit=${limit}`, {
        headers: internalHeaders(internalToken, principal),
        redirect: 'error',
        signal,
      });
      return answer.ok ? ((await answer.json()) as components['schemas']['WebhookDeliveryList']) : undefined;
    }).catch(() => undefined);
    // Lists are newest first; a timeline is oldest first.
    return page?.data.toReversed();
  };
}
