import { CommittedPositions } from './committed-positions.ts';
import { connect, type ConnectOptions } from './connect.ts';
import type { Database } from './database.ts';
import type { LaneLimits } from './lane.ts';
import { positionText, readPosition, type LogPosition } from './log-position.ts';
import { PrimaryLog } from './primary-log.ts';
import type { OnCommitted } from './prepared.ts';
import { Replica, ReplicaAway } from './replica.ts';
import { idToUuid } from './typed-id.ts';

/** A read with a position waits so long for a replica to reach it. */
const waitMsMax = 50;

/**
 * Why a read ran where it did: a replica was `current`; or at the primary there was `no_replica`, all had too much `lag`, none
 * reached the `position` in time, or the replica's answer had to be `repeated`.
 */
export type ReadReason = 'current' | 'no_replica' | 'lag' | 'position' | 'repeated';

export type ReplicasOptions = Omit<ConnectOptions, 'url' | 'onCommitted' | 'ownerUrl'> & {
  urls: readonly string[];
  primaryUrl: string;
  /** A replica whose data may be older serves no read. */
  lagMsMax: number;
};

type Waiting = { lsn: bigint; resolve: (replica: Replica | undefined) => void };

/** The replicas of a database. One for each process; the reads that they may serve run through `reads`. */
export class Replicas {
  readonly #lagMsMax: number;
  readonly #primary: PrimaryLog;
  readonly #committed: CommittedPositions;
  readonly #replicas: Replica[];
  readonly #waiting = new Set<Waiting>();
  /** Called for each read with where it ran. */
  onRead: (servedBy: 'replica' | 'primary', reason: ReadReason) => void = () => undefined;

  private constructor(
    { primaryUrl, lagMsMax }: ReplicasOptions,
    replicas: { url: string; database: Database }[],
  ) {
    this.#lagMsMax = lagMsMax;
    this.#primary = new PrimaryLog(primaryUrl);
    this.#committed = new CommittedPositions(lagMsMax);
    this.#replicas = replicas.map(
      (each) =>
        new Replica({
          ...each,
          primary: this.#primary,
          isAwaited: () => this.#waiting.size > 0,
          onProgress: () => this.#serveWaiting(),
        }),
    );
  }

  /** Opens a pool for each replica. Replicas that are away are used when they come. */
  static async open({ urls, ...options }: ReplicasOptions): Promise<Replicas> {
    const { primaryUrl: _primary, lagMsMax: _lag, ...connection } = options;
    const replicas = urls.map(async (url) => ({ url, database: await connect({ ...connection, url }) }));
    return new Replicas({ urls, ...options }, await Promise.all(replicas));
  }

  /** For the pool of the primary: what it calls after each commit. Undefined until the role could read a position. */
  get onCommitted(): OnCommitted | undefined {
    return this.#primary.cluster === undefined ? undefined : this.#noteCommit;
  }

  readonly #noteCommit: OnCommitted = (position, tenants) =>
    this.#committed.committed(position, tenants === undefined ? [] : tenants.slice(1, -1).split(','));

  /** The text of a position that covers everything which this process has committed. */
  get committed(): string | undefined {
    return this.#committed.latest && positionText(this.#committed.latest);
  }

  /** The state of each replica, in the order of the URLs. */
  get states(): { isPresent: boolean; isUsable: boolean; lagMs: number }[] {
    return this.#replicas.map(({ isPresent, isUsable, lagMs }) => ({ isPresent, isUsable, lagMs }));
  }

  get lagMsMax(): number {
    return this.#lagMsMax;
  }

  /** A share of the pool of each replica for reads of one kind. */
  databasesOf(limits: LaneLimits): Map<Replica, Database> {
    return new Map(this.#replicas.map((replica) => [replica, replica.database.lane(limits)]));
  }

  /** Chooses a replica that shows everything up to these positions. Waits up to 50 ms for one to be so far. */
  async choose(
    seen: readonly string[],
    tenantId: string,
  ): Promise<{ replica?: Replica; reason: ReadReason }> {
    const usable = this.#replicas.filter(({ isUsable }) => isUsable);
    if (usable.length === 0) return { reason: 'no_replica' };
    const current = usable.filter(({ lagMs }) => lagMs <= this.#lagMsMax);
    if (current.length === 0) return { reason: 'lag' };
    const lsn = this.#neededLsn(seen, tenantId);
    if (lsn === undefined) return { reason: 'position' };
    const replica =
      leastBusy(current.filter((each) => each.lsn >= lsn)) ?? (await this.#waitFor(lsn, current));
    return replica ? { replica, reason: 'current' } : { reason: 'position' };
  }

  /**
   * The text of a position that covers everything which was read at the primary before. When it cannot be read, a text that
   * is no position: reads that name it go to the primary.
   */
  positionOfPrimary(): Promise<string> {
    return this.#primary.position().then(positionText, () => 'unknown');
  }

  /** The same for a replica. */
  async positionOf(replica: Replica): Promise<string> {
    const cluster = this.#primary.cluster;
    const lsn = await replica.position();
    if (cluster === undefined || !replica.isUsable) throw new ReplicaAway('it follows another cluster');
    return positionText({ cluster, lsn });
  }

  async close(): Promise<void> {
    await Promise.all([this.#primary.close(), ...this.#replicas.map((replica) => replica.close())]);
  }

  /** Undefined when a position is unknown: it is of another cluster, or of another version of this program. */
  #neededLsn(seen: readonly string[], tenantId: string): bigint | undefined {
    const positions: (LogPosition | undefined)[] = seen.map(readPosition);
    const own = this.#committed.of(idToUuid(tenantId));
    if (own) positions.push(own);
    let lsn = 0n;
    for (const position of positions) {
      if (position?.cluster !== this.#primary.cluster) return undefined;
      if (position !== undefined && position.lsn > lsn) lsn = position.lsn;
    }
    return lsn;
  }

  async #waitFor(lsn: bigint, current: readonly Replica[]): Promise<Replica | undefined> {
    const { promise, resolve } = Promise.withResolvers<Replica | undefined>();
    const waiting = { lsn, resolve };
    this.#waiting.add(waiting);
    for (const replica of current) replica.wake();
    const timer = setTimeout(() => resolve(undefined), waitMsMax);
    const replica = await promise;
    clearTimeout(timer);
    this.#waiting.delete(waiting);
    return replica;
  }

  #serveWaiting(): void {
    if (this.#waiting.size === 0) return;
    const current = this.#replicas.filter(({ lagMs }) => lagMs <= this.#lagMsMax);
    for (const { lsn, resolve } of this.#waiting) {
      const replica = leastBusy(current.filter((each) => each.lsn >= lsn));
      if (replica) resolve(replica);
    }
  }
}

function leastBusy(replicas: readonly Replica[]): Replica | undefined {
  let found: Replica | undefined;
  for (const replica of replicas) if (found === undefined || replica.busy < found.busy) found = replica;
  return found;
}
