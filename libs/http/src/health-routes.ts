import type { FastifyInstance } from 'fastify';
import type { Operation } from './contract/operations.ts';
import type { ServerContext } from './server-settings.ts';
import { createRequestReader } from './request/request-reader.ts';
import type { Serve } from './operation-routes.ts';

/**
 * Registers liveness, readiness and metrics, which every app serves to its operators without a key. Readiness shows each
 * dependency only with `details`.
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
    if (!serve) throw new Error(`operation ${operation.id} is for every server, but has no implementation`);
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
