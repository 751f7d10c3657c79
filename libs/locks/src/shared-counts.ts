import { endsWithin, WindowCounts, type TlsFiles, type Unsent } from '@florin/service';
import { Redis } from 'ioredis';

export type SharedCountsOptions = {
  /** Independent Redis nodes, those of the locks. One that answers is enough; without one, each process counts alone. */
  urls: readonly string[];
  /** For URLs with `rediss://`. Default: Node's certificate authorities. */
  tls?: TlsFiles;
  /** How often processes exchange what they have counted. Default 500. */
  everyMs?: number;
};

const answerLimitMs = 250;

/**
 * Window counts that all processes over the same Redis nodes share. Each process counts by itself and exchanges what it has
 * counted twice a second, in one pipeline per node, so that no request waits for Redis and a count is half a second late at
 * most. While no node answers, each process counts alone.
 */
export class SharedCounts {
  readonly counts = new WindowCounts();
  readonly #nodes: Redis[];
  readonly #timer: NodeJS.Timeout;
  #exchanging = false;
  #shared = false;

  constructor({ urls, tls, everyMs = 500 }: SharedCountsOptions) {
    this.#nodes = urls.map((url) => {
      const redis = new Redis(url, {
        enableOfflineQueue: false,
        maxRetriesPerRequest: 0,
        autoResendUnfulfilledCommands: false,
        disableClientInfo: true,
        connectTimeout: 1_000,
        ...(url.startsWith('rediss:') ? { tls: { ...tls } } : {}),
        disconnectTimeout: 100,
        retryStrategy: (attempt) => Math.min(attempt * 100, 1_000),
      });
      // Connections come and go; `shared` says whether there is one.
      redis.on('error', () => undefined);
      return redis;
    });
    this.#timer = setInterval(() => void this.exchange(), everyMs).unref();
  }

  /** Whether the last exchange reached another node. False means that this process counts alone. */
  get shared(): boolean {
    return this.#shared;
  }

  /** Sends what was counted since the last exchange, and learns what the others have counted. Never rejects. */
  async exchange(): Promise<void> {
    if (this.#exchanging) return;
    const unsent = this.counts.takeUnsent();
    if (unsent.length === 0) return;
    this.#exchanging = true;
    try {
      const answered = await Promise.all(this.#nodes.map((node) => this.#send(node, unsent)));
      this.#shared = answered.includes(true);
    } finally {
      this.#exchanging = false;
    }
  }

  close(): void {
    clearInterval(this.#timer);
    for (const node of this.#nodes) node.disconnect();
  }

  async #send(node: Redis, unsent: readonly Unsent[]): Promise<boolean> {
    if (node.status !== 'ready') return false;
    const pipeline = node.pipeline();
    for (const { name, window, windowMs, count } of unsent) {
      const key = `florin:count:${name}:${window}`;
      pipeline.incrby(key, count).pexpire(key, 2 * windowMs);
    }
    const answer = pipeline.exec().catch(() => null);
    if (!(await endsWithin(answerLimitMs, answer))) return false;
    const results = await answer;
    if (results === null) return false;
    unsent.forEach((each, index) => {
      const [error, total] = results[2 * index] ?? [null, 0];
      if (!error) this.counts.learn(each, Number(total));
    });
    return results.every(([error]) => !error);
  }
}

export function createSharedCounts(options: SharedCountsOptions): SharedCounts {
  return new SharedCounts(options);
}
