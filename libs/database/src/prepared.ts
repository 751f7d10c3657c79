import { createHash } from 'node:crypto';
import { Client, type Connection, type QueryResult } from 'pg';
import { BoundedClient, type BoundedClientConfig } from './bounded-client.ts';
import { CommitOutcomeUnknown, markRolledBack, sqlstate } from './failures.ts';
import {
  clusterColumns,
  clusterOf,
  flushedColumn,
  lsnOf,
  type ClusterRow,
  type LogPosition,
} from './log-position.ts';
import { Pipeline, type PipelineConnection, type PipelinedStatement } from './pipeline.ts';
import { currentTenants } from './tenant-scope.ts';

const names = new Map<string, string>();

/**
 * Declares a prepared statement, which PostgreSQL parses and plans once per connection, and returns its text. Running that
 * text with parameters runs the prepared statement. The text must never vary, and must list its columns: a prepared `*`
 * fails when a migration adds a column.
 */
export function prepared(text: string): string {
  names.set(text, createHash('sha256').update(text).digest('base64url'));
  return text;
}

/** In place of a text with parameters: the parameters are statements, to be sent in one round trip. */
export const together = 'together';
/** In place of a text with parameters: the parameters are statements, to be sent with the next one, which may be the COMMIT. */
export const withNext = 'with the next statement';

type Statement = { sql: string; parameters: readonly unknown[] };

const begin = { text: prepared('begin'), name: names.get('begin') };
const setTenants = prepared(`select set_config('florin.tenants', $1, true)`);
const commit = { text: 'commit' };

/** The internals of node-postgres that its types do not declare. */
type Internals = { _getActiveQuery(): unknown; _handleParseComplete(): void };
const internals = Client.prototype as unknown as Internals;

/** Called after each commit with a position that covers it, and with the tenants of its work as PostgreSQL writes arrays. */
export type OnCommitted = (position: LogPosition, tenants: string | undefined) => void;

type Position = { lsn: string } & Partial<ClusterRow>;

/**
 * A connection that runs the statements declared with `prepared` by their names, sets the tenants of the current work
 * (`tenant-scope.ts`) where a transaction begins, and saves round trips: what needs no answer of its own is held back and sent with the
 * next statement. That is the BEGIN with the tenants, and what a unit of work wants to send with its COMMIT.
 */
export class PreparingClient extends BoundedClient {
  /** Fields of the driver that its types do not declare. */
  declare protected readonly _types: unknown;
  declare readonly connection: Connection & PipelineConnection;
  readonly #onCommitted: (() => OnCommitted | undefined) | undefined;
  #inTransaction = false;
  #held: PipelinedStatement[] = [];
  /** Constant while the session lives: a server never becomes another cluster, and no commit precedes a promotion. */
  #cluster: string | undefined;

  constructor(config: BoundedClientConfig & { onCommitted?: () => OnCommitted | undefined }) {
    super(config);
    this.#onCommitted = config.onCommitted;
  }

  override query(query: unknown, ...rest: unknown[]): never {
    return this.#send(query, rest) as never;
  }

  #send(query: unknown, rest: unknown[]): unknown {
    const [values, callback] = rest;
    switch (query) {
      case 'begin':
        this.#inTransaction = true;
        this.#held = [begin, ...settingOf(currentTenants())];
        return Promise.resolve(resultOf([]));
      case 'commit':
        return this.#commit();
      case 'rollback':
        return this.#rollback();
      case withNext:
        // They would never be sent: no COMMIT comes.
        if (!this.#inTransaction) return Promise.reject(new Error('statements wait in a unit of work only'));
        this.#held.push(...statementsIn(values));
        return Promise.resolve(resultOf([]));
      case together:
        return this.#together(statementsIn(values));
    }
    const before = this.#takeHeld();
    if (typeof query !== 'string' || before.length === 0) return super.query(namedOf(query, values), ...rest);
    // Only the driver's simple query may contain several commands.
    if (this.#inTransaction && /;\s*\S/.test(query))
      return this.#pipeline(before).then(() => super.query(query, ...rest));
    const last = pipelined({ sql: query, parameters: Array.isArray(values) ? values : [] });
    const result = this.#pipeline([...before, last]).then((results) => results[before.length]);
    if (typeof callback !== 'function') return result;
    return void result.then(
      (found) => callback(undefined, found),
      (error: unknown) => callback(error),
    );
  }

  async #together(statements: readonly PipelinedStatement[]): Promise<Pick<QueryResult, 'rows'>> {
    const before = this.#takeHeld();
    const results = await this.#pipeline([...before, ...statements]);
    return resultOf(results.slice(before.length).map(({ rows }) => rows));
  }

