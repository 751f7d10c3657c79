import type { Problem } from '../schemas.ts';
import type { FakeAnswer } from './operation.ts';
import { answerFor, type FakeProblem } from './refusal.ts';

/** An answer in the form that is kept under an idempotency key: a repeated request gets the same bytes. */
export type Kept = { status: number; text: string; headers: Record<string, string> };

export function successOf({ body, headers, mediaType = 'application/json' }: FakeAnswer): Kept {
  const text = typeof body === 'string' ? body : JSON.stringify(body, asNumber);
  return { status: 200, text, headers: { 'content-type': `${mediaType}; charset=utf-8`, ...headers } };
}

/** A sum beyond ±(2^53 − 1) is rounded here, as clients round it; its `<name>_exact` has all digits. */
function asNumber(_name: string, value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value;
}

/** Converts a problem to problem+json as the API writes it. */
export function problemOf({ code, message: detail, facts }: FakeProblem, url: URL, requestId: string): Kept {
  const { status, title, retryAfterSeconds } = answerFor(code);
  const { errors, transaction } = facts;
  const problem: Problem = {
    type: `${url.origin}/docs/errors/${code}`,
    title,
    status,
    detail,
    instance: url.pathname.slice(0, 256),
    code,
    request_id: requestId,
    ...(errors && { errors }),
    ...(transaction && { transaction }),
  };
  const waitSeconds = facts.retryAfterSeconds ?? retryAfterSeconds;
  const headers = {
    'content-type': 'application/problem+json',
    ...(waitSeconds !== undefined && { 'retry-after': String(waitSeconds) }),
    ...(code === 'unauthenticated' && { 'www-authenticate': 'Bearer realm="florin"' }),
    ...facts.headers,
  };
  return { status, text: JSON.stringify(problem), headers };
}

/** `ids` are the client's own id of the request, or else the bank's, and the bank's. */
export function responseOf({ status, text, headers }: Kept, ids: { shown: string; own: string }): Response {
  const idHeaders = { 'x-request-id': ids.shown, 'florin-request-id': ids.own };
  return new Response(text, { status, headers: { ...headers, ...idHeaders } });
}
