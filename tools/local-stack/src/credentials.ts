import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What `.local/credentials.json` holds; only its owner may read it. */
export type Credentials = {
  api_key?: string;
  tenant_id?: string;
  /** The fraud app's own key of that tenant: it freezes accounts, and may do nothing else. */
  fraud_api_key?: string;
  internal_token: string;
};

/** The credentials of an earlier start, or a new internal token. Consumers trust every process that has the token. */
export function readCredentials(directory: string): Credentials {
  const path = join(directory, 'credentials.json');
  if (!existsSync(path)) return { internal_token: randomBytes(32).toString('base64url') };
  return JSON.parse(readFileSync(path, 'utf8')) as Credentials;
}

export function writeCredentials(directory: string, credentials: Credentials): void {
  writePrivately(join(directory, 'credentials.json'), `${JSON.stringify(credentials, null, 2)}\n`);
}

/** The fraud app's setting FLORIN_API_KEYS. */
export const fraudApiKeysOf = ({ tenant_id, fraud_api_key }: Credentials): string =>
  tenant_id && fraud_api_key ? `${tenant_id}=${fraud_api_key}` : '';

/** Readable by the owner only, also when the file was there with a wider mode. */
export function writePrivately(path: string, content: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content, { mode: 0o600 });
  chmodSync(path, 0o600);
}
