import { CompiledQuery, type Kysely } from 'kysely';
import { arrayText } from './array-text.ts';
import { together, withNext } from './prepared.ts';
import { assertNotEnded, type UnitOfWork } from './unit-of-work.ts';

/**
 * Runs one statement with `$1…` parameters in a unit of work. MikroORM writes values into the SQL text. Here they are sent
 * as parameters, so that the text of a statement over arrays is the same for any number of rows.
 */
export function runParameterized<Row>(
  unit: UnitOfWork,
  sql: string,
  parameters: readonly unknown[],
): Promise<Row[]> {
  return runStatement(unit, parameterized(sql, parameters));
}

/** Same as `runParameterized`, for a statement that returns exactly one row. Throws for any other number. */
export async function runForOneRow<Row>(
  unit: UnitOfWork,
  sql: string,
  parameters: readonly unknown[],
): Promise<Row> {
  const [row, ...others] = await runParameterized<Row>(unit, sql, parameters);
  if (row === undefined || others.length > 0) throw new Error('the statement must return one row');
  return row;
}

/** Runs one statement like `runParameterized` and returns its first row. Throws if there is none. */
export async function readOneRow<Row>(
  unit: UnitOfWork,
  sql: string,
  parameters: readonly unknown[],
): Promise<Row> {
  const [row] = await runParameterized<Row>(unit, sql, parameters);
  if (row === undefined) throw new Error('the statement returned no row');
  return row;
}

/** Runs a statement that `parameterized` made. */
export async function runStatement<Row>(unit: UnitOfWork, statement: Statement): Promise<Row[]> {
  assertNotEnded(unit);
  const client: Kysely<unknown> = unit.getTransactionContext() ?? unit.getKysely();
  const { rows } = await client.executeQuery(statement);
  return rows as Row[];
}

/** Runs statements that `parameterized` made in one round trip, and returns the rows of each. PostgreSQL skips those behind the first that fails. */
export function runTogether<Row>(unit: UnitOfWork, statements: readonly Statement[]): Promise<Row[][]> {
  return runStatement<Row[]>(unit, CompiledQuery.raw(together, [...statements]));
}

/**
 * Keeps statements that `parameterized` made, to be sent with the next statement of this unit of work, or with its COMMIT if that is next. If
 * one fails, the next statement or the unit of work fails with its error.
 */
export async function sendWithNext(unit: UnitOfWork, statements: readonly Statement[]): Promise<void> {
  if (statements.length > 0) await runStatement(unit, CompiledQuery.raw(withNext, [...statements]));
}

/**
 * Makes the COMMIT of a unit of work that changes nothing wait for the disk and for the synchronous standby, as that of a
 * write does: whatever this unit of work has read is then as durable as its own writes would be. For what another unit
 * of work has committed and this one acknowledges: after a crash, or when its wait was cancelled, PostgreSQL shows rows
 * that are on one host only. Costs one statement, and a record in the write-ahead log.
 */
export async function confirmCommits(unit: UnitOfWork): Promise<void> {
  await runParameterized(unit, `select pg_logical_emit_message(true, 'florin', 'read and acknowledged')`, []);
}

/** A statement with its parameters. */
export type Statement = CompiledQuery;

/** Makes a statement for Kysely. Arrays become PostgreSQL's text form where that is cheap (see array-text.ts). */
export function parameterized(sql: string, parameters: readonly unknown[]): Statement {
  return CompiledQuery.raw(sql, parameters.map(arrayText));
}
