import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { type ServerContext, serverLimits } from '../server-settings.ts';
import { Problem } from '../problem.ts';
import { wrongMediaType } from '../request/body-encoding.ts';
import type { AnswerLog } from './answer-log.ts';
import { SlowRefusals } from '../slow-refusals.ts';
import type { FindBaseUrl } from './base-url.ts';
import { sendProblem } from './problem-answer.ts';

/** Converts an app's expected errors into problems. Returns undefined for all other errors. */
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
  FST_ERR_MAX_PARAM_LENGTH: () =>
    new Problem('not_found', { detail: 'There is nothing here: no id is as long as the one in the path.' }),
};

/**
 * The one place where an error becomes an answer. A Problem is sent as it is. Any other error is a bug: the answer is
 * `internal_error` without details, and the error is logged with its stack.
 */
export function createErrorHandler(
  { isStopping }: ServerContext,
  problemFrom: ProblemFrom | undefined,
  log: AnswerLog,
  findBaseUrl: FindBaseUrl,
) {
  const refusals = new SlowRefusals();
  return (
    error: FastifyError,
    request: FastifyRequest,
    reply: FastifyReply,
  ): FastifyReply | Promise<FastifyReply> => {
    const problem = problemOf(error, request, problemFrom);
    const { code, detail } = problem;
    request.failure = { code, detail, err: error === problem ? problem.cause : error };
    if (reply.raw.closed && code === 'internal_error') log.failedUnseen(request);
    // Fastify closes the connection after a refused body. A client that is still sending would see a reset instead of
    // this answer, so the rest of the body is read and discarded within the request's time limit. After broken framing
    // the connection must close, because the start of the next request is unknown.
    const mayStay = problem.code !== 'malformed_request' && !isStopping();
    if (mayStay && reply.hasHeader('connection')) reply.removeHeader('connection');
    const send = () => sendProblem(request, reply, problem, findBaseUrl(request.raw));
    const slowed =
      slowedStatuses.has(problem.status) && !isStopping() ? refusals.wait(...asRefused(request)) : undefined;
    return slowed === undefined ? send() : slowed.then(send);
  };
}

/** Refusals that clients often repeat at once. */
const slowedStatuses: ReadonlySet<number> = new Set([401, 429]);
/** Discarding a large body that was not read takes about ten times as long as a refusal without one. */
const largeBodyCost = 10;

/** Who is refused, and what it costs. Without a valid key it is an address. */
function asRefused({ principal, ip, raw, headers }: FastifyRequest): [party: string, cost: number] {
  const isLarge = !raw.complete && !(Number(headers['content-length'] ?? 0) <= serverLimits.maxBodyBytes);
  return [principal?.tenantId ?? ip, isLarge ? largeBodyCost : 1];
}

function problemOf(
  error: FastifyError,
  request: FastifyRequest,
  problemFrom: ProblemFrom | undefined,
): Problem {
  if (error instanceof Problem) return error;
  // The client disconnected while sending its body: neither an outage nor a bug.
  if (request.raw.readableAborted && error?.code === 'ECONNRESET') return new Problem('malformed_request');
  return (
    problemFrom?.(error) ?? problemByFastifyCode[error?.code]?.(request) ?? new Problem('internal_error')
  );
}
