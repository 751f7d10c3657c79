import { Refusal } from './refusal.ts';
import type { FakeRequest } from './operation.ts';

/**
 * One page of a list, newest first, and the cursor to the next. A cursor says which list and filters it belongs to, and
 * is of no use elsewhere, as the bank's is.
 */
export function pageOf<T>(items: readonly T[], keyOf: (item: T) => string, request: FakeRequest) {
  const { query } = request;
  const limit = query['limit'] as number;
  const after = positionIn(request);
  const rest = after === undefined ? items : items.filter((item) => keyOf(item) < after);
  const data = rest.slice(0, limit);
  const has_more = rest.length > limit;
  return { data, has_more, next_cursor: has_more ? sealed(keyOf(data.at(-1)!), request) : null };
}

/** Where the page before ended, or undefined for the first page. */
export function positionIn(request: FakeRequest): string | undefined {
  const { cursor } = request.query as { cursor?: string };
  if (cursor === undefined) return undefined;
  const [position, context] = opened(cursor);
  if (position === undefined || context !== contextOf(request)) throw new Refusal('invalid_cursor');
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

/** Whether all of these facts are in the metadata. */
export function hasFacts(metadata: Record<string, string> = {}, wanted?: Record<string, string>): boolean {
  return Object.entries(wanted ?? {}).every(([name, value]) => metadata[name] === value);
}

/** Whether a moment is in a range whose begin belongs to it and whose end does not. */
export function isWithin(time: string, from?: string, to?: string): boolean {
  const ms = Date.parse(time);
  return (from === undefined || ms >= boundMs(from)) && (to === undefined || ms < boundMs(to));
}

/** A bound in milliseconds: what lies within one is taken as the next, as the bank does. */
export function boundMs(time: string): number {
  const [, fraction = ''] = /\.(\d+)/.exec(time) ?? [];
  return Date.parse(time) + (/[1-9]/.test(fraction.slice(3)) ? 1 : 0);
}

/** How far ahead of the bank's clock a client's may be: a time up to then counts as now. */
export const clocksDifferMs = 30_000;
