import { createHash } from 'node:crypto';
import { BoundedClient } from './bounded-client.ts';

const names = new Map<string, string>();

/**
 * Declares a statement that PostgreSQL parses and plans once a connection, and returns its text: whoever runs that text
 * with parameters runs the prepared statement. It is for ever the same text, and names its columns: a prepared `*` breaks
 * when a migration adds one.
 */
export function prepared(text: string): string {
  names.set(text, createHash('sha256').update(text).digest('base64url'));
  return text;
}

/** A connection of the driver's pool that knows what was declared `prepared`. */
export class PreparingClient extends BoundedClient {
  override query(query: unknown, ...rest: unknown[]): never {
    // Only a text with parameters can be one of those.
    const name = typeof query === 'string' && rest[0] !== undefined ? names.get(query) : undefined;
    return super.query(name === undefined ? query : { name, text: query }, ...rest);
  }
}
