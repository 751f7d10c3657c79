import { createHmac } from 'node:crypto';

/** `whsec_` and the base64 of 24 to 64 random bytes, as Standard Webhooks writes secrets. */
export const webhookSecretPattern = '^whsec_[A-Za-z0-9+/]{32,86}={0,2}$';

/**
 * The headers of Standard Webhooks (https://www.standardwebhooks.com): the id is the same for all attempts of one
 * notification, the timestamp (Unix seconds) is the attempt's. Without a secret there is no signature.
 */
export function webhookHeaders(options: {
  id: string;
  sentAt: Date;
  body: string;
  secret?: string | undefined;
}): Record<string, string> {
  const { id, body, secret } = options;
  const timestamp = String(Math.floor(options.sentAt.getTime() / 1_000));
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp };
  if (secret === undefined) return headers;
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { ...headers, 'webhook-signature': `v1,${signature}` };
}
