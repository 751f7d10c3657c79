import { hash } from 'node:crypto';
import { requestText } from '@florin/rules';

/** The SHA-256 of an operation and its request. The order of keys makes no difference. */
export function fingerprintOf(operation: string, request: object): Buffer {
  return hashOf(requestText(operation, request));
}

/** The SHA-256 of a request's text: what an idempotency key is kept with. */
export function hashOf(text: string): Buffer {
  return hash('sha256', text, 'buffer');
}
