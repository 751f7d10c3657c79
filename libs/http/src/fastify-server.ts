import fastify, { LogController, type FastifyInstance } from 'fastify';
import { createAnswerLog, type AnswerLog } from './answer/answer-log.ts';
import { everyAnswer } from './answer/every-answer.ts';
import { createConnectionRefusals, passOnExpectations } from './answer/broken-connection.ts';
import { createErrorHandler, type ProblemFrom } from './answer/error-handler.ts';
import type { FindOwnUrl } from './answer/base-url.ts';
import type { Operation } from './contract/operation.ts';
import { formMediaType } from './contract/read-operations.ts';
import type { ServerContext } from './server-context.ts';
import type { Measurements } from './measurements.ts';
import type { Principal } from './principal.ts';
import { refuseEncodings, wrongMediaType } from './request/body-encoding.ts';
import { findHeadProblem } from './request/check-head.ts';
import { parseJson } from './request/parse-json.ts';
import { requestIdFrom } from './request/request-id.ts';
import { normalizeTarget } from './request/target.ts';
import { PausedConnections } from './paused-connections.ts';
import type { ServerLimits } from './server-limits.ts';

declare module 'fastify' {
  interface FastifyRequest {
    principal: Principal | null;
    operation: Operation | null;
  }
  interface FastifyContextConfig {
    /** What the metrics call the route's answers: an operation, or `unmatched`; pages are `docs`. */
    operationLabel?: string;
  }
}

/** Refusals that say nothing about what was asked for: who gets one is likely to ask again. */
const pauseAfter: ReadonlySet<number> = new Set([401, 429, 503]);

export type ServerOptions = {
  context: ServerContext;
  limits: ServerLimits;
  measurements: Measurements;
  problemFrom: ProblemFrom | undefined;
  findOwnUrl: FindOwnUrl;
};

/** A Fastify without its defaults: nothing is coerced, nothing is unlimited, every error is a problem. */
export function createFastifyServer(options: ServerOptions): FastifyInstance {
  const { context, limits, measurements, problemFrom, findOwnUrl } = options;
  const log = createAnswerLog(context, measurements);
  const handleError = createErrorHandler(context, problemFrom, log, findOwnUrl);
  const refusals = createConnectionRefusals(measurements, log, findOwnUrl);
  const app = fastify({
    loggerInstance: context.logger,
    // One logger for all: a child for each request would cost more than the request's validation.
    childLoggerFactory: (logger) => logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: ({ headers }) => requestIdFrom(headers),
    requestIdHeader: false,
    bodyLimit: limits.maxBodyBytes,
    connectionTimeout: limits.connectionTimeoutMs,
    keepAliveTimeout: limits.keepAliveTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    // While closing, what still arrives on open connections is served, and the connection closed after it.
    return503OnClosing: false,
    routerOptions: { querystringParser: () => ({}) },
    http: {
      maxHeaderSize: limits.maxHeaderBytes,
      connectionsCheckingInterval: limits.checkEveryMs,
      // Checked below, with a problem as answer.
      requireHostHeader: false,
    },
    rewriteUrl: ({ url = '' }) => normalizeTarget(url),
    clientErrorHandler: refusals.refuse,
    frameworkErrors: (error, request, reply) => {
      measurements.broken(error.code);
      // No hook runs for these.
      reply.raw.once('finish', () => log.answered(request, reply));
      handleError(error, request, reply);
    },
  }) as unknown as FastifyInstance;
  app.server.headersTimeout = limits.headersTimeoutMs;
  refusals.watch(app.server);
  passOnExpectations(app.server);
  app.setErrorHandler(handleError);
  readJsonAndForms(app);
  addHooks(app, context, log);
  return app;
}

/** What is larger is a batch. */
const largeBodyBytes = 64 * 1024;

/** JSON for all operations; a form for those that say so. */
function readJsonAndForms(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    try {
      refuseEncodings(request.headers);
      const value = body.length === 0 ? undefined : parseJson(body as Buffer);
      // What follows a large body's parsing has a turn of the event loop of its own.
      if (body.length > largeBodyBytes) setImmediate(done, null, value);
      else done(null, value);
    } catch (error) {
      done(error as Error);
    }
  });
  app.addContentTypeParser(formMediaType, { parseAs: 'buffer' }, (request, body, done) => {
    try {
      const takesForm = request.operation?.takesForm === true;
      if (!takesForm && body.length > 0) throw wrongMediaType(formMediaType);
      refuseEncodings(request.headers);
      done(null, takesForm ? new URLSearchParams(body.toString('utf8')) : undefined);
    } catch (error) {
      done(error as Error);
    }
  });
  // Many clients name a type even where they send nothing.
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (request, body, done) =>
    body.length === 0 ? done(null, undefined) : done(wrongMediaType(request.headers['content-type'])),
  );
}

function addHooks(app: FastifyInstance, context: ServerContext, log: AnswerLog): void {
  app.decorateRequest('principal', null);
  app.decorateRequest('operation', null);
  app.decorateRequest('failure', null);
  app.addHook('onRequest', (request, reply, done) => {
    log.watch(request, reply);
    reply.headers(everyAnswer).header('x-request-id', request.id);
    if (context.isStopping()) reply.header('connection', 'close');
    done(findHeadProblem(request.raw));
  });
  const resting = new PausedConnections();
  app.addHook('onResponse', (request, reply, done) => {
    if (pauseAfter.has(reply.statusCode)) resting.pauseAfter(request.raw);
    log.answered(request, reply);
    done();
  });
}
