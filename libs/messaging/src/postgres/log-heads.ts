import { listenTo, type LoneConnection } from '@florin/database';
import { pause } from '@florin/service';
import { isNativeError } from 'node:util/types';
import { partitionName } from '../event-log.ts';
import { openSession, type PostgresLogClient } from './log-session.ts';

/** Each write of the log notifies its readers; a notification that is lost costs them this long. */
const pollMs = 1_000;
/** Without notifications, as through a pooler that shares sessions. */
const pollAloneMs = 100;

type Bounds = { low: bigint; next: bigint };

/** How far the partitions of some topics are written, as this process knows: a moment after each write. */
export class LogHeads {
  readonly #topics: readonly string[];
  readonly #session: LoneConnection;
  readonly #listener: ReturnType<typeof listenTo>;
  readonly #closing = new AbortController();
  readonly #following: Promise<void>;
  #bounds = new Map<string, Bounds>();
  #failure: Error | undefined;
  #noticed = Promise.withResolvers<void>();
  #changed = Promise.withResolvers<void>();

  constructor(client: PostgresLogClient, topics: readonly string[]) {
    this.#topics = topics;
    this.#session = openSession(client);
    this.#listener = listenTo({
      ...{ url: client.logUrl, channel: 'florin_event_log', applicationName: `event log ${client.clientId}` },
      onNotice: () => this.#noticed.resolve(),
    });
    this.#following = this.#follow();
  }

  /** Of a partition, as `topic/partition`. */
  boundsOf(name: string): Bounds {
    return this.#bounds.get(name) ?? { low: 0n, next: 0n };
  }

  /** The names of all partitions; none before the first answer of the database. */
  get partitions(): readonly string[] {
    return [...this.#bounds.keys()];
  }

  /** Why the last attempt to read the bounds failed. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /** Resolves after the next write, failure or answer after a failure, and when `signal` aborts. */
  async changed(signal: AbortSignal): Promise<void> {
    const aborted = Promise.withResolvers<void>();
    const end = () => aborted.resolve();
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) end();
    await Promise.race([this.#changed.promise, aborted.promise]);
    signal.removeEventListener('abort', end);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all([this.#following, this.#listener.close()]);
    await this.#session.close();
  }

  async #follow(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      // Before the look-up: a write during it is noticed by the next.
      this.#noticed = Promise.withResolvers<void>();
      if (await this.#refresh()) {
        this.#changed.resolve();
        this.#changed = Promise.withResolvers<void>();
      }
      const waits = new AbortController();
      await Promise.race([
        this.#failure === undefined ? this.#noticed.promise : pause(pollAloneMs, signal),
        pause(this.#listener.isListening() ? pollMs : pollAloneMs, AbortSignal.any([signal, waits.signal])),
      ]);
      waits.abort();
    }
  }

  async #refresh(): Promise<boolean> {
    try {
      const rows = await this.#session.rowsOf<{
        topic: string;
        partition: number;
        low_offset: string;
        next_offset: string;
      }>(
        'select topic, partition, low_offset, next_offset from event_log.bounds($1::text[]) order by topic, partition',
        [this.#topics],
      );
      const before = this.#bounds;
      this.#bounds = new Map(
        rows.map(({ topic, partition, low_offset, next_offset }) => [
          partitionName(topic, partition),
          { low: BigInt(low_offset), next: BigInt(next_offset) },
        ]),
      );
      const recovered = this.#failure !== undefined;
      this.#failure = undefined;
      return recovered || [...this.#bounds].some(([name, { next }]) => before.get(name)?.next !== next);
    } catch (error) {
      this.#failure = isNativeError(error) ? error : new Error(String(error));
      return true;
    }
  }
}
