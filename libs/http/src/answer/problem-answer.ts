import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemCodes } from '../problem-codes.ts';
import type { Problem } from '../problem.ts';
import { requestIdHeaders, shownRequestId } from '../request/headers.ts';
import { targetOf } from '../request/target.ts';

export const problemMediaType = 'application/problem+json';

/** Headers of every answer: its media type must not be guessed, and balances must not be cached. */
export const commonHeaders = { 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' };

const maxInstanceLength = 256;

/** The request of a problem: its path and id, and the base URL of the server's pages. */
export type ProblemPlace = { instance: string; requestId: string; baseUrl: string };

/** The URL of the page about a code. */
export const problemType = (code: string, baseUrl: string): string => `${baseUrl}/docs/errors/${code}`;

/** The body of a problem (RFC 9457). */
export function problemBody(problem: Problem, { instance, requestId, baseUrl }: ProblemPlace): string {
  const { title, status } = problemCodes[problem.code];
  return JSON.stringify({
    type: problemType(problem.code, baseUrl),
    title,
    status,
    detail: problem.detail,
    instance,
    code: problem.code,
    request_id: requestId,
    errors: problem.errors,
    transaction: problem.transaction,
  });
}

/** The headers of a problem, in addition to those of every answer. */
function problemHeaders(problem: Problem): Record<string, string> {
  const headers: Record<string, string> = { ...problem.headers };
  if (problem.retryAfterSeconds !== undefined) headers['retry-after'] = String(problem.retryAfterSeconds);
  if (problem.code === 'unauthenticated') headers['www-authenticate'] ??= 'Bearer realm="florin"';
  return headers;
}

/** Answers a request with a problem. */
export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  problem: Problem,
  baseUrl: string,
): FastifyReply {
  const instance = targetOf(request).path.slice(0, maxInstanceLength);
  const body = problemBody(problem, { instance, requestId: shownRequestId(request), baseUrl });
  // Fastify would add a charset parameter to the media type of a string. This media type has none.
  return reply
    .code(problem.status)
    .headers(commonHeaders)
    .headers(problemHeaders(problem))
    .headers(requestIdHeaders(request))
    .header('content-type', problemMediaType)
    .send(Buffer.from(body));
}
