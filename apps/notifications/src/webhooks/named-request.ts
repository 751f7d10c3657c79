import { createHash } from 'node:crypto';
import { isUniqueViolation } from '@florin/database';
import { Problem } from '@florin/http';
import type { RequestName } from './endpoint-store.ts';

/** The name of a request that its sender may send again: its Idempotency-Key, and a hash of what it asks for. */
export function requestName(request: {
  idempotencyKey: string | undefined;
  body: unknown;
}): RequestName | undefined {
  const { idempotencyKey: key, body } = request;
  if (key === undefined) return undefined;
  const fingerprint = sha256(JSON.stringify(body, sortKeys));
  return { key, fingerprint, fingerprintAsSent: sha256(JSON.stringify(body)) };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The order of a body's fields makes no difference. */
function sortKeys(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Throws when the name was used for something else. */
export function checkFingerprint(name: RequestName, fingerprint: string): void {
  if (name.fingerprint !== fingerprint && name.fingerprintAsSent !== fingerprint)
    throw new Problem('idempotency_key_reused');
}

/** Two requests under one name at once: PostgreSQL lets one make it, and the other finds it the second time. */
export async function onceMoreWhenNamedTwice<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return work();
  }
}
