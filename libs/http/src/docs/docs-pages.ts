import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { contract } from '../generated/contract.ts';
import { eventsContract } from '../generated/events.ts';
import { isProblemCode } from '../problem-codes.ts';
import { Problem } from '../problem.ts';
import { errorIndexPage, errorPage } from './error-pages.ts';
import { eventPage, eventsPage } from './events-pages.ts';
import { guidePage, guidesPage } from './guide-pages.ts';
import { pageStyle } from './page.ts';
import { addReferencePage } from './reference-page.ts';

/** The paths of all pages, for `Allow`. */
export const docsPaths = [
  /^\/$/,
  /^\/(openapi|asyncapi)\.json$/,
  /^\/docs\/?$/,
  /^\/docs\/(scalar\.js|(errors|events|guides)(\/[^/]+)?)$/,
];

const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; style-src '${hashOf(pageStyle)}'`,
  'referrer-policy': 'no-referrer',
};

/** Adds both contracts as JSON, the API reference, the guides, and a page for each error code and each event. */
export function addDocsPages(app: FastifyInstance): void {
  addDocument(app, '/openapi.json', contract);
  addDocument(app, '/asyncapi.json', eventsContract);
  app.get('/docs/errors', (_request, reply) => sendPage(reply, errorIndexPage()));
  app.get<{ Params: { code: string } }>('/docs/errors/:code', (request, reply) => {
    const { code } = request.params;
    if (!isProblemCode(code)) throw new Problem('not_found');
    return sendPage(reply, errorPage(code));
  });
  app.get('/docs/events', (_request, reply) => sendPage(reply, eventsPage()));
  app.get('/docs/guides', (_request, reply) => sendPage(reply, guidesPage()));
  for (const [section, pageNamed] of Object.entries({ events: eventPage, guides: guidePage })) {
    app.get<{ Params: { name: string } }>(`/docs/${section}/:name`, (request, reply) => {
      const html = pageNamed(request.params.name);
      if (html === undefined) throw new Problem('not_found');
      return sendPage(reply, html);
    });
  }
  addReferencePage(app);
}

function addDocument(app: FastifyInstance, path: string, document: object): void {
  const bytes = Buffer.from(JSON.stringify(document));
  app.get(path, (_request, reply) =>
    reply
      .header('content-type', 'application/json')
      .header('cache-control', 'public, max-age=300')
      .send(bytes),
  );
}

export function sendPage(reply: FastifyReply, html: string): FastifyReply {
  return reply.headers(pageHeaders).send(html);
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
