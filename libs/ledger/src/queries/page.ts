/** A page of a list, newest first. The next page has the ids below `next`; undefined at the end. */
export type Page<Row> = { rows: Row[]; next: string | undefined };

/** Makes a page of `limit` rows. One row more than the limit means that there is a next page. */
export function pageOf<Row extends { id: string }>(rows: Row[], limit: number): Page<Row> {
  const kept = rows.slice(0, limit);
  return { rows: kept, next: rows.length > limit ? kept.at(-1)?.id : undefined };
}

/**
 * A query for a page of the newest rows of these selects. Each has its own index ordered by id, and no row is in two. So
 * PostgreSQL reads no more than a page from each, where one query with "or" would read and sort all rows.
 */
export function newestOf(selects: readonly string[], limit: string): string {
  const newest = selects.map((select) => `(${select} order by id desc limit ${limit})`).join(' union all ');
  return selects.length === 1 ? newest : `select * from (${newest}) as found order by id desc limit ${limit}`;
}
