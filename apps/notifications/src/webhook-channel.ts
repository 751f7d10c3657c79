import type { Channel, DueNotification, Outcome } from './channel.ts';
import { webhookHeaders } from './webhook-signature.ts';
import { createPostToOperator } from './webhooks/post-webhook.ts';

/**
 * POSTs each notification as JSON to the operator's webhook, signed by Standard Webhooks. Any 2xx delivers it. After 410
 * it is not retried.
 */
export function createWebhookChannel(options: {
  url: string;
  secret?: string | undefined;
  timeoutMs: number;
  concurrency?: number;
}): Channel {
  const { url, secret, timeoutMs, concurrency = 32 } = options;
  const post = createPostToOperator({ timeoutMs });
  const secrets = secret === undefined ? [] : [secret];
  return {
    name: 'webhook',
    concurrency,
    async deliver(notification): Promise<Outcome> {
      const body = JSON.stringify(payload(notification));
      const signature = webhookHeaders({ id: notification.id, sentAt: new Date(), body, secrets });
      const reply = await post({
        url,
        headers: { 'user-agent': 'florin-notifications', ...signature },
        body,
      });
      const { status } = reply;
      if (status === null) return { delivered: false, failure: reply.failure, retry: true };
      if (status >= 200 && status < 300) return { delivered: true };
      return { delivered: false, failure: `answered ${status}`, retry: status !== 410 };
    },
  };
}

/** `type` has full stops, as Standard Webhooks writes it; `event` is the event's data. */
function payload({ id, accountId, eventId, kind, title, body, createdAt, eventData }: DueNotification) {
  return {
    type: kind.replace('_', '.'),
    timestamp: createdAt,
    data: { notification_id: id, account_id: accountId, event_id: eventId, title, body, event: eventData },
  };
}
