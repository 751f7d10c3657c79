import type { SqlEntityManager } from '@mikro-orm/postgresql';

/**
 * A handle on one unit of work, or on one read outside a transaction. `runParameterized` and `runStatement` run
 * statements through it. Packages without entities use this handle and nothing else of the ORM.
 */
export type UnitOfWork = Pick<SqlEntityManager, 'getTransactionContext' | 'getKysely'>;

const ended = new WeakSet<UnitOfWork>();

/**
 * Ends a unit of work whose caller has stopped waiting for it. Every statement that is still run through the handle
 * throws: it must not be written outside the transaction, nor into another one on the same connection.
 */
export function endUnitOfWork(unit: UnitOfWork): void {
  ended.add(unit);
}

/** Throws when `endUnitOfWork` has ended this unit of work. */
export function assertNotEnded(unit: UnitOfWork): void {
  if (ended.has(unit)) throw new Error('the unit of work has ended: its handler took too long');
}
