import type { FastifyInstance, FastifyReply } from 'fastify';
import { openBuiltFiles, sendNotBuilt } from './built-files.ts';
import { Problem } from './problem.ts';
import { targetOf } from './request/target.ts';

const prefix = '/console';

/** The console's paths, for `Allow`. */
export const consolePaths = [/^\/console(\/.*)?$/];

/**
 * Serves the files of the built console under `/console`. A path without a file and without an extension gets the page:
 * the console itself reads the path.
 */
export async function addConsole(app: FastifyInstance, directory: string): Promise<void> {
  const files = await openBuiltFiles(app, directory);
  const answer = (path: string, reply: FastifyReply): FastifyReply => {
    if (!files) return sendNotBuilt(reply, 'console', 'node apps/console/build/main.ts');
    if (files.has(path)) return files.send(reply, path);
    if (/\.[^/]*$/.test(path)) throw new Problem('not_found');
    return files.send(reply, 'index.html');
  };
  app.get(prefix, (_request, reply) => answer('', reply));
  app.get(`${prefix}/*`, (request, reply) => answer(targetOf(request).path.slice(prefix.length + 1), reply));
}
