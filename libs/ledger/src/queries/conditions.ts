/** The conditions of a question, joined by "and". Values travel as parameters and never stand in the SQL text. */
export class Conditions {
  readonly values: unknown[] = [];
  readonly #terms: string[] = [];

  /** A parameter for this value, as the SQL text has it: `$1`, `$2` … */
  parameter(value: unknown): string {
    return `$${this.values.push(value)}`;
  }

  /** Adds `sql`, in which `?` stands for the value; nothing where there is no value. */
  where(sql: string, value: unknown): this {
    if (value !== undefined) this.#terms.push(sql.replace('?', () => this.parameter(value)));
    return this;
  }

  /** Adds a condition without a value. */
  always(sql: string): this {
    this.#terms.push(sql);
    return this;
  }

  /** To stand after `where`. */
  get sql(): string {
    return this.#terms.join(' and ');
  }
}
