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
 * Throws {@link WebhookVerificationError}, and TypeError when it is called with a body that was parsed already. Remember
 * `webhook-id`: deliveries repeat until one is answered with 2xx.
 */
export async function verifyWebhook<T = unknown>(message: WebhookMessage): Promise<T> {
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

/** Where every bank serves it. */
const guide = 'See /docs/guides/webhooks#the-raw-body-trap at the address of the bank.';

/** A body as a text. Throws a TypeError that says what to do when it is no body any more. @internal */
export function bodyText(payload: unknown): string {
  if (typeof payload === 'string') return payload;
  const tag = Object.prototype.toString.call(payload).slice('[object '.length, -1);
  // By its tag: bytes of another realm, such as a worker's, are bytes too.
  if (ArrayBuffer.isView(payload) || tag === 'ArrayBuffer' || tag === 'SharedArrayBuffer') {
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(payload as Uint8Array);
  }
  if (payload === undefined)
    throw new TypeError(`There is no body; pass the raw body, as text or bytes. ${guide}`);
  const isParsed = ['Object', 'Array', 'Number', 'Boolean', 'Null'].includes(tag);
  const what = isParsed ? 'The body was parsed already' : `A ${tag} is not a body`;
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

/** One or several; throws a TypeError when there is none, as where a variable of the environment is not set. @internal */
export function secretsOf(secret: unknown): readonly string[] {
  const secrets: unknown[] = Array.isArray(secret) ? secret : [secret];
  if (secrets.length === 0 || !secrets.every((each) => typeof each === 'string')) {
    throw new TypeError('A webhook secret is "whsec_" and base64.');
  }
  return secrets;
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
