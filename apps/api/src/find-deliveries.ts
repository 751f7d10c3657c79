import { internalHeaders, type components, type Principal } from '@florin/http';
import { attemptWithin } from '@florin/service';

export type FindDeliveries = (
  principal: Principal,
  transactionId: string,
) => Promise<components['schemas']['WebhookDelivery'][] | undefined>;

// A timeline without its deliveries is better than one that is waited for.
const timeoutMs = 1_000;
const limit = 100;

/**
 * Asks the notifications app for a transaction's webhook deliveries, on behalf of the principal. Undefined when it is
 * away, too slow, or when the principal may not see deliveries.
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
    // The newest first, as lists are; a timeline runs the other way.
    return page?.data.toReversed();
  };
}
