import { createHash, timingSafeEqual } from 'node:crypto';
import { readFileSync, unlinkSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { Problem } from './problem.ts';

/** What the file holds: the hash of the code (SHA-256, hex), the key that the code is worth, and the end of its life. */
type SignInFile = { code_sha256: string; api_key: string; expires_at: string };

const refused = () =>
  new Problem('unauthenticated', {
    detail:
      'This sign-in link has been used, has expired, or is of an earlier start. ' +
      'Paste an API key instead, or start the bank again for a new link.',
  });

/**
 * Lets the console exchange a one-time code for the API key in a file: `POST /console/sign-in` with `{"code"}` answers
 * `{"api_key"}` once. Only `npm start` writes such a file, for its development tenant. A bank without the setting has no such
 * route.
 */
export function addConsoleSignIn(app: FastifyInstance, file: string): void {
  app.post('/console/sign-in', { bodyLimit: 1_024 }, (request, reply) => {
    const apiKey = redeem(file, codeIn(request.body));
    return reply.header('cache-control', 'no-store').send({ api_key: apiKey });
  });
}

function redeem(file: string, code: string): string {
  const kept = readSignInFile(file);
  const given = createHash('sha256').update(code).digest();
  if (!kept || !timingSafeEqual(given, Buffer.from(kept.code_sha256, 'hex'))) throw refused();
  // The request that removes the file has used the code: of two at the same moment the second finds none.
  if (!isRemoved(file) || Date.parse(kept.expires_at) <= Date.now()) throw refused();
  return kept.api_key;
}

function codeIn(body: unknown): string {
  const code = typeof body === 'object' && body !== null && 'code' in body ? body.code : undefined;
  if (typeof code !== 'string') throw refused();
  return code;
}

function readSignInFile(file: string): SignInFile | undefined {
  try {
    const kept: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isSignInFile(kept) ? kept : undefined;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

const isSignInFile = (value: unknown): value is SignInFile =>
  typeof value === 'object' &&
  value !== null &&
  ['code_sha256', 'api_key', 'expires_at'].every((name) => typeof Reflect.get(value, name) === 'string');

function isRemoved(file: string): boolean {
  try {
    unlinkSync(file);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';
