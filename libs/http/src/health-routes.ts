import type { FastifyInstance } from 'fastify';
import type { Operation } from './contract/operation.ts';
import type { ServerContext } from './server-context.ts';
import { createRequestReader } from './request/request-reader.ts';
import type { Serve } from './operation-routes.ts';

/**
 * Registers what every app serves to those who run it: liveness, readiness, metrics. Open without a key. What readiness
 * says of each dependency is shown with `details` only.
 */
export function addHealthRoutes(
  app: FastifyInstance,
  operations: Operation[],
  context: ServerContext,
  { details }: { details: boolean },
): void {
  const serves: Record<string, Serve> = {
    getLiveness: async (_request, reply) => reply.send({ status: 'live' }),
    getReadiness: async (_request, reply) => {
      const { ready, checks } = await context.readiness();
      const body = { status: ready ? 'ready' : 'not_ready', checks: details ? checks : {} };
      return reply.code(ready ? 200 : 503).send(body);
    },
    getMetrics: async (_request, reply) =>
      reply.header('content-type', context.metrics.registry.contentType).send(await context.metrics.text()),
  };
  for (const operation of operations) {
    const serve = serves[operation.id];
    if (!serve) throw new Error(`operation ${operation.id} is for every server, but none knows it`);
    const read = createRequestReader(operation);
    app.route({
      method: operation.method,
      url: operation.url,
      config: { operationLabel: operation.id },
      onRequest: (request, _reply, done) => {
        request.operation = operation;
        done();
      },
      handler: (request, reply) => {
        read(request);
        return serve(request, reply);
      },
    });
  }
}
