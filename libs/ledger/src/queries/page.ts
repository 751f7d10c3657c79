/** A page of a list, newest first. The next page has the ids below `next`; undefined at the end. */
export type Page<Row> = { rows: Row[]; next: string | undefined };

/** Makes a page of `limit` rows. One row more than the limit means that there is a next page. */
export function pageOf<Row extends { id: string }>(rows: Row[], limit: number): Page<Row> {
  const kept = rows.slice(0, limit);
  return { rows: kept, next: rows.length > limit ? kept.at(-1)?.id : undefined };
}
