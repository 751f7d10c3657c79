import fastify, { LogController, type FastifyInstance } from 'fastify';
import { createAnswerLog, type AnswerLog } from './answer/answer-log.ts';
import { commonHeaders } from './answer/problem-answer.ts';
import { createConnectionRefusals, passOnExpectations } from './answer/broken-connection.ts';
import { createErrorHandler, type ProblemFrom } from './answer/error-handler.ts';
import type { FindBaseUrl } from './answer/base-url.ts';
import { formMediaType, type Operation } from './contract/operations.ts';
import type { ServerContext, ServerLimits } from './server-settings.ts';
import type { Measurements } from './measurements.ts';
import type { Principal } from './authentication.ts';
import { refuseEncodings, wrongMediaType } from './request/body-encoding.ts';
import { findHeadProblem } from './request/check-head.ts';
import { parseJson } from './request/parse-json.ts';
import { newRequestId, requestIdHeaders } from './request/headers.ts';
import { normalizeTarget } from './request/target.ts';
import { PausedConnections } from './paused-connections.ts';
import { traceRequests } from './trace-requests.ts';

declare module 'fastify' {
  interface FastifyRequest {
    principal: Principal | null;
    operation: Operation | null;
  }
  interface FastifyContextConfig {
    /** The label of the route's answers in metrics: an operation or `unmatched`. Pages are `docs`. */
    operationLabel?: string;
  }
}

/** Statuses of refusals that clients often retry at once. */
const pauseAfter: ReadonlySet<number> = new Set([401, 429, 503]);

export type ServerOptions = {
  context: ServerContext;
  limits: ServerLimits;
  measurements: Measurements;
  problemFrom: ProblemFrom | undefined;
  findBaseUrl: FindBaseUrl;
  /** Addresses or networks of proxies whose `X-Forwarded-For` names the client. */
  trustedProxies?: readonly string[];
  /** Whether only the API sends requests here. */
  isBehindApi: boolean;
};

/** Creates a Fastify server with our own defaults: no coercion, limits everywhere, every error is a problem. */
export function createFastifyServer(options: ServerOptions): FastifyInstance {
  const { context, limits, measurements, problemFrom, findBaseUrl } = options;
  const log = createAnswerLog(context, measurements);
  const handleError = createErrorHandler(context, problemFrom, log, findBaseUrl);
  const refusals = createConnectionRefusals(measurements, log, findBaseUrl);
  const app = fastify({
    loggerInstance: context.logger,
    // A child logger per request would cost more than the validation of the request.
    childLoggerFactory: (logger) => logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: ({ headers }) => newRequestId(headers, options.isBehindApi),
    requestIdHeader: false,
    ...(options.trustedProxies?.length ? { trustProxy: [...options.trustedProxies] } : {}),
    bodyLimit: limits.maxBodyBytes,
    connectionTimeout: limits.connectionTimeoutMs,
    keepAliveTimeout: limits.keepAliveTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    // While closing, requests on open connections are served, and each connection is closed afterwards.
    return503OnClosing: false,
    routerOptions: { querystringParser: () => ({}) },
    http: {
      maxHeaderSize: limits.maxHeaderBytes,
      connectionsCheckingInterval: limits.checkEveryMs,
      // The onRequest hook checks it and answers with a problem.
      requireHostHeader: false,
    },
    rewriteUrl: ({ url = '' }) => normalizeTarget(url),
    clientErrorHandler: refusals.refuse,
    frameworkErrors: (error, request, reply) => {
      measurements.broken(error.code);
      // Fastify runs no hook for these errors.
      reply.raw.once('finish', () => log.answered(request, reply));
      void handleError(error, request, reply);
    },
  }) as unknown as FastifyInstance;
  app.server.headersTimeout = limits.headersTimeoutMs;
  refusals.watch(app.server);
  passOnExpectations(app.server);
  app.setErrorHandler(handleError);
  readJsonAndForms(app);
  traceRequests(app, options);
  addHooks(app, context, log);
  return app;
}

/** Only the bodies of batches are larger. */
const largeBodyBytes = 64 * 1024;

/** Parses JSON for all operations, and forms for the operations that take them. */
function readJsonAndForms(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    try {
      refuseEncodings(request.headers);
      const value = body.length === 0 ? undefined : parseJson(body);
      // Validation of a large body runs in another turn of the event loop than its parsing.
      if (body.length > largeBodyBytes) setImmediate(done, null, value);
      else done(null, value);
    } catch (error) {
      done(asError(error));
    }
  });
  app.addContentTypeParser(formMediaType, { parseAs: 'buffer' }, (request, body, done) => {
    try {
      const takesForm = request.operation?.takesForm === true;
      if (!takesForm && body.length > 0) throw wrongMediaType(formMediaType);
      refuseEncodings(request.headers);
      done(null, takesForm ? new URLSearchParams(body.toString('utf8')) : undefined);
    } catch (error) {
      done(asError(error));
    }
  });
  // Many clients send a Content-Type even without a body.
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
    reply.headers(commonHeaders).headers(requestIdHeaders(request));
    if (context.isStopping()) reply.header('connection', 'close');
    done(findHeadProblem(request.raw));
  });
  const paused = new PausedConnections();
  app.addHook('onResponse', (request, reply, done) => {
    if (pauseAfter.has(reply.statusCode)) paused.pauseAfter(request.raw);
    log.answered(request, reply);
    done();
  });
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
