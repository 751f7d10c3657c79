import type { FastifyInstance, FastifyRequest } from 'fastify';
import { createBaseUrlFinder, noBaseUrl } from './answer/base-url.ts';
import type { ProblemFrom } from './answer/error-handler.ts';
import { addShadowedMethods, createUnmatched } from './answer/unmatched.ts';
import { type Operation, readOperations } from './contract/operations.ts';
import { addContracts, addDocsPages, docsPaths } from './docs-pages.ts';
import { addRootPage } from './root-page.ts';
import { addConsole, consolePaths } from './console-pages.ts';
import { addConsoleSignIn } from './console-sign-in.ts';
import { type ServerContext, type ServerLimits, serverLimits } from './server-settings.ts';
import type { SignCall } from './assertions.ts';
import { createForwarder } from './forward.ts';
import type { AnyHandler, Handlers, ServiceName } from './handlers.ts';
import { addHealthRoutes } from './health-routes.ts';
import { createMeasurements } from './measurements.ts';
import { addOperation, serveByForwarding, serveByHandler, type ClaimKey } from './operation-routes.ts';
import type { Authenticate } from './authentication.ts';
import { limitMetrics, limitOpenRequests, type RateLimits } from './rate-limits.ts';
import { addSecurityText, type SecurityContact } from './security-text.ts';
import { Problem } from './problem.ts';
import { createConcurrencyLimits, defaultConcurrencyMax, type ConcurrencyMax } from './concurrency-limits.ts';
import { createFastifyServer, type ServerOptions } from './fastify-server.ts';

export type HttpServerOptions<S extends ServiceName> = {
  service: S;
  context: ServerContext;
  /** Required if the app has operations that are not open to everyone. */
  authenticate?: Authenticate;
  handlers: Handlers<S>;
  /** Converts the app's expected errors into problems. */
  onError?: ProblemFrom;
  /** Base URLs of the apps to which this server passes operations on. The API needs all of them. */
  forward?: Partial<Record<ServiceName, string>>;
  /** Signs the requests to those apps. */
  signCall?: SignCall;
  /** Claims the Idempotency-Key of a request before it is passed on. */
  claimKey?: ClaimKey;
  /** What the answers to this app's writes name in `Florin-Position`. Undefined leaves the header out. */
  position?: () => string | undefined;
  limits?: Partial<ServerLimits & ConcurrencyMax>;
  /** How many requests may come in a period. Without it, any number. */
  rateLimits?: RateLimits;
  /** Addresses or networks of proxies whose `X-Forwarded-For` names the client. */
  trustedProxies?: readonly string[];
  /** For the API: its public URL, used for links in answers. Default: the `Host` of the request. */
  publicUrl?: string | undefined;
  /** For the API: the contact in `/.well-known/security.txt`. */
  securityContact?: SecurityContact | undefined;
  /** For the API: where the built console is, which it serves at `/console`. */
  consoleDirectory?: string;
  /** For the API of `npm start`: the file that the console's sign-in link is worth. Without it there are no such links. */
  consoleSignInFile?: string | undefined;
  /** For the API: where the built documentation is, which it serves at `/docs`. */
  docsDirectory?: string;
};

declare module 'fastify' {
  interface FastifyInstance {
    /** The server for operators: metrics and detailed health. It listens on a port of its own. */
    metricsServer: FastifyInstance;
  }
}

/**
 * Creates the HTTP server of an app: its operations of the contract, and health. The API also passes on the operations
 * of other apps and serves the docs. Metrics and detailed health are on a second server, `metricsServer`. Throws if
 * operations and handlers do not match. Both servers close with the service; accepted requests are finished within 15
 * seconds. They may listen before the service has started: until then health and metrics answer, and all other requests
 * are refused.
 */
