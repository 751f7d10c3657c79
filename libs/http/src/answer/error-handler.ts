import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { ServerContext } from '../server-context.ts';
import { Problem } from '../problem.ts';
import { wrongMediaType } from '../request/body-encoding.ts';
import type { AnswerLog } from './answer-log.ts';
import type { FindOwnUrl } from './base-url.ts';
import { sendProblem } from './problem-answer.ts';

/** Turns an app's own expected errors into problems; undefined for all others. */
export type ProblemFrom = (error: unknown) => Problem | undefined;

const problemByFastifyCode: Record<string, (request: FastifyRequest) => Problem> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ({ headers }) => wrongMediaType(headers['content-type']),
  FST_ERR_CTP_BODY_TOO_LARGE: ({ routeOptions }) =>
    new Problem('body_too_large', {
      detail: `The body is larger than ${routeOptions.bodyLimit} bytes.`,
    }),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () =>
    new Problem('malformed_request', { detail: 'The body is not as long as its Content-Length says.' }),
  FST_ERR_BAD_URL: () =>
    new Problem('malformed_request', { detail: 'The path holds a broken percent-encoding.' }),
  // No id is as long as that.
  FST_ERR_MAX_PARAM_LENGTH: () =>
    new Problem('not_found', { detail: 'There is nothing here: no id is as long as the one in the path.' }),
};

/**
 * The one place where an error becomes an answer. Refusals go out as they are; anything else is a bug: answered with a
 * bare internal_error, and logged with its stack when the answer is out.
 */
export function createErrorHandler(
  { isStopping }: ServerContext,
  problemFrom: ProblemFrom | undefined,
  log: AnswerLog,
  findOwnUrl: FindOwnUrl,
) {
  return (error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const problem = problemOf(error, request, problemFrom);
    const { code, detail } = problem;
    request.failure = { code, detail, err: error === problem ? problem.cause : error };
    if (reply.raw.closed && code === 'internal_error') log.failedUnseen(request);
    // Fastify closes after every refused body. What is unread is read and thrown away instead, within the
    // request's time: a client that is still sending would see a reset and not this answer. Where the framing is
    // broken there is no telling where the next request begins.
    const mayStay = problem.code !== 'malformed_request' && !isStopping();
    if (mayStay && reply.hasHeader('connection')) reply.removeHeader('connection');
    return sendProblem(request, reply, problem, findOwnUrl(request.raw));
  };
}

function problemOf(
  error: FastifyError,
  request: FastifyRequest,
  problemFrom: ProblemFrom | undefined,
): Problem {
  if (error instanceof Problem) return error;
  // The client hung up in the middle of its body: no outage and no bug, and nobody reads the answer.
  if (request.raw.readableAborted && error?.code === 'ECONNRESET') return new Problem('malformed_request');
  return (
    problemFrom?.(error) ?? problemByFastifyCode[error?.code]?.(request) ?? new Problem('internal_error')
  );
}
