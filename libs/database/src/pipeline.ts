import { Query, type QueryResult } from 'pg';

/** One statement of a pipeline; a name makes it a prepared one. */
export type PipelinedStatement = { text: string; values?: readonly unknown[]; name?: string | undefined };

/** The internals of node-postgres that its types do not declare. */
export type PipelineConnection = {
  stream: { cork(): void; uncork(): void };
  parsedStatements: Record<string, string>;
  submittedNamedStatements: Record<string, string | undefined>;
  parse(statement: { name?: string; text: string }): void;
  sync(): void;
};
type Driver = {
  _canceledDueToError: Error | false;
  _result: { _types: unknown };
  _results: QueryResult;
  name?: string;
  text: string;
  submit(connection: PipelineConnection): Error | null;
  handleRowDescription(message: object): void;
  handleDataRow(message: object): void;
  handleCommandComplete(message: object, connection: PipelineConnection): void;
};
type Callback = (error: Error | undefined, results: QueryResult[]) => void;

/**
 * Several statements that are sent at once, with one Sync behind the last: one round trip. Outside a transaction they are one
 * transaction. After the first error PostgreSQL skips the rest, so that a COMMIT behind a statement that failed is not run. The driver's
 * own pipeline mode has a Sync behind each statement, which would run it.
 */
export class Pipeline {
  /** The driver sets this to an error that it found itself, and reads it. */
  _canceledDueToError: Error | false = false;
  readonly #statements: Driver[];
  readonly #callback: Callback;
  readonly #parsing: Driver[] = [];
  readonly #results: QueryResult[] = [];
  /** Why a statement could not be sent: those before it were, and none behind it. */
  unsendable: Error | undefined;

  /** `types` are the connection's parsers of values. `callback` is called once, with the results in the statements' order. */
  constructor(statements: readonly PipelinedStatement[], types: unknown, callback: Callback) {
    this.#callback = callback;
    this.#statements = statements.map((statement) => {
      const fail = (error?: Error) => (this.unsendable ??= error);
      const query: Driver = Reflect.construct(Query, [
        { ...statement, queryMode: 'extended', callback: fail },
      ]);
      query._result._types = types;
      return query;
    });
  }

  submit(connection: PipelineConnection): null {
    const parse = (statement: Driver) => {
      this.#parsing.push(statement);
      connection.parse(statement);
    };
    const withoutSync: PipelineConnection = Object.create(connection, {
      parse: { value: parse },
      sync: { value: () => {} },
    });
    connection.stream.cork();
    for (const statement of this.#statements) {
      const refused = statement.submit(withoutSync);
      if (refused !== null) this.unsendable = refused;
      // The statements before it are on their way, and leave a transaction that the caller rolls back.
      if (this.unsendable !== undefined) break;
    }
    connection.sync();
    connection.stream.uncork();
    return null;
  }

  /** PostgreSQL has parsed the next of the statements that were not prepared before. */
  handleParseComplete({ parsedStatements, submittedNamedStatements }: PipelineConnection): void {
    const parsed = this.#parsing.shift();
    if (!parsed?.name) return;
    parsedStatements[parsed.name] = parsed.text;
    submittedNamedStatements[parsed.name] = undefined;
  }

  handleRowDescription(message: object): void {
    this.#current?.handleRowDescription(message);
  }

  handleDataRow(message: object): void {
    this.#current?.handleDataRow(message);
  }

  handleCommandComplete(message: object, connection: PipelineConnection): void {
    this.#current?.handleCommandComplete(message, connection);
    this.#completed();
  }

  handleEmptyQuery(): void {
    this.#completed();
  }

  handleError(error: Error, { submittedNamedStatements }: PipelineConnection): void {
    for (const { name = '' } of this.#parsing) submittedNamedStatements[name] = undefined;
    this.#callback(this.#foundByDriver ?? error, this.#results);
  }

  handleReadyForQuery(): void {
    this.#callback(this.#foundByDriver ?? this.unsendable, this.#results);
  }

  #completed(): void {
    if (this.#current !== undefined) this.#results.push(this.#current._results);
  }

  get #current(): Driver | undefined {
    return this.#statements[this.#results.length];
  }

  get #foundByDriver(): Error | undefined {
    const found = [this, ...this.#statements].find(
      ({ _canceledDueToError }) => _canceledDueToError !== false,
    );
    return found?._canceledDueToError || undefined;
  }
}
