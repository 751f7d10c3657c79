import type { operations } from './generated/openapi.ts';

/** What may stand in the query of an operation. */
export type Query<O extends keyof operations> = NonNullable<operations[O]['parameters']['query']>;

/** The same for callers: where several values may stand, one may stand alone. */
export type OneOrSeveral<Values> = {
  [Name in keyof Values]: NonNullable<Values[Name]> extends readonly (infer One)[]
    ? One | readonly One[] | Extract<Values[Name], undefined>
    : Values[Name];
};

/** A list of one and its only value look alike in a query, so this changes the type alone. */
export function queryOf<O extends keyof operations>(values: OneOrSeveral<Query<O>>): Query<O> {
  return values as Query<O>;
}

/**
 * What stands after the `?`, as the contract has it: lists name by name (`status=held&status=captured`), objects key
 * by key (`metadata[order]=4711`). What is undefined is left out.
 */
export function queryText(query: Record<string, unknown>): string {
  return Object.entries(query)
    .flatMap(([name, value]) => pairsOf(name, value))
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
}

function pairsOf(name: string, value: unknown): [string, string][] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.map((each) => [name, String(each)]);
  if (typeof value !== 'object') return [[name, String(value as string | number | boolean)]];
  return Object.entries(value).map(([key, each]) => [`${name}[${key}]`, String(each)]);
}
