import { createHash } from 'node:crypto';
import { isUniqueViolation } from '@florin/database';
import { Problem } from '@florin/http';

/** A request's idempotency key and the hash of its body. */
export type RequestName = {
  key: string;
  /** The hash of the body with its fields sorted. */
  fingerprint: string;
  /** The hash of the body in the order in which it was sent, which earlier versions stored. */
  fingerprintAsSent: string;
};

/** The idempotency key and fingerprints of a request; undefined without a key. */
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

/** Makes the hash independent of the order of the fields, also in nested objects. */
function sortKeys(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Throws `idempotency_key_reused` if the key was used for another body. Accepts fingerprints of earlier versions too. */
export function checkFingerprint(name: RequestName, fingerprint: string): void {
  if (name.fingerprint !== fingerprint && name.fingerprintAsSent !== fingerprint)
    throw new Problem('idempotency_key_reused');
}

/**
 * Runs `work` again after a unique violation: of two concurrent requests with one idempotency key, PostgreSQL lets one
 * insert its row, and the second run of the other one finds it.
 */
export async function retryOnDuplicate<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return work();
  }
}
