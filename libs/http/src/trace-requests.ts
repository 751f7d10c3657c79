import { isTracing, startSpan, type Span } from '@florin/service';
import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** The request's span; null where it is not traced. */
    span: Span | null;
  }
}

/** Probes request health and metrics every few seconds: their spans would hide the others. */
const untraced = /^\/(health|metrics)/;

/**
 * Records a span for each request that the sampler chooses. A `traceparent` of the client is linked, not continued: the
 * sampler alone decides what is recorded, and no client makes the bank record everything. Behind the API
 * (`isBehindApi`) it is the API's, and continued.
 */
export function traceRequests(app: FastifyInstance, { isBehindApi }: { isBehindApi: boolean }): void {
  app.decorateRequest('span', null);
  if (!isTracing()) return;
  app.addHook('onRequest', (request, reply, done) => {
    if (!untraced.test(request.url)) {
      const { traceparent } = request.headers;
      const given = typeof traceparent === 'string' ? traceparent : undefined;
      const span = startSpan(request.method, {
        kind: 'server',
        ...(isBehindApi ? { parent: given } : { links: given === undefined ? [] : [given] }),
        attributes: { 'http.request.method': request.method, 'florin.request_id': request.id },
      });
      request.span = span ?? null;
      // Comes after the answer, and also when the client has gone away before it.
      if (span) reply.raw.once('close', () => endSpan(span, request.operation?.id, reply.raw.statusCode));
    }
    done();
  });
}

function endSpan(span: Span, operation: string | undefined, status: number): void {
  span.end({
    name: operation,
    attributes: { 'http.route': operation ?? 'unmatched', 'http.response.status_code': status },
    failed: status >= 500,
  });
}
