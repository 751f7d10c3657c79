import type { operations } from './generated/openapi.ts';

/** The query parameters of an operation. */
export type Query<O extends keyof operations> = NonNullable<operations[O]['parameters']['query']>;

/** The parameters as callers pass them: where a list is allowed, a single value is allowed too. */
export type OneOrSeveral<Values> = {
  [Name in keyof Values]: NonNullable<Values[Name]> extends readonly (infer One)[]
    ? One | readonly One[] | Extract<Values[Name], undefined>
    : Values[Name];
};

/** Changes only the type: in a query, a list with one value has the same text as that value alone. */
export function queryOf<O extends keyof operations>(values: OneOrSeveral<Query<O>>): Query<O> {
  return values as Query<O>;
}

/**
 * Returns the query string as the contract defines it. A list repeats its name (`status=held&status=captured`), an
 * object adds the key to its name (`metadata[order]=4711`). Undefined and null values are omitted.
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
  if (typeof value !== 'object') return [[name, String(value)]];
  return Object.entries(value).map(([key, each]) => [`${name}[${key}]`, String(each)]);
}
