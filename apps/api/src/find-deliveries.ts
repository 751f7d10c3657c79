import { internalHeaders, type components, type Principal } from '@florin/http';

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
    const answer = await fetch(`${base}?transaction_id=${transactionId}&limit=${limit}`, {
      headers: internalHeaders(internalToken, principal),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    }).catch(() => undefined);
    if (!answer?.ok) return undefined;
    const page = (await answer.json().catch(() => undefined)) as
      components['schemas']['WebhookDeliveryList'] | undefined;
    // The newest first, as lists are; a timeline runs the other way.
    return page?.data.toReversed();
  };
}
