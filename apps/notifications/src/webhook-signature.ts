import { createHmac } from 'node:crypto';

/** `whsec_` and the base64 of 24 to 64 random bytes, as Standard Webhooks writes secrets. */
export const webhookSecretPattern = '^whsec_[A-Za-z0-9+/]{32,86}={0,2}$';

/**
 * The headers of Standard Webhooks (https://www.standardwebhooks.com): the id is the same for all attempts of one
 * message, the timestamp (Unix seconds) is the attempt's. One signature for each secret, so that a receiver may know
 * any of them while one replaces another; without a secret there is none.
 */
export function webhookHeaders(options: {
  id: string;
  sentAt: Date;
  body: string;
  secrets: readonly string[];
}): Record<string, string> {
  const { id, body, secrets } = options;
  const timestamp = String(Math.floor(options.sentAt.getTime() / 1_000));
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp };
  if (secrets.length === 0) return headers;
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return { ...headers, 'webhook-signature': signatures.join(' ') };
}
