import { Problem } from '../problem.ts';

/** The names and values after a URL's `?`, in order. Throws a Problem where their encoding is broken. */
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
