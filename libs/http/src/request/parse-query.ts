import { validationFailed, Problem, type FieldError } from '../problem.ts';

/** Reads the part of a URL after the `?` strictly: no parameter twice, no broken encoding. Throws a Problem. */
export function parseQuery(text: string): Record<string, string> {
  const values = Object.create(null) as Record<string, string>;
  const repeated: FieldError[] = [];
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decode(equals < 0 ? pair : pair.slice(0, equals));
    if (name in values)
      repeated.push({ in: 'query', pointer: `/${name.slice(0, 64)}`, message: 'stands more than once' });
    values[name] = equals < 0 ? '' : decode(pair.slice(equals + 1));
  }
  if (repeated.length > 0) throw validationFailed(repeated);
  return values;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new Problem('malformed_request', { detail: 'The query holds a broken percent-encoding.' });
  }
}
