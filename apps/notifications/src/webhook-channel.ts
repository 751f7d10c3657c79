import { attemptWithin, AttemptTimedOut } from '@florin/service';
import type { Channel, DueNotification, Outcome } from './channel.ts';
import { webhookHeaders } from './webhook-signature.ts';

const readLimitBytes = 64 * 1024;

/**
 * POSTs each notification as JSON, by Standard Webhooks. Any 2xx delivers; a redirect is a failure and is never
 * followed; 410 says that nobody will ever want it again. The limit holds for the whole exchange, and no more
 * than 64 KiB of an answer are read.
 */
export function createWebhookChannel(options: {
  url: string;
  secret?: string | undefined;
  timeoutMs: number;
  concurrency?: number;
}): Channel {
  return {
    name: 'webhook',
    concurrency: options.concurrency ?? 32,
    async deliver(notification) {
      const body = JSON.stringify(payload(notification));
      const secrets = options.secret === undefined ? [] : [options.secret];
      let status: number | undefined;
      const signed = { id: notification.id, sentAt: new Date(), body, secrets };
      try {
        await attemptWithin(options.timeoutMs, async (signal) => {
          const response = await fetch(options.url, {
            method: 'POST',
            headers: {
              'content-type': 'application/json',
              'accept-encoding': 'identity',
              'user-agent': 'florin-notifications',
              ...webhookHeaders(signed),
            },
            body,
            redirect: 'manual',
            signal,
          });
          status = response.status;
          await discard(response);
        });
      } catch (error) {
        if (status === undefined) return { delivered: false, failure: reasonOf(error), retry: true };
      }
      return outcomeOf(status ?? 0);
    },
  };
}

/** `type` with full stops, as Standard Webhooks has it; `event` is what `libs/events` says of the event. */
function payload({ id, accountId, eventId, kind, title, body, createdAt, eventData }: DueNotification) {
  return {
    type: kind.replace('_', '.'),
    timestamp: createdAt,
    data: { notification_id: id, account_id: accountId, event_id: eventId, title, body, event: eventData },
  };
}

/** The status has decided already: reading on only keeps the connection usable, so it stops at the limit. */
async function discard(response: Response): Promise<void> {
  let bytes = 0;
  try {
    for await (const chunk of response.body ?? []) {
      bytes += chunk.length;
      if (bytes > readLimitBytes) return;
    }
  } catch {
    // Slow or broken off in the middle of the body: what the status said stands.
  }
}

function outcomeOf(status: number): Outcome {
  if (status >= 200 && status < 300) return { delivered: true };
  return { delivered: false, failure: `answered ${status}`, retry: status !== 410 };
}

/** By code and name only: an error's message may hold the URL, and a URL may hold a secret. */
function reasonOf(error: unknown): string {
  if (error instanceof AttemptTimedOut) return error.message;
  const { name, cause } = error as { name?: string; cause?: { code?: string } };
  return cause?.code ?? name ?? 'unreachable';
}