export async function createHttpServer<S extends ServiceName>(
  options: HttpServerOptions<S>,
): Promise<FastifyInstance> {
  const { service, context } = options;
  const limits = { ...serverLimits, ...defaultConcurrencyMax, ...options.limits };
  const all = readOperations();
  checkHandlers(service, all, options.handlers);
  const running = createConcurrencyLimits(limits);
  const measurements = createMeasurements(context.metrics, running);
  // Only the API serves pages.
  const findBaseUrl = service === 'api' ? createBaseUrlFinder(options.publicUrl) : noBaseUrl;
  const app = createFastifyServer({
    ...{ context, limits, measurements, findBaseUrl },
    problemFrom: options.onError,
    isBehindApi: service !== 'api',
    ...(options.trustedProxies ? { trustedProxies: options.trustedProxies } : {}),
  });

  const own = all.filter((each) => isServedBy(service, each));
  const forEveryServer = all.filter(({ servedBy }) => servedBy === 'operations');
  const forwarded =
    service === 'api' ? all.filter((each) => !own.includes(each) && !forEveryServer.includes(each)) : [];
  const health = forEveryServer.filter(({ onMetricsPort }) => !onMetricsPort);
  const served = [...own, ...forwarded, ...health];
  if (options.rateLimits) limitOpenRequests(app, [...own, ...forwarded], options.rateLimits);
  const { securityContact, consoleDirectory, docsDirectory } = options;
  const securityText = securityContact ? [/^\/\.well-known\/security\.txt$/] : [];
  const console = consoleDirectory === undefined ? [] : consolePaths;
  const pagePaths = service === 'api' ? [/^\/$/, ...docsPaths, ...securityText, ...console] : [];
  const unmatched = createUnmatched(served, pagePaths);
  refuseUnmatched(app, unmatched);

  const pathsOfService = new Set([...own, ...forwarded].map(({ url }) => url));
  app.addHook('onRequest', (request, _reply, done) =>
    context.isStarting() && pathsOfService.has(request.routeOptions.url ?? '')
      ? done(new Problem('overloaded', { detail: 'The service is starting; nothing was moved.' }))
      : done(),
  );

  const authenticate = counted(options.authenticate ?? refuseAll, options.rateLimits);
  for (const operation of own) {
    const handler = handlerOf(operation, options.handlers);
    const serve = serveByHandler(operation, handler, running, options.position);
    addOperation(app, operation, authenticate, running, serve);
  }
  const claimKey = options.claimKey ?? claimNothing;
  for (const operation of forwarded) {
    const forward = createForwarder(upstreamOf(operation, options), findBaseUrl);
    const serve = serveByForwarding(operation, forward, running, claimKey);
    addOperation(app, operation, authenticate, running, serve);
  }
  addShadowedMethods(app, served, unmatched);
  addHealthRoutes(app, health, context, { details: false });
  if (service === 'api') {
    addContracts(app);
    if (docsDirectory !== undefined) await addDocsPages(app, docsDirectory);
    const has = { hasConsole: consoleDirectory !== undefined, hasDocs: docsDirectory !== undefined };
    addRootPage(app, { findBaseUrl, ...has });
    if (securityContact) addSecurityText(app, securityContact, options.publicUrl);
    if (consoleDirectory !== undefined) await addConsole(app, consoleDirectory);
    if (options.consoleSignInFile !== undefined) addConsoleSignIn(app, options.consoleSignInFile);
  }

  const metricsServer = createMetricsServer(forEveryServer, { context, limits, measurements });
  app.decorate('metricsServer', metricsServer);
  app.addHook('onClose', () => close(metricsServer, limits.closeWithinMs));
  await Promise.all([app.ready(), metricsServer.ready()]);
  context.onStop(`${service} server`, () => close(app, limits.closeWithinMs));
  return app;
}

function createMetricsServer(
  operations: Operation[],
  options: Pick<ServerOptions, 'context' | 'limits' | 'measurements'>,
): FastifyInstance {
  const server = createFastifyServer({
    ...options,
    ...{ problemFrom: undefined, findBaseUrl: noBaseUrl, isBehindApi: false },
  });
  limitMetrics(server);
  refuseUnmatched(server, createUnmatched(operations, []));
  addHealthRoutes(server, operations, options.context, { details: true });
  return server;
}

/** Counts the requests of each key and tenant. */
function counted(authenticate: Authenticate, limits: RateLimits | undefined): Authenticate {
  if (limits === undefined) return authenticate;
  return async (request) => {
    const principal = await authenticate(request);
    // A refusal is counted as one of the tenant, not of its address.
    request.principal = principal;
    limits.countKey(principal);
    return principal;
  };
}

const claimNothing: ClaimKey = async () => async () => undefined;

function refuseUnmatched(app: FastifyInstance, unmatched: (request: FastifyRequest) => Problem): void {
  app.addHook('onRequest', (request, _reply, done) => (request.is404 ? done(unmatched(request)) : done()));
}

const refuseAll: Authenticate = () => {
  throw new Problem('unauthenticated');
};

function upstreamOf({ id, servedBy }: Operation, { forward, signCall }: HttpServerOptions<ServiceName>) {
  const url = forward?.[servedBy as ServiceName];
  if (url === undefined)
    throw new Error(`operation ${id} is served by ${servedBy}, but its URL is not configured`);
  if (signCall === undefined)
    throw new Error(`operation ${id} is passed on to ${servedBy}, but nothing signs the request`);
  return { service: servedBy, url, signCall };
}

/** Node closes connections that are idle when the server begins to close, but not those that become idle later. */
async function close(app: FastifyInstance, withinMs: number): Promise<void> {
  const begin = performance.now();
  const timer = setInterval(() => {
    if (performance.now() - begin < withinMs) app.server.closeIdleConnections();
    else app.server.closeAllConnections();
  }, 100);
  await app.close();
  clearInterval(timer);
}

const isServedBy = (service: string, { servedBy, alsoServedBy }: Operation) =>
  servedBy === service || alsoServedBy.includes(service);

/** Throws if an operation of the app has no handler or a handler has no operation. The error names all of them. */
function checkHandlers(service: string, operations: readonly Operation[], handlers: object): void {
  const expected = operations.filter((each) => isServedBy(service, each)).map(({ id }) => id);
  const given = Object.keys(handlers);
  const mismatches = [
    ...expected.filter((id) => !given.includes(id)).map((id) => `operation ${id} has no handler`),
    ...given.filter((id) => !expected.includes(id)).map((id) => `handler ${id} has no operation`),
  ];
  if (mismatches.length > 0) {
    throw new Error(`the ${service} server does not match the contract: ${mismatches.join(', ')}`);
  }
}

/** `checkHandlers` has ensured that the handler exists and belongs to the operation. */
function handlerOf({ id }: Operation, handlers: object): AnyHandler {
  return (handlers as Record<string, AnyHandler>)[id] as AnyHandler;
}
