import type { Database } from './database.ts';
import { clusterOf, lsnOf } from './log-position.ts';
import { LoneConnection } from './lone-connection.ts';
import type { PrimaryLog } from './primary-log.ts';
import { Watch } from './watch.ts';

const everyMs = 100;
/** With the pause before it, a replica that does not answer is left out within a second. */
const answerWithinMs = 600;

const replayed = `select pg_last_wal_replay_lsn()::text as lsn, pg_is_in_recovery() as standby`;
/*
 * A standby shows the timeline that it replays only to privileged roles. The control file has it after the next restartpoint,
 * at most `checkpoint_timeout` after a promotion. Until then the replica is left out.
 */
const replayedWithCluster = `${replayed}, (select system_identifier from pg_control_system())::text as system,
  greatest((select timeline_id from pg_control_checkpoint()),
    (select min_recovery_end_timeline from pg_control_recovery())) as timeline`;

type Row = { lsn: string | null; standby: boolean; system?: string; timeline?: number };

/** The replica does not answer any more. What was read from it must be read elsewhere. */
export class ReplicaAway extends Error {
  constructor(cause: unknown) {
    super('the replica does not answer', { cause });
    this.name = 'ReplicaAway';
  }
}

export type ReplicaOptions = {
  url: string;
  database: Database;
  primary: PrimaryLog;
  /** Whether a read waits for a replica to replay more. */
  isAwaited: () => boolean;
  /** Called when this one has replayed more. */
  onProgress: () => void;
};

/** One standby: its pool, how far it has replayed the log of the primary, and the reads that run on it. */
export class Replica {
  readonly database: Database;
  readonly #options: ReplicaOptions;
  readonly #connection: LoneConnection;
  readonly #watch: Watch<bigint>;
  readonly #running = new Set<(error: ReplicaAway) => void>();
  #lsn = 0n;
  /** Undefined while it does not answer. */
  #cluster: string | undefined;
  #clusterReadAt = -Infinity;
  /** Everything that the primary had acknowledged at this time is here. */
  #currentAt = -Infinity;

  constructor(options: ReplicaOptions) {
    this.database = options.database;
    this.#options = options;
    this.#connection = new LoneConnection({
      url: options.url,
      applicationName: 'replica probe',
      answerWithinMs,
    });
    this.#watch = new Watch({
      look: () => this.#look(),
      onFailure: (error) => this.#lost(error),
      everyMs,
      isUrgent: options.isAwaited,
    });
  }

  /** Whether it answers. */
  get isPresent(): boolean {
    return this.#cluster !== undefined;
  }

  /** Whether it answers and follows the cluster that the primary is. */
  get isUsable(): boolean {
    return this.#cluster !== undefined && this.#cluster === this.#options.primary.cluster;
  }

  /** At least how far it has replayed the log. */
  get lsn(): bigint {
    return this.#lsn;
  }

  /** How old its data are at most, in milliseconds; Infinity when that is unknown. */
  get lagMs(): number {
    return this.isUsable ? performance.now() - this.#currentAt : Infinity;
  }

  /** The number of reads that run on it. */
  get busy(): number {
    return this.#running.size;
  }

  /** Runs a read. Rejects with `ReplicaAway` as soon as the replica is found not to answer. */
  run<T>(work: () => Promise<T>): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    this.#running.add(reject);
    void work()
      .then(resolve, reject)
      .finally(() => this.#running.delete(reject));
    return promise;
  }

  /** How far it is now. This covers everything that reads have seen here before. */
  position(): Promise<bigint> {
    return this.#watch.next();
  }

  /** Looks at once instead of after the pause. */
  wake(): void {
    this.#watch.wake();
  }

  async close(): Promise<void> {
    await this.#watch.stop();
    await Promise.all([this.#connection.close(), this.database.close()]);
  }

  async #look(): Promise<bigint> {
    const now = performance.now();
    const withCluster = this.#cluster === undefined || now - this.#clusterReadAt >= everyMs;
    const [row] = await this.#connection.rowsOf<Row>(withCluster ? replayedWithCluster : replayed);
    if (!row?.lsn || !row.standby) throw new Error('the server is not a standby');
    if (row.system !== undefined && row.timeline !== undefined) {
      const cluster = clusterOf(row.system, row.timeline);
      if (cluster !== this.#cluster) this.#currentAt = -Infinity;
      this.#cluster = cluster;
      this.#clusterReadAt = now;
    }
    const before = this.#lsn;
    this.#lsn = lsnOf(row.lsn);
    if (this.isUsable)
      this.#currentAt = Math.max(this.#currentAt, this.#options.primary.reachedAt(this.#lsn));
    if (this.#lsn !== before) this.#options.onProgress();
    return this.#lsn;
  }

  #lost(error: unknown): void {
    this.#cluster = undefined;
    this.#lsn = 0n;
    for (const reject of this.#running) reject(new ReplicaAway(error));
    this.#running.clear();
  }
}
