import { type MikroORM, type PostgreSqlDriver, type SqlEntityManager } from '@mikro-orm/postgresql';
import { setTimeout as sleep } from 'node:timers/promises';
import { CommitOutcomeUnknown, isDefinitelyRolledBack, isRetryable } from './failures.ts';
import { holdLeadership } from './leadership.ts';
import { WriteProbe } from './write-probe.ts';
import { runMigrations, type MigrationSource } from './migrations.ts';

export type UnitOfWorkOptions = {
  /** How often the whole decision is taken anew after a deadlock or serialization failure. Default 5. */
  attempts?: number;
  /** Epoch milliseconds after which no further attempt starts. */
  deadline?: number;
};

/** How anyone here speaks to PostgreSQL. */
export class Database {
  readonly orm: MikroORM;
  readonly #url: string;
  readonly #writes: WriteProbe;

  constructor(orm: MikroORM, url: string) {
    this.orm = orm;
    this.#url = url;
    this.#writes = new WriteProbe(url);
  }

  /**
   * Runs `work` in one database transaction on a fresh entity manager, flushes and commits.
   * `work` may run again with a new entity manager (SQLSTATE 40001, 40P01), so it decides from what it reads in it
   * and touches nothing else. Throws `CommitOutcomeUnknown` when the COMMIT got no answer.
   */
  async unitOfWork<T>(
    work: (em: SqlEntityManager) => Promise<T>,
    options: UnitOfWorkOptions = {},
  ): Promise<T> {
    const attempts = options.attempts ?? 5;
    for (let attempt = 1; ; attempt++) {
      try {
        const result = await this.#attempt(work);
        this.#writes.succeeded();
        return result;
      } catch (error) {
        this.#writes.failed(error);
        const pauseMs = Math.random() * 10 * 2 ** attempt;
        const tooLate = Date.now() + pauseMs > (options.deadline ?? Infinity);
        if (attempt >= attempts || tooLate || !isRetryable(error)) throw error;
        await sleep(pauseMs);
      }
    }
  }

  async #attempt<T>(work: (em: SqlEntityManager) => Promise<T>): Promise<T> {
    const em = this.orm.em.fork() as SqlEntityManager;
    let failure: { error: unknown } | undefined;
    let worked = false;
    // The ORM's first connection is checked before the unit of work takes one: inside, that would need a second one.
    await em.getConnection().ensureConnection();
    try {
      // Not em.begin/commit: when the connection dies in a COMMIT they never give it back, and the pool runs dry.
      return await em
        .getConnection()
        .getClient()
        .transaction()
        .execute(async (transaction) => {
          em.setTransactionContext(transaction);
          try {
            const result = await work(em);
            await em.flush();
            worked = true;
            return result;
          } catch (error) {
            failure = { error };
            throw error;
          }
        });
    } catch (error) {
      // The first error tells why; a rollback on a dead connection fails too.
      if (failure) throw failure.error;
      if (worked && !isDefinitelyRolledBack(error)) throw new CommitOutcomeUnknown(error);
      throw error;
    }
  }

  /** Runs queries on a fresh entity manager, outside a transaction: each statement sees its own snapshot. */
  read<T>(work: (em: SqlEntityManager) => Promise<T>): Promise<T> {
    return work(this.orm.em.fork() as SqlEntityManager);
  }

  /**
   * Asks one question outside any unit of work, without the ORM's layers around it. Rows come as the driver gives them,
   * `bigint` as text.
   */
  async ask<Row extends object>(text: string, parameters: readonly unknown[]): Promise<Row[]> {
    const pool = await (this.orm.em as SqlEntityManager<PostgreSqlDriver>).getConnection().getNativeClient();
    return (await pool.query<Row>(text, [...parameters])).rows;
  }

  /** Brings one schema up to date from its folder of SQL files; safe when several processes start at once. */
  migrate(source: MigrationSource): Promise<string[]> {
    return runMigrations(this.#url, source);
  }

  /**
   * Runs `work` while this process holds the session advisory lock `lockName`; waits for the lock, tries again when
   * it is lost, returns when `signal` aborts. `lost` tells `work` that it no longer leads.
   */
  whileLeader(
    lockName: string,
    signal: AbortSignal,
    work: (lost: AbortSignal) => Promise<void>,
  ): Promise<void> {
    return holdLeadership(this.#url, lockName, signal, work);
  }

  /** One round trip; throws when the database does not answer. */
  async ping(): Promise<void> {
    await this.orm.em.getConnection().execute('select 1');
  }

  /**
   * Finds out whether the database takes writes, by a write that leaves nothing behind; the answer may be a second old.
   * Throws `WritesFail` when it does not, and whatever keeps it from answering.
   */
  checkWrites(): Promise<void> {
    return this.#writes.ask();
  }

  /** Ends all connections; queries under way finish first. */
  async close(): Promise<void> {
    await Promise.all([this.#writes.close(), this.orm.close(true)]);
  }
}
