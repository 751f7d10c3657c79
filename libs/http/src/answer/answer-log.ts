import type { ServerResponse } from 'node:http';
import { createLineLimit } from '@florin/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ServerContext } from '../server-settings.ts';
import type { Measurements } from '../measurements.ts';
import type { Problem } from '../problem.ts';
import { shownRequestId } from '../request/headers.ts';

/** Why a request failed, for its log line. */
export type Failure = { code: string; detail?: string; err?: unknown };

declare module 'fastify' {
  interface FastifyRequest {
    failure: Failure | null;
  }
}

/** The status that nginx logs when a client closes the connection before its answer. It is never sent. */
const clientClosedRequest = 499;
/** Longer than a posting that waits for a busy account. */
const slowMs = 2_500;
/** Lines per second and code for refusals that any client can cause in any number. */
const floodLinesPerSecond = 100;

type Ids = { request_id: string; florin_request_id: string; trace_id?: string };
type Line = Ids & { operation?: string; status: number; code: string; ms?: number };

/**
 * Writes one line with the request id for each request that failed, and with `accessLog` also for each success. Refusals
 * without a key and those with status 429 or 503 are written up to 100 times per second and code; one line counts the
 * others of that second. All requests are measured.
 */
export function createAnswerLog({ logger, accessLog }: ServerContext, measurements: Measurements) {
  const floods = createLineLimit({
    linesMax: floodLinesPerSecond,
    intervalMs: 1_000,
    onUnlogged: (code, unlogged) =>
      logger.warn({ code, unlogged }, 'refusals that were not logged one by one'),
  });

  function refused(line: Line, failure: Failure | null, isAnonymous: boolean): void {
    const { status, code } = line;
    measurements.refused(code);
    const isFlood = isAnonymous || status === 429 || status === 503;
    const allowed = isFlood ? floods.take(code) : { isFirst: true };
    if (allowed === undefined) return;
    if (status < 500) return logger.info(line, 'refused');
    const { detail, err } = failure ?? {};
    // While the database is unavailable, every request has the same error. It is logged once a second.
    const cause = err === undefined || !allowed.isFirst ? {} : { err };
    const fields = { ...line, ...(detail === undefined ? {} : { detail }), ...cause };
    if (status === 503) logger.warn(fields, 'service unavailable');
    else logger.error(fields, 'a request failed');
  }

  // The answer and the connection may end in either order. The first end counts.
  const ends = new WeakSet<FastifyRequest>();
  const refusedBelow = new WeakSet<ServerResponse>();

  function ended(request: FastifyRequest, status: number, elapsedMs: number): void {
    if (ends.has(request)) return;
    ends.add(request);
    const { failure } = request;
    const operation = labelOf(request);
    measurements.answered(operation, status, elapsedMs);
    const ms = Math.round(elapsedMs);
    const line = { ...idsOf(request), operation, status, ms };
    if (status === clientClosedRequest) {
      const code = 'client_closed_request';
      if (request.principal !== null || floods.take(code) !== undefined)
        logger.info({ ...line, code }, 'the connection ended before the answer');
    } else if (status >= 400) {
      const code = failure?.code ?? String(status);
      refused({ ...line, code }, failure, request.principal === null);
    } else if (elapsedMs > slowMs) logger.warn(line, 'slow answer');
    else if (accessLog) logger.info(line, 'answered');
  }

  return {
    /** Called when a request arrives. Logs the request if its connection ends before the answer. */
    watch(request: FastifyRequest, reply: FastifyReply): void {
      reply.raw.once('close', () => {
        if (refusedBelow.has(reply.raw)) return;
        ended(request, clientClosedRequest, reply.elapsedTime);
      });
    },
    answered(request: FastifyRequest, reply: FastifyReply): void {
      ended(request, reply.raw.errored ? clientClosedRequest : reply.statusCode, reply.elapsedTime);
    },
    /** Logs a bug in the handling of a request whose connection has already ended. */
    failedUnseen(request: FastifyRequest): void {
      const { operation, failure } = request;
      const fields = { ...idsOf(request), operation: operation?.id, err: failure?.err };
      logger.error(fields, 'a request failed after its connection had ended');
    },
    /** Logs input that is not a complete request, or a request (`unanswered`) with an incomplete body. */
    broken({ code, status }: Problem, requestId: string, unanswered?: ServerResponse): void {
      if (unanswered) refusedBelow.add(unanswered);
      refused({ request_id: requestId, florin_request_id: requestId, status, code }, null, true);
    },
  };
}

/** The id by which the client knows the request, the server's own, and that of its trace. */
function idsOf(request: FastifyRequest): Ids {
  const ids = { request_id: shownRequestId(request), florin_request_id: request.id };
  return request.span ? { ...ids, trace_id: request.span.traceId } : ids;
}

export type AnswerLog = ReturnType<typeof createAnswerLog>;

function labelOf(request: FastifyRequest): string {
  if (request.operation) return request.operation.id;
  // The request was refused before its operation was known, or has none.
  return request.routeOptions.config?.operationLabel ?? (request.is404 ? 'unmatched' : 'docs');
}
