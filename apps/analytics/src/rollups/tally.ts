/** A column's value as the database takes it; a bigint may be larger than what any of its integers hold. */
export type Value = string | number | bigint;
export type Row = Record<string, Value>;

/**
 * What a batch of events adds to one table: one row for each key. They are handed out in the order of their keys, so
 * that all who write to the table lock its rows in the same order and never wait for each other in a circle.
 */
export class Tally<R extends Row> {
  readonly #rows = new Map<string, R>();

  /** The row of this key, which begins as what `begin` gives. */
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
