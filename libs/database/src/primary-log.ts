import { LoneConnection } from './lone-connection.ts';
import {
  clusterColumns,
  clusterOf,
  flushedColumn,
  lsnOf,
  type ClusterRow,
  type LogPosition,
} from './log-position.ts';
import { Watch } from './watch.ts';

const everyMs = 100;
const answerWithinMs = 900;
/** A replica that is further behind than these looks has a lag that only grows. */
const looksMax = 1_000;

const look = `select ${flushedColumn}, ${clusterColumns}`;

/**
 * How far the log of the primary is, looked up ten times a second. By these looks the lag of a replica needs no clock but
 * this process's own, does not grow while nothing is written, and grows while the replica or the primary is unreachable.
 */
export class PrimaryLog {
  readonly #connection: LoneConnection;
  readonly #watch: Watch<LogPosition>;
  #looks: { at: number; lsn: bigint }[] = [];
  #cluster: string | undefined;

  constructor(url: string) {
    this.#connection = new LoneConnection({ url, applicationName: 'primary log', answerWithinMs });
    this.#watch = new Watch({ look: () => this.#look(), everyMs });
  }

  /** The cluster and timeline of the primary when it last answered; undefined when it never did. */
  get cluster(): string | undefined {
    return this.#cluster;
  }

  /** The last time at which the log was known to be no further than this; -Infinity when none is known. */
  reachedAt(lsn: bigint): number {
    return this.#looks.findLast((each) => each.lsn <= lsn)?.at ?? -Infinity;
  }

  /** A position that covers every commit which was acknowledged before this call. */
  position(): Promise<LogPosition> {
    return this.#watch.next();
  }

  async close(): Promise<void> {
    await this.#watch.stop();
    await this.#connection.close();
  }

  async #look(): Promise<LogPosition> {
    const at = performance.now();
    const [row] = await this.#connection.rowsOf<{ lsn: string } & ClusterRow>(look);
    if (row === undefined) throw new Error('the primary has no position');
    const position = { cluster: clusterOf(row.system, row.timeline), lsn: lsnOf(row.lsn) };
    if (position.cluster !== this.#cluster) this.#looks = [];
    this.#cluster = position.cluster;
    this.#looks.push({ at, lsn: position.lsn });
    if (this.#looks.length > looksMax) this.#looks.shift();
    return position;
  }
}
