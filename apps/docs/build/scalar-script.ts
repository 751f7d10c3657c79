import fastify from 'fastify';
import scalar from '@scalar/fastify-api-reference';

/** Scalar's script for browsers. It is published as a string inside a plugin for Fastify, whose route answers with it. */
export async function scalarScript(): Promise<Uint8Array> {
  const carrier = fastify();
  await carrier.register(scalar, { routePrefix: '/docs', configuration: { url: '/openapi.json' } });
  const { statusCode, rawPayload } = await carrier.inject('/docs/js/scalar.js');
  await carrier.close();
  if (statusCode !== 200) throw new Error(`Scalar's plugin answered ${statusCode}`);
  return rawPayload;
}
