/** A page of a list, newest first. `next` is the id to ask below for the following page; undefined at the end. */
export type Page<Row> = { rows: Row[]; next: string | undefined };

/** Rows were asked for one beyond the limit, to see whether there are more. */
export function pageOf<Row extends { id: string }>(rows: Row[], limit: number): Page<Row> {
  const kept = rows.slice(0, limit);
  return { rows: kept, next: rows.length > limit ? kept.at(-1)?.id : undefined };
}
