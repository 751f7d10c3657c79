import { Client, type ClientConfig, type Pool, type PoolClient } from 'pg';

export type BoundedClientConfig = ClientConfig & {
  /** A statement without an answer for this long ends the connection. */
  answerLimitMs?: number;
};

/** node-postgres keeps its socket here; its types do not say so. */
type Inside = {
  connection: {
    stream: { destroy(error?: Error): void };
    on(event: 'readyForQuery', listener: () => void): void;
  };
};

const goodbyeMs = 1_000;

/** The server said nothing for too long: the host, the network or a proxy between may be gone. */
class SilentConnection extends Error {
  readonly code = 'ETIMEDOUT';

  constructor(limitMs: number) {
    super(`connection terminated: PostgreSQL did not answer a statement within ${limitMs} ms`);
    this.name = 'SilentConnection';
  }
}

/**
 * A connection that does not wait for ever. The server's `statement_timeout` does not help when nothing of what the
 * server says arrives, and the kernel's own limits are minutes (retransmission) to hours (keepalive). A connection that
 * missed the limit is destroyed and not used again: its answer could still come, in place of another statement's.
 */
export class BoundedClient extends Client {
  /** Told when this connection misses the limit, before it is destroyed. */
  onSilent: ((error: Error) => void) | undefined;
  readonly #answerLimitMs: number | undefined;
  #timer: NodeJS.Timeout | undefined;
  #answered = true;

  constructor(config: BoundedClientConfig) {
    super(config);
    this.#answerLimitMs = config.answerLimitMs;
    if (this.#answerLimitMs === undefined) return;
    (this as unknown as Inside).connection.on('readyForQuery', () => {
      this.#answered = true;
      this.#timer?.refresh();
    });
    this.on('drain', () => this.#stop());
    this.on('end', () => this.#stop());
  }

  // One override for the driver's many forms of the method.
  override query(...parameters: unknown[]): never {
    if (this.#answerLimitMs !== undefined) this.#start(this.#answerLimitMs);
    return (super.query as (...same: unknown[]) => never)(...parameters);
  }

  /** A goodbye that nobody answers is no reason to stay. */
  override end(...parameters: unknown[]): never {
    const timer = setTimeout(() => this.#destroy(), this.#answerLimitMs ?? goodbyeMs);
    this.once('end', () => clearTimeout(timer));
    return (super.end as (...same: unknown[]) => never)(...parameters);
  }

  #destroy(error?: Error): void {
    (this as unknown as Inside).connection.stream.destroy(error);
  }

  #start(limitMs: number): void {
    this.#answered = false;
    this.#timer ??= setTimeout(() => {
      this.#answered = false;
      // When this process itself was busy or paused, the answer may wait to be read: it is read before this runs.
      setImmediate(() => {
        if (!this.#answered && this.#timer) {
          const error = new SilentConnection(limitMs);
          this.onSilent?.(error);
          this.#destroy(error);
        }
      });
    }, limitMs);
  }

  #stop(): void {
    this.#answered = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}

/**
 * When one connection of a pool has been silent, those that nobody uses most likely lead to the same dead host: they are
 * ended too, instead of costing a statement each to find out.
 */
export function endIdleWhenSilent(pool: Pool): void {
  const idle = new Set<PoolClient>();
  pool.on('connect', (client) => {
    (client as unknown as BoundedClient).onSilent = (error) => {
      for (const each of [...idle]) {
        // The pool takes its error as the end of it, at once: nobody gets it any more.
        idle.delete(each);
        each.emit('error', error);
        (each as unknown as Inside).connection.stream.destroy();
      }
    };
  });
  pool.on('acquire', (client) => idle.delete(client));
  pool.on('release', (_error, client) => idle.add(client));
  pool.on('remove', (client) => idle.delete(client));
}

/**
 * What both ends of every connection are told, so that each notices within seconds that the other is gone: the server
 * then ends the session, with its transaction and its locks. `client_connection_check_interval` also ends a statement
 * whose client has gone away. From PostgreSQL 14 on; without effect over a Unix socket.
 */
export const keptAlive = {
  client: { keepAlive: true, keepAliveInitialDelayMillis: 5_000 },
  server: [
    '-c tcp_keepalives_idle=5',
    '-c tcp_keepalives_interval=2',
    '-c tcp_keepalives_count=3',
    '-c tcp_user_timeout=10000',
    '-c client_connection_check_interval=2000',
  ],
} as const;
