import type { FastifyInstance } from 'fastify';
import type { FindBaseUrl } from './answer/base-url.ts';
import { contract } from './generated/contract.ts';
import { mediaTypeFor } from './request/headers.ts';

const places = {
  docs: '/docs',
  guides: '/docs/guides',
  console: '/console',
  reference: '/docs/reference',
  errors: '/docs/errors',
  events: '/docs/events',
  contract: '/openapi.json',
  event_contract: '/asyncapi.json',
  health: '/health/ready',
};

type Options = { findBaseUrl: FindBaseUrl; hasConsole: boolean; hasDocs: boolean };

/**
 * Serves `/`: as JSON the name of this server and links to its documents, and to the console if it has one. A browser gets the
 * first page of the documentation.
 */
export function addRootPage(app: FastifyInstance, { findBaseUrl, hasConsole, hasDocs }: Options): void {
  const shown = Object.entries(places).filter(
    ([name, path]) => (name !== 'console' || hasConsole) && (!path.startsWith('/docs') || hasDocs),
  );
  const { title, version } = (contract as { info: { title: string; version: string } }).info;
  app.get('/', (request, reply) => {
    reply.header('vary', 'Accept');
    const wanted = mediaTypeFor(request.headers.accept, ['application/json', 'text/html']);
    if (wanted === 'text/html' && hasDocs) return reply.redirect('/docs', 303);
    const base = findBaseUrl(request.raw);
    const links = Object.fromEntries(shown.map(([name, path]) => [name, base + path]));
    return reply.send({ name: title, version, ...links });
  });
}
