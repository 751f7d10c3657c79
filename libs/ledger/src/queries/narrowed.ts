import { idToUuid } from '@florin/database';
import type { Metadata } from '@florin/rules';
import type { Conditions } from './conditions.ts';

/** With more rows than this, a page of the newest rows is found soon enough in the order of their ids. */
const idsMax = 10_000;

/** A list by ids that a function has found by an index (migration 0020), or without it where there are too many. */
export type Narrowed = { cte: string; branches: string[] };

/** For a list that no index narrows. */
export const notNarrowed: Narrowed = { cte: '', branches: [] };

type Lookup = 'transactions_with_metadata' | 'accounts_with_metadata' | 'accounts_named';

/**
 * Row-level security keeps the planner from using an index for `@>` and LIKE, so that a list by them would read all of a
 * tenant's rows. The list has these branches, of which PostgreSQL runs one. `wanted` is the function's second argument.
 */
export function narrowedBy(
  lookup: Lookup,
  conditions: Conditions,
  tenantId: string,
  wanted: string,
): Narrowed {
  const [tenant, value, most] = [idToUuid(tenantId), wanted, idsMax].map((each) =>
    conditions.parameter(each),
  );
  return {
    cte: `with narrowed as materialized (select ledger.${lookup}(${tenant}, ${value}, ${most}) as ids) `,
    branches: ['id = any ((select ids from narrowed)::uuid[])', '(select ids is null from narrowed)'],
  };
}

/** The condition of lists by metadata; undefined when nothing is wanted. */
export function metadataText(metadata: Metadata | undefined): string | undefined {
  return metadata === undefined || Object.keys(metadata).length === 0 ? undefined : JSON.stringify(metadata);
}
