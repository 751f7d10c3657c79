/** The message is not from the bank, was changed on its way, or is too old to be believed. Answer it with 400. */
export class WebhookVerificationError extends Error {
  override readonly name = 'WebhookVerificationError';
}

export type WebhookMessage = {
  /** The body as it came over the wire: parsed and printed again it is another text, and will not verify. */
  payload: string | Uint8Array;
  /** The request's headers: a `Headers`, or an object as Node and Express give it. */
  headers: Headers | Record<string, string | string[] | undefined>;
  /** The endpoint's secret (`whsec_…`); several while one is being replaced by another. */
  secret: string | readonly string[];
  /** How far the sender's clock and yours may be apart. Default 300, as the standard says. */
  toleranceSeconds?: number;
};

/**
 * Checks a webhook's signature and age (Standard Webhooks, HMAC-SHA256) and gives its parsed body.
 * Throws {@link WebhookVerificationError}. Remember `webhook-id`: deliveries repeat until one is answered with 2xx.
 */
export async function verifyWebhook<T = unknown>(message: WebhookMessage): Promise<T> {
  const { headers, toleranceSeconds = 300 } = message;
  const id = header(headers, 'webhook-id');
  const timestamp = header(headers, 'webhook-timestamp');
  const signatures = header(headers, 'webhook-signature');
  assertRecent(timestamp, toleranceSeconds);

  const payload =
    typeof message.payload === 'string'
      ? message.payload
      : new TextDecoder('utf-8', { ignoreBOM: true }).decode(message.payload);
  const signed = new TextEncoder().encode(`${id}.${timestamp}.${payload}`);
  const secrets = typeof message.secret === 'string' ? [message.secret] : message.secret;
  for (const secret of secrets) {
    if (await isSignedWith(secret, signed, signatures)) return JSON.parse(payload) as T;
  }
  throw new WebhookVerificationError('No signature of this webhook fits the secret.');
}

function header(headers: WebhookMessage['headers'], name: string): string {
  const value =
    headers instanceof Headers
      ? headers.get(name)
      : Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  const first = Array.isArray(value) ? value[0] : value;
  if (!first) throw new WebhookVerificationError(`The header ${name} is missing.`);
  return first;
}

function assertRecent(timestamp: string, toleranceSeconds: number): void {
  const ageSeconds = Math.abs(Date.now() / 1_000 - Number(timestamp));
  // NaN compares as false: anything that is not a number of seconds is refused as well.
  if (!(ageSeconds <= toleranceSeconds)) {
    throw new WebhookVerificationError(`The webhook's timestamp is not within ${toleranceSeconds} s of now.`);
  }
}

async function isSignedWith(
  secret: string,
  signed: Uint8Array<ArrayBuffer>,
  signatures: string,
): Promise<boolean> {
  const key = await crypto.subtle.importKey(
    'raw',
    secretBytes(secret),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['verify'],
  );
  for (const signature of signatures.split(' ')) {
    const [version, base64 = ''] = signature.split(',');
    const bytes = version === 'v1' ? bytesOf(base64) : undefined;
    // WebCrypto compares in constant time.
    if (bytes && (await crypto.subtle.verify('HMAC', key, bytes, signed))) return true;
  }
  return false;
}

/** @internal */
export function secretBytes(secret: string): Uint8Array<ArrayBuffer> {
  const bytes = bytesOf(secret.replace(/^whsec_/, ''));
  if (!bytes || bytes.length === 0) throw new TypeError('A webhook secret is "whsec_" and base64.');
  return bytes;
}

/** Bytes of a base64 text, or undefined when it is none. */
function bytesOf(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}
