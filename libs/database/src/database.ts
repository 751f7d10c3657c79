import { type MikroORM, type PostgreSqlDriver, type SqlEntityManager } from '@mikro-orm/postgresql';
import { setTimeout as sleep } from 'node:timers/promises';
import { CommitOutcomeUnknown, isDefinitelyRolledBack, isRetryable } from './failures.ts';
import { Lane, type LaneLimits } from './lane.ts';
import { holdLeadership, type Leadership } from './leadership.ts';
import { tenantsText, withTenants } from './tenant-scope.ts';
import { WriteProbe } from './write-probe.ts';
import { runMigrations, type MigrationSource } from './migrations.ts';

export type UnitOfWorkOptions = {
  /** How often the unit of work is attempted after deadlocks and serialization failures. Default 5. */
  attempts?: number;
  /** Epoch milliseconds after which no further attempt starts. */
  deadline?: number;
};

type DatabaseUrls = { url: string; ownerUrl: string };

/** A PostgreSQL database: units of work, reads, migrations and leases. */
export class Database {
  readonly orm: MikroORM;
  readonly #urls: DatabaseUrls;
  readonly #writes: WriteProbe;
  readonly #lane: Lane | undefined;
  readonly #tenantIds: readonly string[];

  constructor(
    orm: MikroORM,
    urls: DatabaseUrls,
    writes = new WriteProbe(urls.url),
    lane?: Lane,
    tenantIds: readonly string[] = [],
  ) {
    this.orm = orm;
    this.#urls = urls;
    this.#writes = writes;
    this.#lane = lane;
    this.#tenantIds = tenantIds;
  }

  /**
   * The same database and pool for one kind of work: its reads and units of work share these limits, and none takes longer
   * than `answerWithinMs`. They throw `DatabaseOverloaded` when they could not begin, and `DatabaseTooSlow` when they
   * began and did not end in time.
   */
  lane(limits: LaneLimits): Database {
    return new Database(this.orm, this.#urls, this.#writes, new Lane(limits));
  }

  /**
   * The same database, pool and lane for the rows of these tenants (`tenant_…`): PostgreSQL shows no other tenant's rows to
   * its reads and units of work, and lets them write none. Without it, a role under row-level security sees no row of any
   * tenant. In a lane tenants take turns; work for several takes its turn as work for none.
   */
  of(...tenantIds: readonly string[]): Database {
    return new Database(this.orm, this.#urls, this.#writes, this.#lane, tenantIds);
  }

  /**
   * Runs `work` in one database transaction on a new entity manager, flushes and commits. `work` runs again with another
   * entity manager after SQLSTATE 40001 or 40P01, so it must decide from what it reads there and have no other effect.
   * Throws `CommitOutcomeUnknown` when the COMMIT got no answer, or no synchronous standby has confirmed it.
   */
  unitOfWork<T>(work: (em: SqlEntityManager) => Promise<T>, options: UnitOfWorkOptions = {}): Promise<T> {
    return this.#inLane(() => this.#unitOfWork(work, options));
  }

  async #unitOfWork<T>(work: (em: SqlEntityManager) => Promise<T>, options: UnitOfWorkOptions): Promise<T> {
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
    const em = this.orm.em.fork();
    let failure: { error: unknown } | undefined;
    let worked = false;
    // Inside the transaction the ORM's first check of a connection would need a second one.
    await em.getConnection().ensureConnection();
    try {
      // Not em.begin and em.commit: they never release a connection that dies in COMMIT, until the pool is empty.
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
      // The first error has the reason. A rollback on a dead connection fails too.
      if (failure) throw failure.error;
      if (!worked || isDefinitelyRolledBack(error) || error instanceof CommitOutcomeUnknown) throw error;
      throw new CommitOutcomeUnknown(error);
    }
  }

  /** Runs queries on a new entity manager outside a transaction: each statement has a snapshot of its own. */
  read<T>(work: (em: SqlEntityManager) => Promise<T>): Promise<T> {
    return this.#inLane(() => work(this.orm.em.fork()));
  }

  #inLane<T>(work: () => Promise<T>): Promise<T> {
    const [tenant, ...others] = this.#tenantIds;
    const ofTenants = () => withTenants(tenantsText(this.#tenantIds), work);
    if (this.#lane === undefined) return ofTenants();
    return this.#lane.run(ofTenants, others.length === 0 ? tenant : undefined);
  }

  /**
   * Runs one statement outside any unit of work, directly on the pool of the driver. The rows are as the driver returns
   * them, `bigint` as text.
   */
  query<Row extends object>(text: string, parameters: readonly unknown[]): Promise<Row[]> {
    return this.#inLane(async () => {
      const pool = await this.#pool();
      // Not pool.query: it runs the statement in the asynchronous context of the work that released the connection.
      const client = await pool.connect();
      let failed = false;
      try {
        return (await client.query<Row>(text, [...parameters])).rows;
      } catch (error) {
        failed = true;
        throw error;
      } finally {
        client.release(failed);
      }
    });
  }

  /**
   * Brings one schema up to date from its folder of SQL files, as the owner. Safe when several processes start at the same
   * time. Throws `SchemaOutdated` when something is missing and the role may not migrate.
   */
  migrate(source: MigrationSource): Promise<string[]> {
    return runMigrations(this.#urls.ownerUrl, source);
  }

  /**
   * Runs `work` whenever this process holds the lease `name`. Returns when `signal` has aborted and the work has ended. A
   * leader that is paused or unreachable is replaced within 5 s.
   */
  whileLeader(
    name: string,
    signal: AbortSignal,
    work: (leadership: Leadership) => Promise<void>,
  ): Promise<void> {
    return holdLeadership(this.#urls.url, name, signal, work);
  }

  /** The connections of the pool at this moment, without a round trip: the pool is that of all lanes. */
  async connections(): Promise<{ used: number; idle: number; awaited: number; max: number }> {
    const { totalCount, idleCount, waitingCount, options } = await this.#pool();
    return { used: totalCount - idleCount, idle: idleCount, awaited: waitingCount, max: options.max };
  }

  #pool() {
    const { em } = this.orm as { em: SqlEntityManager<PostgreSqlDriver> };
    return em.getConnection().getNativeClient();
  }

  /** One round trip. Throws when the database does not answer. */
  async ping(): Promise<void> {
    await this.query('select 1', []);
  }

  /**
   * Checks by a write that leaves nothing behind whether the database accepts writes; the result may be a second old.
   * Throws `WritesFail` when it does not, or the error that kept it from answering.
   */
  checkWrites(): Promise<void> {
    return this.#writes.check();
  }

  /** Closes all connections, including those of the lanes. Running queries finish first. */
  async close(): Promise<void> {
    const pool = await this.#pool();
    await Promise.all([this.#writes.close(), this.orm.close(true)]);
    // MikroORM closes the pool only after a unit of work: a process that only ran queries would end 30 s later.
    if (!pool.ending) await pool.end();
  }
}
