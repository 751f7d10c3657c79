import type { Parameter } from '../contract/operations.ts';
import { Problem, validationFailed, type FieldError } from '../problem.ts';
import { isRecord } from './is-record.ts';

/**
 * Creates a strict reader for queries with these parameters. Lists are repeated (`status=held&status=captured`), objects
 * are written by key (`metadata[order]=4711`), and integers and booleans are converted. The reader throws a Problem if
 * any other parameter is repeated; query libraries keep one of the values silently.
 */
export function createQueryReader(parameters: Parameter[]): (text: string) => Record<string, unknown> {
  const typeOf = new Map(parameters.map(({ name, schema }) => [name, schema['type']]));

  return (text) => {
    const values: Record<string, unknown> = Object.create(null);
    const repeated: FieldError[] = [];
    const put = (into: unknown, key: string, value: unknown, pointer: string) => {
      const isFree = isRecord(into) && !(key in into);
      if (isFree) into[key] = value;
      else repeated.push({ in: 'query', pointer, message: 'stands more than once' });
    };
    for (const [name, value] of parseQuery(text)) {
      const [, whole, key] = /^([^[]+)\[(.*)\]$/s.exec(name) ?? [];
      if (whole !== undefined && key !== undefined && typeOf.get(whole) === 'object') {
        put((values[whole] ??= Object.create(null)), key, value, `/${whole}/${key.slice(0, maxNameLength)}`);
      } else if (typeOf.get(name) === 'array') {
        const list: unknown = (values[name] ??= []);
        if (Array.isArray(list)) list.push(value);
      } else {
        put(values, name, typed(value, typeOf.get(name)), `/${name.slice(0, maxNameLength)}`);
      }
    }
    if (repeated.length > 0) throw validationFailed(repeated);
    return values;
  };
}

const maxNameLength = 64;

/** Converts integers and booleans. Any other value remains text, which the schema refuses. */
function typed(value: string, type: unknown): string | number | boolean {
  if (type === 'integer' && /^-?(0|[1-9]\d{0,14})$/.test(value)) return Number(value);
  if (type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  return value;
}

/** The names and values of a query, in order. Throws a Problem if the percent-encoding is broken. */
export function parseQuery(text: string): [name: string, value: string][] {
  return text
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      return equals < 0
        ? [decode(pair), '']
        : [decode(pair.slice(0, equals)), decode(pair.slice(equals + 1))];
    });
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new Problem('malformed_request', { detail: 'The query holds a broken percent-encoding.' });
  }
}
