const pageSize = 50;

/** The filters of the page after a cursor. The lists of the SDK pass the cursor on. */
export function afterCursor<Filters extends object>(filters: Filters, cursor: string | undefined): Filters {
  const page = { ...filters, limit: pageSize };
  return cursor === undefined ? page : { ...page, cursor };
}
