import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemCodes } from '../problem-codes.ts';
import type { Problem } from '../problem.ts';
import { targetOf } from '../request/target.ts';
import { everyAnswer } from './every-answer.ts';

export const problemMediaType = 'application/problem+json';

const maxInstanceLength = 256;

/** What a problem says beside itself: the path that was asked for, the request's id, and where the server's pages are. */
export type ProblemPlace = { instance: string; requestId: string; baseUrl: string };

/** The address of the page about a code. */
export const problemType = (code: string, baseUrl: string): string => `${baseUrl}/docs/errors/${code}`;

/** The body of a problem, as RFC 9457 and the contract want it. */
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

/** What goes into the headers of a problem beside what every answer has. */
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
  const body = problemBody(problem, { instance, requestId: request.id, baseUrl });
  // A Buffer goes out as it is: the media type has no charset parameter, which Fastify would add to a string.
  return reply
    .code(problem.status)
    .headers(everyAnswer)
    .headers(problemHeaders(problem))
    .header('x-request-id', request.id)
    .header('content-type', problemMediaType)
    .send(Buffer.from(body));
}
