import { bodyText, secretBytes, secretsOf } from '../webhooks.ts';

export type WebhookToSign = {
  /** The event: a text or bytes go out as they are, anything else as JSON. */
  payload: unknown;
  /** The endpoint's secret (`whsec_…`), or several while one replaces another. Sign with a wrong one to be refused. */
  secret: string | readonly string[];
  /** The delivery's `webhook-id`; a fresh one by default. Repeat it to send the same webhook twice. */
  id?: string;
  /** When it was sent: a moment too long ago is refused. Now by default. */
  sentAt?: Date;
};

/** A webhook as the bank would send it: `payload` is its body, byte for byte. */
export type SignedWebhook = {
  payload: string;
  headers: Record<'content-type' | 'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string>;
};

/** Signs a webhook as the bank does (Standard Webhooks, HMAC-SHA256): what `verifyWebhook` believes. */
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

/** A secret as the bank makes them, for endpoints that only a test knows. */
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
