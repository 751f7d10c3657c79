import { bodyText, secretBytes, secretsOf } from '../webhooks.ts';

export type WebhookToSign = {
  /** The event. Text and bytes become the body unchanged; anything else becomes JSON. */
  payload: unknown;
  /**
   * The secret of the endpoint (`whsec_…`), or several, as during a rotation. With a wrong secret, `verifyWebhook`
   * refuses it.
   */
  secret: string | readonly string[];
  /** The `webhook-id` of the delivery. Default: a new one. Use one id twice to send the same webhook twice. */
  id?: string;
  /** The time of sending. `verifyWebhook` refuses a time outside of its tolerance. Default: now. */
  sentAt?: Date;
};

/** A webhook as the bank sends it. `payload` is its body, byte for byte. */
export type SignedWebhook = {
  payload: string;
  headers: Record<'content-type' | 'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string>;
};

/**
 * Signs a webhook as the bank does (Standard Webhooks, HMAC-SHA256), so that `verifyWebhook` accepts it. Throws
 * TypeError when the payload or a secret is missing.
 */
export async function signWebhook({
  payload: event,
  secret,
  id = `msg_${crypto.randomUUID()}`,
  sentAt = new Date(),
}: WebhookToSign): Promise<SignedWebhook> {
  const isBody = typeof event === 'string' || ArrayBuffer.isView(event) || event === undefined;
  const payload = isBody ? bodyText(event) : JSON.stringify(event);
  const timestamp = String(Math.floor(sentAt.getTime() / 1_000));
  const signed = new TextEncoder().encode(`${id}.${timestamp}.${payload}`);
  const signatures = await Promise.all(secretsOf(secret).map((each) => signatureOf(each, signed)));
  return {
    payload,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': signatures.join(' '),
    },
  };
}

/** Returns a random secret in the format of the bank, for an endpoint that exists only in a test. */
export function newWebhookSecret(): string {
  return `whsec_${base64(crypto.getRandomValues(new Uint8Array(32)))}`;
}

async function signatureOf(secret: string, signed: Uint8Array<ArrayBuffer>): Promise<string> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', secretBytes(secret), algorithm, false, ['sign']);
  return `v1,${base64(new Uint8Array(await crypto.subtle.sign('HMAC', key, signed)))}`;
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
