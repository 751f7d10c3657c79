import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { contract } from '../generated/contract.ts';
import { isProblemCode } from '../problem-codes.ts';
import { Problem } from '../problem.ts';
import { errorIndexPage, errorPage, pageStyle } from './error-pages.ts';
import { addReferencePage } from './reference-page.ts';

/** The paths of all pages, for `Allow`. */
export const docsPaths = [/^\/openapi\.json$/, /^\/docs\/?$/, /^\/docs\/(scalar\.js|errors|errors\/[^/]+)$/];

const errorPageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; style-src '${hashOf(pageStyle)}'`,
  'referrer-policy': 'no-referrer',
};

/** Adds /openapi.json, the API reference at /docs and a page for each error code. */
export function addDocsPages(app: FastifyInstance): void {
  const document = Buffer.from(JSON.stringify(contract));
  app.get('/openapi.json', (_request, reply) =>
    reply
      .header('content-type', 'application/json')
      .header('cache-control', 'public, max-age=300')
      .send(document),
  );
  app.get('/docs/errors', (_request, reply) => sendPage(reply, errorIndexPage()));
  app.get<{ Params: { code: string } }>('/docs/errors/:code', (request, reply) => {
    const { code } = request.params;
    if (!isProblemCode(code)) throw new Problem('not_found');
    return sendPage(reply, errorPage(code));
  });
  addReferencePage(app);
}

function sendPage(reply: FastifyReply, html: string): FastifyReply {
  return reply.headers(errorPageHeaders).send(html);
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
