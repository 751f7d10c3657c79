import type { Database } from './database.ts';
import { isRetryable, isUnavailable, sqlstate } from './failures.ts';
import { DatabaseOverloaded, type LaneLimits } from './lane.ts';
import { ReplicaAway, type Replica } from './replica.ts';
import type { ReadReason, Replicas } from './replicas.ts';
import type { UnitOfWork } from './unit-of-work.ts';

/** Where a read runs. */
export type ReadSource = {
  database: Database;
  /**
   * A position that covers everything which was read here before, for the reads that continue this one. Undefined without
   * replicas.
   */
  position(): Promise<string | undefined>;
};

/** Reads of a tenant that need see no position: `of` gives one tenant's, as that of a `Database`. */
export type TenantReads = {
  of(tenantId: string): { read<T>(work: (unit: UnitOfWork) => Promise<T>): Promise<T> };
};

export type ReplicaReadsOptions = LaneLimits & {
  /** Whether an error of a replica must be confirmed by the primary, such as that a row does not exist. */
  isDoubtful?: (error: unknown) => boolean;
};

/** Reads of one kind, which a replica may serve. Without replicas they run at the primary. */
export class ReplicaReads implements TenantReads {
  readonly #primary: Database;
  readonly #replicas: Replicas | undefined;
  readonly #databases: Map<Replica, Database>;
  readonly #isDoubtful: (error: unknown) => boolean;

  constructor(primary: Database, replicas?: Replicas, options?: ReplicaReadsOptions) {
    this.#primary = primary;
    this.#replicas = replicas;
    this.#databases = replicas && options ? replicas.databasesOf(options) : new Map();
    this.#isDoubtful = options?.isDoubtful ?? (() => false);
  }

  /**
   * Runs a read for a tenant that sees everything up to the positions in `seen`, and everything that this process has
   * committed for the tenant. `read` may run twice: what a replica cannot answer is read at the primary.
   */
  async read<T>(
    seen: readonly string[],
    tenantId: string,
    read: (source: ReadSource) => Promise<T>,
  ): Promise<T> {
    const replicas = this.#replicas;
    if (replicas === undefined) return read({ database: this.#primary, position: async () => undefined });
    const { replica, reason } = await replicas.choose(seen, tenantId);
    if (replica === undefined) return this.#readAtPrimary(replicas, reason, read);
    const database = this.#databases.get(replica) ?? replica.database;
    const source = { database, position: () => replicas.positionOf(replica) };
    try {
      const result = await replica.run(() => read(source));
      replicas.onRead('replica', reason);
      return result;
    } catch (error) {
      if (!mustRepeat(error) && !this.#isDoubtful(error)) throw error;
      return this.#readAtPrimary(replicas, 'repeated', read);
    }
  }

  /** The reads of one tenant that need see no position, such as those of data which follow the bank's events. */
  of(tenantId: string): { read<T>(work: (unit: UnitOfWork) => Promise<T>): Promise<T> } {
    return {
      read: (work) => this.read([], tenantId, ({ database }) => database.of(tenantId).read(work)),
    };
  }

  #readAtPrimary<T>(
    replicas: Replicas,
    reason: ReadReason,
    read: (source: ReadSource) => Promise<T>,
  ): Promise<T> {
    replicas.onRead('primary', reason);
    return read({ database: this.#primary, position: () => replicas.positionOfPrimary() });
  }
}

/**
 * Whether the primary may answer what the replica did not: it is away, it cancelled the statement because replay had to go on
 * (40001, 40P01), or it lacks what the last migration made (class 42). Not when it was too slow: the primary would be too.
 */
function mustRepeat(error: unknown): boolean {
  if (error instanceof DatabaseOverloaded || sqlstate(error) === '57014') return false;
  return (
    error instanceof ReplicaAway ||
    isUnavailable(error) ||
    isRetryable(error) ||
    /^42/.test(sqlstate(error) ?? '')
  );
}
