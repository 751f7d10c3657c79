import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { writePrivately } from './credentials.ts';

const lifetimeMs = 60 * 60_000;

/** Where the API finds the key for the code of the link. */
export const signInFileOf = (directory: string): string => join(directory, 'console-sign-in.json');

/**
 * Makes the code of a link that signs in to the console once, within an hour. The key itself is in no URL: the API exchanges the
 * code for it. A link of an earlier start ends.
 */
export function makeSignInCode(directory: string, apiKey: string): string {
  const code = randomBytes(32).toString('base64url');
  const kept = {
    code_sha256: createHash('sha256').update(code).digest('hex'),
    api_key: apiKey,
    expires_at: new Date(Date.now() + lifetimeMs).toISOString(),
  };
  writePrivately(signInFileOf(directory), `${JSON.stringify(kept, null, 2)}\n`);
  return code;
}
