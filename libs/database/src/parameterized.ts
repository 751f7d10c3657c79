import { CompiledQuery, type Kysely } from 'kysely';
import { arrayText } from './array-text.ts';
import { assertNotEnded, type UnitOfWork } from './unit-of-work.ts';

/**
 * Runs one statement with `$1…` parameters inside a unit of work.
 * MikroORM writes values into the SQL text; bulk statements over arrays go this way instead, so that the text stays
 * the same for any number of rows and the values travel as parameters.
 */
export function runParameterized<Row>(
  unit: UnitOfWork,
  sql: string,
  parameters: readonly unknown[],
): Promise<Row[]> {
  return runStatement(unit, parameterized(sql, parameters));
}

/** Runs a statement that was made before with `parameterized`. */
export async function runStatement<Row>(unit: UnitOfWork, statement: Statement): Promise<Row[]> {
  assertNotEnded(unit);
  const client: Kysely<unknown> = unit.getTransactionContext() ?? unit.getKysely();
  const { rows } = await client.executeQuery(statement);
  return rows as Row[];
}

/** One statement with its values, ready to be sent. */
export type Statement = CompiledQuery;

/** The statement as Kysely takes it, with its arrays as the texts that PostgreSQL reads. */
export function parameterized(sql: string, parameters: readonly unknown[]): Statement {
  return CompiledQuery.raw(sql, parameters.map(arrayText));
}
