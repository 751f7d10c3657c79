import { Webhook } from 'standardwebhooks';

/** `whsec_` and the base64 of 24 to 64 random bytes: the notation of Standard Webhooks. */
export const webhookSecretPattern = '^whsec_[A-Za-z0-9+/]{32,86}={0,2}$';

/**
 * The headers of Standard Webhooks (https://www.standardwebhooks.com): the id is the same for all attempts of a message, the
 * timestamp (Unix seconds) is that of the attempt. There is one signature for each secret, so that a receiver can verify
 * with any of them while one replaces another; without a secret there is none.
 */
export function webhookHeaders(options: {
  id: string;
  sentAt: Date;
  body: string;
  secrets: readonly string[];
}): Record<string, string> {
  const { id, sentAt, body, secrets } = options;
  const headers = { 'webhook-id': id, 'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1_000)) };
  if (secrets.length === 0) return headers;
  const signatures = secrets.map((secret) => new Webhook(withPadding(secret)).sign(id, sentAt, body));
  return { ...headers, 'webhook-signature': signatures.join(' ') };
}

/** Secrets may be configured without the padding of base64, which the library requires. */
const withPadding = (secret: string): string => {
  const { length } = secret.slice('whsec_'.length);
  return secret.padEnd(secret.length + ((4 - (length % 4)) % 4), '=');
};
