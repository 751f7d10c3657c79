import type { Logger } from '@florin/service';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { DoorContext } from '../door-context.ts';
import { Problem } from '../problem.ts';
import { sendProblem } from './problem-answer.ts';

/** Turns an app's own expected errors into problems; undefined for all others. */
export type ProblemFrom = (error: unknown) => Problem | undefined;

const problemByFastifyCode: Record<string, (request: FastifyRequest) => Problem> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () => new Problem('unsupported_media_type'),
  FST_ERR_CTP_BODY_TOO_LARGE: ({ routeOptions }) =>
    new Problem('body_too_large', {
      detail: `The body is larger than ${routeOptions.bodyLimit} bytes.`,
    }),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () =>
    new Problem('malformed_request', { detail: 'The body is not as long as its Content-Length says.' }),
  FST_ERR_BAD_URL: () =>
    new Problem('malformed_request', { detail: 'The path holds a broken percent-encoding.' }),
  // No id is as long as that.
  FST_ERR_MAX_PARAM_LENGTH: () => new Problem('not_found'),
};

/**
 * The one place where an error becomes an answer. Refusals go out as they are; anything else is a bug: logged
 * with its stack, answered with a bare internal_error.
 */
export function createErrorHandler(
  { logger, isStopping }: DoorContext,
  problemFrom: ProblemFrom | undefined,
) {
  const logWeather = createWeatherLog(logger);

  return (error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const known = error instanceof Problem ? error : problemFrom?.(error);
    const problem = known ?? problemByFastifyCode[error?.code]?.(request) ?? new Problem('internal_error');
    if (problem.status === 503) logWeather(request, problem, error);
    else if (problem.code === 'internal_error') logBug(logger, request, error);
    // Fastify closes after every refused body. What is unread is read and thrown away instead, within the
    // request's time: a client that is still sending would see a reset and not this answer. Where the framing is
    // broken there is no telling where the next request begins.
    const mayStay = problem.code !== 'malformed_request' && !isStopping();
    if (mayStay && reply.hasHeader('connection')) reply.removeHeader('connection');
    return sendProblem(request, reply, problem);
  };
}

function logBug(logger: Logger, request: FastifyRequest, error: Error): void {
  const fields = { request_id: request.id, operation: request.operation?.id };
  if (request.raw.readableAborted) logger.debug(fields, 'the client went away while it was sending');
  else logger.error({ ...fields, err: error }, 'a request failed');
}

/** When the database is away every request says so: one line a second tells enough, and how many it stands for. */
function createWeatherLog(logger: Logger) {
  let silentUntil = 0;
  let unlogged = 0;
  return (request: FastifyRequest, problem: Problem, error: Error): void => {
    if (performance.now() < silentUntil) {
      unlogged++;
      return;
    }
    const fields = { request_id: request.id, operation: request.operation?.id, detail: problem.detail };
    const err = error === problem ? problem.cause : error;
    logger.warn({ ...fields, unlogged, ...(err === undefined ? {} : { err }) }, 'service unavailable');
    unlogged = 0;
    silentUntil = performance.now() + 1_000;
  };
}