  /**
   * Commits what was held back with it, and reads the position of the log behind it: inside the transaction it would be
   * before the commit. Nothing is sent if nothing was sent before.
   */
  async #commit(): Promise<Pick<QueryResult, 'rows'>> {
    const [first, ...held] = this.#takeHeld();
    if (first === begin && held.every(({ text }) => text === setTenants)) return resultOf([]);
    const onCommitted = this.#onCommitted?.();
    const tenants = currentTenants();
    const columns = this.#cluster === undefined ? `${flushedColumn}, ${clusterColumns}` : flushedColumn;
    const before = first === undefined ? [] : [first, ...held];
    const behind = onCommitted === undefined ? [] : [{ text: `select ${columns}` }];
    const [committed, position] = (await this.#pipeline([...before, commit, ...behind], before.length)).slice(
      before.length,
    );
    // PostgreSQL answers COMMIT with ROLLBACK if an earlier statement has failed.
    if (committed?.command !== 'COMMIT') throw new RolledBack();
    if (onCommitted !== undefined) this.#notePosition(position?.rows[0], onCommitted, tenants);
    return resultOf([]);
  }

  #notePosition(row: Position | undefined, onCommitted: OnCommitted, tenants: string | undefined): void {
    if (row?.system !== undefined && row.timeline !== undefined)
      this.#cluster = clusterOf(row.system, row.timeline);
    if (row && this.#cluster !== undefined)
      onCommitted({ cluster: this.#cluster, lsn: lsnOf(row.lsn) }, tenants);
  }

  #rollback(): unknown {
    const [first] = this.#held;
    this.#held = [];
    this.#inTransaction = false;
    return first === begin ? Promise.resolve(resultOf([])) : super.query('rollback');
  }

  /** What must be sent before the next statement: outside a transaction, the tenants of its work. */
  #takeHeld(): PipelinedStatement[] {
    if (!this.#inTransaction) return settingOf(currentTenants());
    const held = this.#held;
    this.#held = [];
    return held;
  }

  /** `commitAt` is the place of the COMMIT among the statements. */
  #pipeline(statements: readonly PipelinedStatement[], commitAt = Infinity): Promise<QueryResult[]> {
    if (commitAt < Infinity) this.#inTransaction = false;
    return new Promise((resolve, reject) => {
      const pipeline = new Pipeline(statements, this._types, (error, results) => {
        if (error === undefined) resolve(results);
        else
          reject(failureOf(error, { at: results.length, commitAt, unsent: error === pipeline.unsendable }));
      });
      super.query(pipeline);
    });
  }

  /** The driver takes each answer to a Parse for that of the active query's own statement. */
  protected _handleParseComplete(): void {
    const active = internals._getActiveQuery.call(this);
    if (active instanceof Pipeline) active.handleParseComplete(this.connection);
    else internals._handleParseComplete.call(this);
  }
}

/** The COMMIT was answered with ROLLBACK. The code is that of a statement in a transaction that has failed. */
class RolledBack extends Error {
  readonly code = '25P02';

  constructor() {
    super('the transaction was rolled back, because one of its statements had failed');
    this.name = 'RolledBack';
  }
}

type Place = { at: number; commitAt: number; unsent: boolean };

/** The error of a statement, by its place before or behind the COMMIT. */
function failureOf(error: Error, { at, commitAt, unsent }: Place): Error {
  if (commitAt === Infinity || error instanceof CommitOutcomeUnknown) return error;
  // Without its code the error leaves the outcome unknown, instead of reporting a rollback.
  if (at > commitAt)
    return new Error('the commit is done, and reading the position after it failed', { cause: error });
  const state = sqlstate(error);
  // The end of the session (57P…) may be reported at any moment.
  const isOfStatement = at < commitAt && state !== undefined && !state.startsWith('57P');
  if (unsent || isOfStatement) markRolledBack(error);
  return error;
}

const statementsIn = (values: unknown) => (values as readonly Statement[]).map(pipelined);

function pipelined({ sql, parameters }: Statement): PipelinedStatement {
  // Only a text with parameters can be prepared.
  return { text: sql, values: parameters, name: parameters.length > 0 ? names.get(sql) : undefined };
}

function namedOf(query: unknown, values: unknown): unknown {
  const name = typeof query === 'string' && values !== undefined ? names.get(query) : undefined;
  return name === undefined ? query : { name, text: query };
}

const settingOf = (tenants: string | undefined): PipelinedStatement[] =>
  tenants === undefined ? [] : [{ text: setTenants, values: [tenants], name: names.get(setTenants) }];

const resultOf = (rows: unknown[]): Pick<QueryResult, 'rows'> => ({ rows });
