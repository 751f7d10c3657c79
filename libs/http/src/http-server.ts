import type { FastifyInstance, FastifyRequest } from 'fastify';
import { createFindOwnUrl, noBaseUrl } from './answer/base-url.ts';
import type { ProblemFrom } from './answer/error-handler.ts';
import { addShadowedMethods, createUnmatched } from './answer/unmatched.ts';
import { checkHandlers } from './check-handlers.ts';
import type { Operation } from './contract/operation.ts';
import { readOperations } from './contract/read-operations.ts';
import { addDocsPages, docsPaths } from './docs/docs-pages.ts';
import { addRootPage } from './docs/root-page.ts';
import type { ServerContext } from './server-context.ts';
import { createForwarder } from './forward.ts';
import type { AnyHandler, Handlers, ServiceName } from './handlers.ts';
import { addHealthRoutes } from './health-routes.ts';
import { createMeasurements } from './measurements.ts';
import { addOperation, serveByForwarding, serveByHandler, type ClaimKey } from './operation-routes.ts';
import type { Authenticate } from './principal.ts';
import { Problem } from './problem.ts';
import { createRunningRequests, defaultRunningLimits, type RunningLimits } from './running-requests.ts';
import { serverLimits, type ServerLimits } from './server-limits.ts';
import { createFastifyServer } from './fastify-server.ts';

export type HttpServerOptions<S extends ServiceName> = {
  service: S;
  context: ServerContext;
  /** Needed where the app has operations that are not open to everyone. */
  authenticate?: Authenticate;
  handlers: Handlers<S>;
  /** Turns the app's own expected errors into problems. */
  onError?: ProblemFrom;
  /** Base URLs of the apps that this server passes operations on to; the API's HTTP server needs all of them. */
  forward?: Partial<Record<ServiceName, string>>;
  /** What this server shows to those apps, at least 32 characters. */
  internalToken?: string;
  /** Takes the Idempotency-Key of a request before it is passed on. */
  claimKey?: ClaimKey;
  limits?: Partial<ServerLimits & RunningLimits>;
  /** Of the API: the address by which clients know it, for links in answers; without it their `Host` tells. */
  publicUrl?: string | undefined;
};

declare module 'fastify' {
  interface FastifyInstance {
    /** What is for those who run the app alone: metrics, and health in detail. It listens on a port of its own. */
    metricsServer: FastifyInstance;
  }
}

/**
 * An app's HTTP server: the operations that the contract gives it, and health; the API's also passes on what other apps
 * serve, and has the docs. Metrics and details of health are on a server of their own, `metricsServer`. Boots only when
 * operations and handlers match. Both close with the service: requests that were accepted are finished, for 15 seconds
 * at most. `listen` opens them, also before the service has started: until then health and metrics answer, and
 * everything else is refused.
 */
export async function createHttpServer<S extends ServiceName>(
  options: HttpServerOptions<S>,
): Promise<FastifyInstance> {
  const { service, context } = options;
  const limits = { ...serverLimits, ...defaultRunningLimits, ...options.limits };
  const all = readOperations();
  checkHandlers(service, all, options.handlers);
  const running = createRunningRequests(limits);
  const measurements = createMeasurements(context.metrics, running);
  // Only the API has pages.
  const findOwnUrl = service === 'api' ? createFindOwnUrl(options.publicUrl) : noBaseUrl;
  const app = createFastifyServer({
    context,
    limits,
    measurements,
    problemFrom: options.onError,
    findOwnUrl,
  });

  const own = all.filter(({ servedBy }) => servedBy === service);
  const forEveryServer = all.filter(({ servedBy }) => servedBy === 'operations');
  const passedOn =
    service === 'api' ? all.filter((each) => !own.includes(each) && !forEveryServer.includes(each)) : [];
  const health = forEveryServer.filter(({ onMetricsPort }) => !onMetricsPort);
  const served = [...own, ...passedOn, ...health];
  const unmatched = createUnmatched(served, service === 'api' ? docsPaths : []);
  refuseUnmatched(app, unmatched);

  const ofTheService = new Set([...own, ...passedOn].map(({ url }) => url));
  app.addHook('onRequest', (request, _reply, done) =>
    context.isStarting() && ofTheService.has(request.routeOptions.url ?? '')
      ? done(new Problem('overloaded', { detail: 'The service is starting; nothing was moved.' }))
      : done(),
  );

  const authenticate = options.authenticate ?? refuseAll;
  for (const operation of own) {
    const handler = (options.handlers as unknown as Record<string, AnyHandler>)[operation.id]!;
    addOperation(app, operation, authenticate, running, serveByHandler(operation, handler, running));
  }
  const claimKey = options.claimKey ?? claimNothing;
  for (const operation of passedOn) {
    const forward = createForwarder(upstreamOf(operation, options), findOwnUrl);
    const serve = serveByForwarding(operation, forward, running, claimKey);
    addOperation(app, operation, authenticate, running, serve);
  }
  addShadowedMethods(app, served, unmatched);
  addHealthRoutes(app, health, context, { details: false });
  if (service === 'api') {
    addDocsPages(app);
    addRootPage(app, findOwnUrl);
  }

  const ofMetrics = { context, limits, measurements, problemFrom: undefined, findOwnUrl: noBaseUrl };
  const metricsServer = createFastifyServer(ofMetrics);
  refuseUnmatched(metricsServer, createUnmatched(forEveryServer, []));
  addHealthRoutes(metricsServer, forEveryServer, context, { details: true });
  app.decorate('metricsServer', metricsServer);
  app.addHook('onClose', () => close(metricsServer, limits.closeWithinMs));
  await Promise.all([app.ready(), metricsServer.ready()]);
  context.onStop(`${service} server`, () => close(app, limits.closeWithinMs));
  return app;
}

const claimNothing: ClaimKey = async () => async () => undefined;

function refuseUnmatched(app: FastifyInstance, unmatched: (request: FastifyRequest) => Problem): void {
  app.addHook('onRequest', (request, _reply, done) => (request.is404 ? done(unmatched(request)) : done()));
}

const refuseAll: Authenticate = () => {
  throw new Problem('unauthenticated');
};

function upstreamOf({ id, servedBy }: Operation, { forward, internalToken }: HttpServerOptions<ServiceName>) {
  const url = forward?.[servedBy as ServiceName];
  if (url === undefined)
    throw new Error(`operation ${id} is served by ${servedBy}, but its URL is not configured`);
  if (internalToken === undefined)
    throw new Error(`operation ${id} is passed on to ${servedBy}, but there is no internal token`);
  return { service: servedBy, url, token: internalToken };
}

/** Node closes the connections that are idle when it is told to close, not those that become idle afterwards. */
async function close(app: FastifyInstance, withinMs: number): Promise<void> {
  const begin = performance.now();
  const timer = setInterval(() => {
    if (performance.now() - begin < withinMs) app.server.closeIdleConnections();
    else app.server.closeAllConnections();
  }, 100);
  await app.close();
  clearInterval(timer);
}
