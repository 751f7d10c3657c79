import { createHash } from 'node:crypto';
import { BoundedClient } from './bounded-client.ts';

const names = new Map<string, string>();

/**
 * Declares a prepared statement, which PostgreSQL parses and plans once per connection, and returns its text. Running that
 * text with parameters runs the prepared statement. The text must never vary, and must list its columns: a prepared `*`
 * fails when a migration adds a column.
 */
export function prepared(text: string): string {
  names.set(text, createHash('sha256').update(text).digest('base64url'));
  return text;
}

/** A connection that runs the statements declared with `prepared` by their names. */
export class PreparingClient extends BoundedClient {
  override query(query: unknown, ...rest: unknown[]): never {
    // Only a text with parameters can be prepared.
    const name = typeof query === 'string' && rest[0] !== undefined ? names.get(query) : undefined;
    return super.query(name === undefined ? query : { name, text: query }, ...rest);
  }
}
