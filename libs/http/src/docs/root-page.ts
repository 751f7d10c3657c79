import type { FastifyInstance } from 'fastify';
import type { FindBaseUrl } from '../answer/base-url.ts';
import { contract } from '../generated/contract.ts';
import { mediaTypeFor } from '../request/headers.ts';
import { sendPage } from './docs-pages.ts';
import { page } from './page.ts';

const places = [
  ['guides', '/docs/guides', 'How to use it, from the first debit to production'],
  ['reference', '/docs', 'Every operation, to be tried out'],
  ['errors', '/docs/errors', 'What each error code means and what to do'],
  ['events', '/docs/events', 'What is published over Kafka and to webhooks'],
  ['contract', '/openapi.json', 'OpenAPI 3.1, for tools'],
  ['event_contract', '/asyncapi.json', 'AsyncAPI, for tools'],
  ['health', '/health/ready', 'Whether it is ready'],
] as const;

const html = page('/docs', 'A bank as an API', [
  '<h1>Florin</h1><p>This is the Florin API. It wants a key: <code>Authorization: Bearer &lt;key&gt;</code>.</p>',
  '<ul>',
  ...places.map(([, path, what]) => `<li><a href="${path}"><code>${path}</code></a>: ${what}</li>`),
  '</ul>',
]);

/** Serves `/`: the name of this server and links to its documents, as HTML for browsers and as JSON otherwise. */
export function addRootPage(app: FastifyInstance, findBaseUrl: FindBaseUrl): void {
  const { title, version } = (contract as { info: { title: string; version: string } }).info;
  app.get('/', (request, reply) => {
    reply.header('vary', 'Accept');
    const wanted = mediaTypeFor(request.headers.accept, ['application/json', 'text/html']);
    if (wanted === 'text/html') return sendPage(reply, html);
    const base = findBaseUrl(request.raw);
    const links = Object.fromEntries(places.map(([name, path]) => [name, base + path]));
    return reply.send({ name: title, version, ...links });
  });
}
