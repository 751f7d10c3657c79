import type { ServerResponse } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ServerContext } from '../server-context.ts';
import type { Measurements } from '../measurements.ts';
import type { Problem } from '../problem.ts';

/** Why a request was not answered with a success, for its log line. */
export type Failure = { code: string; detail?: string; err?: unknown };

declare module 'fastify' {
  interface FastifyRequest {
    failure: Failure | null;
  }
}

/** What nginx calls a request whose client closed the connection before its answer. It is never sent. */
const clientClosedRequest = 499;
/** Long enough for a posting that waits for a busy account, and then some. */
const slowMs = 2_500;
/** Lines per second and code for refusals that anybody can cause in any number. */
const floodLinesPerSecond = 100;

type Line = { request_id: string; operation?: string; status: number; code: string; ms?: number };

/**
 * Writes one line for each request that was not answered with a success, under its request id, and counts all of them.
 * With `accessLog` also one for each success. Refusals without a key, 429 and 503 are written up to 100 times a second
 * and code; the others of that second are counted in one line.
 */
export function createAnswerLog({ logger, accessLog }: ServerContext, measurements: Measurements) {
  const floods = createFloodLimit((code, unlogged) =>
    logger.warn({ code, unlogged }, 'refusals that were not logged one by one'),
  );

  function refused(line: Line, failure: Failure | null, isAnonymous: boolean): void {
    const { status, code } = line;
    const isFlood = isAnonymous || status === 429 || status === 503;
    const place = isFlood ? floods.take(code) : 'first';
    if (place === 'none') return;
    if (status < 500) return logger.info(line, 'refused');
    const { detail, err } = failure ?? {};
    // A database that is away gives every request the same error: once a second tells enough.
    const cause = err === undefined || place === 'later' ? {} : { err };
    const fields = { ...line, ...(detail === undefined ? {} : { detail }), ...cause };
    if (status === 503) logger.warn(fields, 'service unavailable');
    else logger.error(fields, 'a request failed');
  }

  // The end of an answer and of its connection come in either order; the first one counts.
  const ends = new WeakSet<FastifyRequest>();
  const refusedBelow = new WeakSet<ServerResponse>();

  function ended(request: FastifyRequest, status: number, elapsedMs: number): void {
    if (ends.has(request)) return;
    ends.add(request);
    const { failure, id: request_id } = request;
    const operation = labelOf(request);
    measurements.answered(operation, status, elapsedMs);
    const ms = Math.round(elapsedMs);
    const line = { request_id, operation, status, ms };
    if (status === clientClosedRequest) {
      const code = 'client_closed_request';
      if (request.principal !== null || floods.take(code) !== 'none')
        logger.info({ ...line, code }, 'the connection ended before the answer');
    } else if (status >= 400) {
      const code = failure?.code ?? String(status);
      refused({ ...line, code }, failure, request.principal === null);
    } else if (elapsedMs > slowMs) logger.warn(line, 'slow answer');
    else if (accessLog) logger.info(line, 'answered');
  }

  return {
    /** To be called when a request arrives: sees to it that its connection's end does not pass unnoticed. */
    watch(request: FastifyRequest, reply: FastifyReply): void {
      reply.raw.once('close', () => {
        if (refusedBelow.has(reply.raw)) return;
        ended(request, clientClosedRequest, reply.elapsedTime);
      });
    },
    answered(request: FastifyRequest, reply: FastifyReply): void {
      ended(request, reply.raw.errored ? clientClosedRequest : reply.statusCode, reply.elapsedTime);
    },
    /** A bug in the handling of a request whose connection has ended already. */
    failedUnseen({ id: request_id, operation, failure }: FastifyRequest): void {
      const fields = { request_id, operation: operation?.id, err: failure?.err };
      logger.error(fields, 'a request failed after its connection had ended');
    },
    /** What never became a request, or is one (`unanswered`) whose body broke off. */
    broken({ code, status }: Problem, requestId: string, unanswered?: ServerResponse): void {
      if (unanswered) refusedBelow.add(unanswered);
      refused({ request_id: requestId, status, code }, null, true);
    },
  };
}

export type AnswerLog = ReturnType<typeof createAnswerLog>;

function labelOf(request: FastifyRequest): string {
  if (request.operation) return request.operation.id;
  // Refused before its operation was looked at, or none.
  return request.routeOptions.config?.operationLabel ?? (request.is404 ? 'unmatched' : 'docs');
}

type Window = { until: number; taken: number; unlogged: number };

/** Lets so many lines of a code through in a second, and tells at its end how many more there were. */
function createFloodLimit(tell: (code: string, unlogged: number) => void) {
  const windows = new Map<string, Window>();

  const open = (code: string, now: number): Window => {
    const window = { until: now + 1_000, taken: 0, unlogged: 0 };
    windows.set(code, window);
    return window;
  };
  const countOne = (code: string, window: Window): void => {
    window.unlogged += 1;
    if (window.unlogged > 1) return;
    setTimeout(() => tell(code, window.unlogged), window.until - performance.now()).unref();
  };

  return {
    /** Whether this line is the first of its second, a later one, or one too many. */
    take(code: string): 'first' | 'later' | 'none' {
      const now = performance.now();
      const known = windows.get(code);
      const window = known === undefined || now >= known.until ? open(code, now) : known;
      if (window.taken >= floodLinesPerSecond) {
        countOne(code, window);
        return 'none';
      }
      window.taken += 1;
      return window.taken === 1 ? 'first' : 'later';
    },
  };
}
