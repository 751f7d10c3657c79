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
  return { key, fingerprint: createHash('sha256').update(JSON.stringify(body)).digest('hex') };
}

/** Throws when the name was used for something else. */
export function checkFingerprint(name: RequestName, fingerprint: string): void {
  if (name.fingerprint !== fingerprint) throw new Problem('idempotency_key_reused');
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
