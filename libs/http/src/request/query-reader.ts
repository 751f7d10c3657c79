import type { Parameter } from '../contract/operation.ts';
import { validationFailed, type FieldError } from '../problem.ts';
import { parseQuery } from './parse-query.ts';

/**
 * Makes the function that gives a query the shape the contract describes, strictly: what is a list there may stand
 * several times (`status=held&status=captured`), what is an object stands key by key (`metadata[order]=4711`),
 * whole numbers become numbers, `true` and `false` booleans, and nothing else may stand twice. Throws a Problem.
 */
export function createQueryReader(parameters: Parameter[]): (text: string) => Record<string, unknown> {
  const typeOf = new Map(parameters.map(({ name, schema }) => [name, schema['type']]));

  return (text) => {
    const values = Object.create(null) as Record<string, unknown>;
    const repeated: FieldError[] = [];
    const put = (into: unknown, key: string, value: unknown, pointer: string) => {
      const isTaken = typeof into !== 'object' || key in (into as object);
      if (isTaken) repeated.push({ in: 'query', pointer, message: 'stands more than once' });
      else (into as Record<string, unknown>)[key] = value;
    };
    for (const [name, value] of parseQuery(text)) {
      const [, whole, key] = /^([^[]+)\[(.*)\]$/s.exec(name) ?? [];
      if (whole !== undefined && key !== undefined && typeOf.get(whole) === 'object') {
        put((values[whole] ??= Object.create(null)), key, value, `/${whole}/${key.slice(0, maxNameLength)}`);
      } else if (typeOf.get(name) === 'array') {
        ((values[name] ??= []) as unknown[]).push(value);
      } else {
        put(values, name, typed(value, typeOf.get(name)), `/${name.slice(0, maxNameLength)}`);
      }
    }
    if (repeated.length > 0) throw validationFailed(repeated);
    return values;
  };
}

const maxNameLength = 64;

/** What the contract wants as a number or a boolean; anything that is none stays text, for the contract to refuse. */
function typed(value: string, type: unknown): string | number | boolean {
  if (type === 'integer' && /^-?(0|[1-9]\d{0,14})$/.test(value)) return Number(value);
  if (type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  return value;
}
