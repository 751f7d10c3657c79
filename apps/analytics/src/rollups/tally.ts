/** A column's value. A bigint may exceed PostgreSQL's integer types and is then stored as numeric. */
export type Value = string | number | bigint;
export type Row = Record<string, Value>;

/**
 * The rows that a batch of events adds to one table, one for each key. They are returned in the order of their keys, so that
 * all instances lock the rows of the table in the same order and do not deadlock.
 */
export class Tally<R extends Row> {
  readonly #rows = new Map<string, R>();

  /** The row of this key; `begin` creates it if there is none. */
  row(key: readonly Value[], begin: () => R): R {
    const text = key.join(' ');
    let row = this.#rows.get(text);
    if (!row) {
      row = begin();
      this.#rows.set(text, row);
    }
    return row;
  }

  rows(): R[] {
    return [...this.#rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  }
}
