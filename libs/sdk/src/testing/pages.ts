import { boundOf } from '@florin/rules';
import type { FakeRequest } from './operation.ts';
import { FakeProblem } from './refusal.ts';

type ListRequest = FakeRequest & { query: { limit: number; cursor?: string } };

/**
 * Returns one page of a list, newest first, and the cursor of the next page. As in the bank, a cursor is valid only for
 * the list and the filters that it was returned for.
 */
export function pageOf<T>(items: readonly T[], keyOf: (item: T) => string, request: ListRequest) {
  const { limit } = request.query;
  const after = positionIn(request);
  const rest = after === undefined ? items : items.filter((item) => keyOf(item) < after);
  const data = rest.slice(0, limit);
  const has_more = rest.length > limit;
  const last = data.at(-1);
  const next_cursor = has_more && last !== undefined ? sealed(keyOf(last), request) : null;
  return { data, has_more, next_cursor };
}

/** Returns where the previous page ended, or undefined for the first page. Throws `invalid_cursor`. */
export function positionIn(request: FakeRequest & { query: { cursor?: string } }): string | undefined {
  const { cursor } = request.query;
  if (cursor === undefined) return undefined;
  const [position, context] = opened(cursor);
  if (position === undefined || context !== contextOf(request)) throw new FakeProblem('invalid_cursor');
  return position;
}

export function sealed(position: string, request: FakeRequest): string {
  const bytes = new TextEncoder().encode(JSON.stringify([position, contextOf(request)]));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}

function opened(cursor: string): [position?: string, context?: string] {
  try {
    const binary = atob(cursor.replaceAll('-', '+').replaceAll('_', '/'));
    const text = new TextDecoder().decode(Uint8Array.from(binary, (character) => character.charCodeAt(0)));
    return JSON.parse(text) as [string, string];
  } catch {
    return [];
  }
}

function contextOf({ operation, params, query }: FakeRequest): string {
  const filters = Object.entries(query)
    .filter(([name, value]) => name !== 'cursor' && name !== 'limit' && value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([operation, params['id'], filters]);
}

/** Whether the metadata contains all wanted names and values. */
export function hasFacts(metadata: Record<string, string> = {}, wanted?: Record<string, string>): boolean {
  return Object.entries(wanted ?? {}).every(([name, value]) => metadata[name] === value);
}

/** Whether a moment is in a range, which includes `from` and excludes `to`. */
export function isWithin(moment: Date, from?: string, to?: string): boolean {
  return (from === undefined || moment >= boundOf(from)) && (to === undefined || moment < boundOf(to));
}
