import { createHash } from 'node:crypto';
import { Client, type QueryArrayConfig, type QueryConfig } from 'pg';

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
export class PreparingClient extends Client {
  // One override for the driver's many forms of the method; only a text with parameters can be one of those.
  override query(query: string | QueryConfig | QueryArrayConfig, ...rest: unknown[]): never {
    const name = typeof query === 'string' && rest[0] !== undefined ? names.get(query) : undefined;
    const ask = super.query.bind(this) as (...parameters: unknown[]) => never;
    return ask(name === undefined ? query : { name, text: query }, ...rest);
  }
}
