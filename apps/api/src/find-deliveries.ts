import { type components, type Principal, type SignCall } from '@florin/http';
import { attemptWithin } from '@florin/service';

export type FindDeliveries = (
  request: { principal: Principal; requestId: string },
  transactionId: string,
) => Promise<components['schemas']['WebhookDelivery'][] | undefined>;

// A timeline without deliveries is better than a slow one.
const timeoutMs = 1_000;
const limit = 100;

/**
 * Queries the notifications app for a transaction's webhook deliveries, on behalf of the principal. Undefined if the app is
 * unavailable or too slow, or if the principal lacks the scope.
 */
export function createFindDeliveries(notificationsUrl: string, signCall: SignCall): FindDeliveries {
  const base = notificationsUrl.replace(/\/$/, '');
  const path = '/webhook-deliveries';

  return async ({ principal, requestId }, transactionId) => {
    const page = await attemptWithin(timeoutMs, async (signal) => {
      const call = { audience: 'notifications', method: 'GET', path, principal, requestId };
      const authorization = await signCall(call);
      const answer = await fetch(`${base}${path}?transaction_id=${transactionId}&limit=${limit}`, {
        headers: { authorization, 'x-request-id': requestId },
        redirect: 'error',
        signal,
      });
      return answer.ok ? ((await answer.json()) as components['schemas']['WebhookDeliveryList']) : undefined;
    }).catch(() => undefined);
    // Lists are newest first; a timeline is oldest first.
    return page?.data.toReversed();
  };
}
