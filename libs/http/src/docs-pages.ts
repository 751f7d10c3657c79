import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { openBuiltFiles, sendNotBuilt, type BuiltFiles } from './built-files.ts';
import { contract } from './generated/contract.ts';
import { eventsContract } from './generated/events.ts';
import { Problem } from './problem.ts';
import { mediaTypeFor } from './request/headers.ts';
import { targetOf } from './request/target.ts';

const prefix = '/docs';
/** Where language models look for the list of pages. */
const listForPrograms = 'llms.txt';

/** The paths of the contracts and of all pages, for `Allow`. */
export const docsPaths = [/^\/(openapi|asyncapi)\.json$/, /^\/docs(\/.*)?$/, /^\/llms\.txt$/];

/** Adds both contracts as JSON. */
export function addContracts(app: FastifyInstance): void {
  addContract(app, '/openapi.json', contract);
  addContract(app, '/asyncapi.json', eventsContract);
}

function addContract(app: FastifyInstance, path: string, document: object): void {
  const bytes = Buffer.from(JSON.stringify(document));
  app.get(path, (_request, reply) =>
    reply
      .header('content-type', 'application/json')
      .header('cache-control', 'public, max-age=300')
      .send(bytes),
  );
}

/**
 * Serves the files of the built documentation under `/docs`: a page at its name without an extension, its Markdown with `.md`. What
 * is not there is a page for browsers, and a problem for all others.
 */
export async function addDocsPages(app: FastifyInstance, directory: string): Promise<void> {
  const files = await openBuiltFiles(app, directory);
  const answer = (path: string, request: FastifyRequest, reply: FastifyReply): FastifyReply =>
    files
      ? sendFile(files, path, request, reply)
      : sendNotBuilt(reply, 'documentation', 'node apps/docs/build/main.ts');
  app.get(prefix, (request, reply) => answer('', request, reply));
  app.get(`${prefix}/*`, (request, reply) =>
    answer(targetOf(request).path.slice(prefix.length + 1), request, reply),
  );
  app.get(`/${listForPrograms}`, (request, reply) => answer(listForPrograms, request, reply));
}

function sendFile(
  files: BuiltFiles,
  path: string,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const page = `${path || 'index'}.html`;
  if (files.has(page)) {
    // Scalar, which shows the reference, writes its styles into the page.
    return files.send(reply, page, { inlineStyles: path === 'reference' });
  }
  if (path.endsWith('.md') && files.has(path))
    return files.send(reply.type('text/markdown; charset=utf-8'), path);
  if (files.has(path) && !path.endsWith('.html')) return files.send(reply, path);
  const withoutSlash = path.replace(/\/$/, '');
  if (files.has(`${withoutSlash}.html`)) return reply.redirect(`${prefix}/${withoutSlash}`, 301);
  const wanted = mediaTypeFor(request.headers.accept, ['application/problem+json', 'text/html']);
  if (wanted !== 'text/html' || !files.has('404.html')) throw new Problem('not_found');
  return files.send(reply.code(404), '404.html');
}
