import { existsSync, globSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** What a page may load and run. All of it comes from this origin. */
type PagePolicy = {
  /** No style stands in a page, so an injected one has no effect. Default: false. */
  inlineStyles?: boolean;
};

/** The files of a site that was built before the start. Only those are served, so no path leads elsewhere. */
export type BuiltFiles = {
  has(path: string): boolean;
  /** Sends a file that is there. Assets, whose names contain a hash of their content, may be kept for ever. */
  send(reply: FastifyReply, path: string, policy?: PagePolicy): FastifyReply;
};

/** Undefined if there is no site in this folder. */
export async function openBuiltFiles(
  app: FastifyInstance,
  directory: string,
): Promise<BuiltFiles | undefined> {
  if (!existsSync(join(directory, 'index.html'))) return undefined;
  // The directory may be a link that a later build changes.
  const root = realpathSync(directory);
  const files = new Set(globSync('**/*.*', { cwd: root }).map((path) => path.replaceAll('\\', '/')));
  if (!app.hasReplyDecorator('sendFile'))
    await app.register(fastifyStatic, { root, serve: false, preCompressed: true, cacheControl: false });
  return {
    has: (path) => files.has(path),
    send: (reply, path, policy) =>
      reply
        .headers(pageHeaders(policy))
        .header(
          'cache-control',
          path.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
        )
        .sendFile(path, root),
  };
}

/** No script stands in a page, so an injected one does not run. */
const pageHeaders = ({ inlineStyles = false }: PagePolicy = {}) => ({
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self'${inlineStyles ? " 'unsafe-inline'" : ''}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
});

/** Says how to build what is not there. */
export const sendNotBuilt = (reply: FastifyReply, what: string, command: string): FastifyReply =>
  reply
    .code(404)
    .header('content-type', 'text/plain; charset=utf-8')
    .send(`The ${what} is not built: run "${command}", then start the API again.\n`);
