import { Problem } from '../problem.ts';
import { randomUUID } from 'node:crypto';

/** The header's name in the contract. */
export const idempotencyKeyHeader = 'Idempotency-Key';

/**
 * Removes the quotes of an Idempotency-Key. The IETF draft (draft-ietf-httpapi-idempotency-key-header) sends a quoted
 * string (RFC 9651, section 3.3.3), most clients send the plain text: `k` and `"k"` are the same key.
 */
export function plainIdempotencyKey(sent: string): string {
  if (sent.length < 2 || !sent.startsWith('"') || !sent.endsWith('"')) return sent;
  return sent.slice(1, -1).replaceAll(/\\(["\\])/g, '$1');
}

/** One entity tag of a list (RFC 9110, 8.8.3): an optional weak mark, then the opaque text, which may contain commas. */
const entityTag = /(?:(W\/)?"([\x21\x23-\x7e\x80-\xff]*)")?[ \t]*(?:,[ \t]*|$)/y;

/**
 * Parses `If-Match` (RFC 9110, 13.1.1) into the strong tags of which one must match. A weak tag never matches and is left
 * out. Undefined means no condition; `*` is no condition on something that exists. Throws a Problem if the header is
 * neither `*` nor a list of tags. No library in use is this strict: a malformed condition must not be ignored.
 */
export function ifMatchFrom(header: string | string[] | undefined): string[] | undefined {
  if (header === undefined) return undefined;
  const text = String(header).trim();
  if (text === '*') return undefined;
  const strong: string[] = [];
  let tags = 0;
  entityTag.lastIndex = 0;
  while (entityTag.lastIndex < text.length) {
    const found = entityTag.exec(text);
    if (!found) throw malformedIfMatch();
    if (found[2] === undefined) continue;
    tags++;
    if (found[1] === undefined) strong.push(found[2]);
  }
  if (tags === 0) throw malformedIfMatch();
  return strong;
}

function malformedIfMatch(): Problem {
  const detail = 'If-Match must be "*" or a list of entity tags in double quotes, such as "2".';
  return new Problem('malformed_request', { detail });
}

/** Default and maximum time that a request waits for a busy account, in milliseconds. */
const defaultWaitMs = 2_000;

/** Parses `Prefer: wait=N` (RFC 7240, N in seconds). Invalid preferences are ignored, as the RFC requires. */
export function waitMsFrom(prefer: string | string[] | undefined): number {
  if (prefer === undefined) return defaultWaitMs;
  const wait = /(?:^|[,;])\s*wait\s*=\s*"?(\d{1,9})"?\s*(?:$|[,;])/i.exec(String(prefer))?.[1];
  return wait === undefined ? defaultWaitMs : Math.min(Number(wait) * 1_000, defaultWaitMs);
}

/**
 * Chooses the media type that the client prefers (RFC 9110, Accept), or the first offered type without a preference that
 * can be met. With equal weights the first offered type wins, and parameters of a range are ignored. `negotiator` prefers
 * the client's order, and does not match `text/csv; charset=utf-8` with `text/csv`.
 */
export function mediaTypeFor(accept: string | undefined, offered: readonly string[]): string {
  const [first = 'application/json'] = offered;
  if (accept === undefined || offered.length < 2) return first;
  const preferences = accept.split(',').map(preferenceFrom);
  let best = { type: first, weight: 0 };
  for (const type of offered) {
    const weight = weightOf(type, preferences);
    if (weight > best.weight) best = { type, weight };
  }
  return best.type;
}

type Preference = { range: string; weight: number };

function preferenceFrom(text: string): Preference {
  const [range = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const q = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  const weight = q === undefined ? 1 : Number(q);
  return { range, weight: weight >= 0 && weight <= 1 ? weight : 0 };
}

/** The weight of a type is that of the most specific range that matches it. */
function weightOf(type: string, preferences: readonly Preference[]): number {
  const [kind] = type.split('/');
  for (const range of [type, `${kind}/*`, '*/*']) {
    const preference = preferences.find((each) => each.range === range);
    if (preference) return preference.weight;
  }
  return 0;
}

/** The header by which the API passes its own id of a request on to the apps behind it, and returns it to clients. */
export const serverRequestIdHeader = 'florin-request-id';

/**
 * The server's own id of a request, always new. An app behind the API takes the id that the API has given the request
 * (`isBehindApi`), so that one id finds the request at both.
 */
export function newRequestId(headers: NodeJS.Dict<string | string[]>, isBehindApi: boolean): string {
  const given = isBehindApi ? headers[serverRequestIdHeader] : undefined;
  return typeof given === 'string' && /^[0-9a-f-]{36}$/.test(given) ? given : randomUUID();
}

/** The client's own id of its request (`X-Request-Id`) if it is safe for logs and headers, otherwise null. */
export function correlationIdFrom(headers: NodeJS.Dict<string | string[]>): string | null {
  const sent = headers['x-request-id'];
  return typeof sent === 'string' && /^[A-Za-z0-9._-]{1,128}$/.test(sent) ? sent : null;
}

/** Both ids as headers of the answer. Without an id of the client's, `X-Request-Id` repeats the server's. */
export function requestIdHeaders(request: { id: string; headers: NodeJS.Dict<string | string[]> }) {
  return { 'x-request-id': shownRequestId(request), [serverRequestIdHeader]: request.id };
}

/** The id under which the client knows the request: its own, or else the server's. */
export function shownRequestId(request: { id: string; headers: NodeJS.Dict<string | string[]> }): string {
  return correlationIdFrom(request.headers) ?? request.id;
}
