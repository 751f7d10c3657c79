/** The conditions of a query, joined by "and". Values are parameters and never part of the SQL text. */
export class Conditions {
  readonly values: unknown[] = [];
  readonly #terms: string[] = [];

  /** Adds a parameter and returns its name in the SQL text: `$1`, `$2` … */
  parameter(value: unknown): string {
    return `$${this.values.push(value)}`;
  }

  /** Adds `sql`, in which `?` is the value. Adds nothing when the value is undefined. */
  where(sql: string, value: unknown): this {
    if (value !== undefined) this.#terms.push(sql.replace('?', () => this.parameter(value)));
    return this;
  }

  /** Adds a condition without a value. */
  always(sql: string): this {
    this.#terms.push(sql);
    return this;
  }

  /** The text after `where`. */
  get sql(): string {
    return this.#terms.join(' and ');
  }
}
