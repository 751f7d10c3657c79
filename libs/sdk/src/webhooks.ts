import type { WebhookEvent } from './generated/events.ts';

/**
 * The webhook is not from the bank, was changed, or has a timestamp outside of the tolerance. Answer it with status
 * 400.
 */
export class WebhookVerificationError extends Error {
  override readonly name = 'WebhookVerificationError';
}

export type WebhookMessage = {
  /**
   * The raw body of the request. A body that was parsed and serialized again is different text, which does not verify.
   */
  payload: string | Uint8Array;
  /** The headers of the request: a `Headers`, or an object as in Node.js and Express. */
  headers: Headers | Record<string, string | string[] | undefined>;
  /** The secret of the endpoint (`whsec_…`), or several secrets during a rotation. */
  secret: string | readonly string[];
  /** The largest difference between the timestamp and the local clock, in seconds. Default 300, as in the standard. */
  toleranceSeconds?: number;
};

/**
 * Checks the signature and the timestamp of a webhook (Standard Webhooks, HMAC-SHA256) and returns its parsed body.
 * A comparison of its `type` narrows it, `data` included. Throws {@link WebhookVerificationError} when they are wrong,
 * and TypeError when an argument is, such as a body that was parsed already. The bank repeats a delivery until it gets
 * a 2xx, so ignore a `webhook-id` that you have handled.
 */
export async function verifyWebhook<T = WebhookEvent>(message: WebhookMessage): Promise<T> {
  const { headers, toleranceSeconds = 300 } = message;
  const payload = bodyText(message.payload);
  const id = header(headers, 'webhook-id');
  const timestamp = header(headers, 'webhook-timestamp');
  const signatures = header(headers, 'webhook-signature');
  assertRecent(timestamp, toleranceSeconds);

  const signed = new TextEncoder().encode(`${id}.${timestamp}.${payload}`);
  const secrets = secretsOf(message.secret);
  for (const secret of secrets) {
    if (await isSignedWith(secret, signed, signatures)) return JSON.parse(payload) as T;
  }
  throw new WebhookVerificationError('No signature of this webhook fits the secret.');
}

/**
 * Returns the body with which a new endpoint answers the bank's challenge, as JSON for an answer with status 200; undefined
 * for every other event. Pass only what `verifyWebhook` has returned: an endpoint that answers challenges without a check
 * of the signature lets other tenants register its URL as theirs.
 */
export function webhookChallengeAnswer(event: unknown): string | undefined {
  const { type, data }: { type?: unknown; data?: { challenge?: unknown } } = Object(event);
  if (type !== 'florin.webhooks.verification.v1') return undefined;
  return JSON.stringify({ challenge: data?.challenge });
}

/** Every Florin server has this guide. */
const guide = 'See /docs/guides/webhooks#the-raw-body-trap at the address of the bank.';

/** Returns a body as text. Throws a TypeError that says what to pass when the value is not a raw body. @internal */
export function bodyText(payload: unknown): string {
  if (typeof payload === 'string') return payload;
  const tag = Object.prototype.toString.call(payload).slice('[object '.length, -1);
  // `instanceof` does not recognize bytes of another realm, such as a worker, so the tag decides.
  if (ArrayBuffer.isView(payload) || /^(Shared)?ArrayBuffer$/.test(tag)) {
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(payload as Uint8Array);
  }
  const isParsed = /^(Object|Array|Number|Boolean|Null)$/.test(tag);
  const given = isParsed ? 'The body was parsed already' : `A ${tag} is not a body`;
  const what = payload === undefined ? 'There is no body' : given;
  throw new TypeError(`${what}; pass the raw body, as text or bytes. ${guide}`);
}

function header(headers: WebhookMessage['headers'], name: string): string {
  if (typeof headers !== 'object' || headers === null) {
    throw new TypeError('The headers of a webhook are a Headers, or an object as Node and Express give it.');
  }
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
  // A comparison with NaN is false, so a timestamp that is not a number is refused too.
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

/**
 * Returns one or several secrets as a list. Throws a TypeError when one is missing, for example because an environment
 * variable is not set. @internal
 */
export function secretsOf(secret: unknown): readonly string[] {
  const secrets: unknown[] = [secret].flat();
  if (secrets.length === 0 || !secrets.every((each) => typeof each === 'string')) throw wrongSecret();
  return secrets;
}

/** @internal */
export function secretBytes(secret: string): Uint8Array<ArrayBuffer> {
  const bytes = bytesOf(secret.replace(/^whsec_/, ''));
  if (!bytes?.length) throw wrongSecret();
  return bytes;
}

const wrongSecret = () => new TypeError('A webhook secret is "whsec_" and base64.');

/** Decodes base64. Returns undefined when the text is not base64. */
function bytesOf(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}
