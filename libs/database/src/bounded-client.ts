import { Client, type ClientConfig, type Pool } from 'pg';
import { CommitOutcomeUnknown } from './failures.ts';

export type BoundedClientConfig = ClientConfig & {
  /** A statement without an answer for this long destroys the connection. */
  answerLimitMs?: number;
};

/** The internals of node-postgres that its types do not declare. */
type Internals = {
  connection: {
    stream: { destroy(error?: Error): void };
    on(event: 'readyForQuery', listener: () => void): void;
  };
  /** A statement with this error set fails with it when the server is ready for the next one. */
  _getActiveQuery(): { _canceledDueToError: unknown } | null;
};

function internalsOf(client: object): Internals {
  return client as Internals;
}

const goodbyeMs = 1_000;

/** The server did not answer for too long: its host, the network or a proxy in between may be gone. */
class SilentConnection extends Error {
  readonly code = 'ETIMEDOUT';

  constructor(limitMs: number) {
    super(`connection terminated: PostgreSQL did not answer a statement within ${limitMs} ms`);
    this.name = 'SilentConnection';
  }
}

/**
 * Where PostgreSQL waits for a synchronous standby. A notice from there says that the wait was cancelled: the transaction is
 * committed on this server alone, and its statement nevertheless succeeds. The text of the notice may be translated, and
 * its code (01000) is that of any warning.
 */
const waitForStandby = 'SyncRepWaitForLSN';

/**
 * A connection with a time limit for answers. The server's `statement_timeout` does not help when its messages do not
 * arrive, and the kernel's own limits are minutes (retransmission) to hours (keepalive). A connection that exceeded the
 * limit is destroyed: the late answer could otherwise be taken for the answer to the next statement.
 *
 * This is one timer per connection that every answer restarts, because a promise with a time limit per statement
 * (`attemptWithin`) would set and clear a timer for each.
 *
 * A statement whose commit PostgreSQL did not replicate, because somebody cancelled its wait (`pg_cancel_backend`), fails with
 * `CommitOutcomeUnknown` instead of succeeding.
 */
export class BoundedClient extends Client {
  /** Called when this connection exceeds the limit, before it is destroyed. */
  onSilent: ((error: Error) => void) | undefined;
  readonly #answerLimitMs: number | undefined;
  #timer: NodeJS.Timeout | undefined;
  #answered = true;

  constructor(config: BoundedClientConfig) {
    super(config);
    this.on('notice', (notice) => {
      const active = notice.routine === waitForStandby ? internalsOf(this)._getActiveQuery() : null;
      if (active !== null) active._canceledDueToError = new CommitOutcomeUnknown(notice);
    });
    this.#answerLimitMs = config.answerLimitMs;
    if (this.#answerLimitMs === undefined) return;
    internalsOf(this).connection.on('readyForQuery', () => {
      this.#answered = true;
      this.#timer?.refresh();
    });
    this.on('drain', () => this.#stop());
    this.on('end', () => this.#stop());
  }

  /** The rows of one statement. */
  async rowsOf<Row>(text: string, parameters?: readonly unknown[]): Promise<Row[]> {
    const result: { rows: Row[] } = await this.query(text, parameters);
    return result.rows;
  }

  // One override for all overloads of the driver's method.
  override query(...parameters: unknown[]): never {
    if (this.#answerLimitMs !== undefined) this.#start(this.#answerLimitMs);
    return (super.query as (...same: unknown[]) => never)(...parameters);
  }

  /** Ends the connection, also when the server does not answer. */
  override end(...parameters: unknown[]): never {
    const timer = setTimeout(() => this.#destroy(), this.#answerLimitMs ?? goodbyeMs);
    this.once('end', () => clearTimeout(timer));
    return (super.end as (...same: unknown[]) => never)(...parameters);
  }

  #destroy(error?: Error): void {
    internalsOf(this).connection.stream.destroy(error);
  }

  #start(limitMs: number): void {
    this.#answered = false;
    this.#timer ??= setTimeout(() => {
      this.#answered = false;
      // If this process was busy or paused, the answer may wait in the socket, which is read before setImmediate runs.
      setImmediate(() => {
        if (!this.#answered && this.#timer) {
          const error = new SilentConnection(limitMs);
          this.onSilent?.(error);
          this.#destroy(error);
        }
      });
    }, limitMs);
    // A statement on a connection that has ended starts it too: the socket keeps the process alive, not the limit.
    this.#timer.unref();
  }

  #stop(): void {
    this.#answered = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}

/**
 * Destroys the idle connections of a pool when one connection got no answer: they most likely lead to the same dead host,
 * and would otherwise cost a failed statement each.
 */
export function endIdleWhenSilent(pool: Pool): void {
  const idle = new Set<object & { emit(event: 'error', error: Error): boolean }>();
  pool.on('connect', (client: object) => {
    if (!(client instanceof BoundedClient)) return;
    client.onSilent = (error) => {
      for (const each of [...idle]) {
        // The pool removes a connection with an error at once and does not hand it out again.
        idle.delete(each);
        each.emit('error', error);
        internalsOf(each).connection.stream.destroy();
      }
    };
  });
  pool.on('acquire', (client) => idle.delete(client));
  pool.on('release', (_error, client) => idle.add(client));
  pool.on('remove', (client) => idle.delete(client));
}

/**
 * Keepalive settings for both ends of every connection, so that each notices within seconds that the other is gone. The
 * server then ends the session with its transaction and locks. `client_connection_check_interval` also ends a running
 * statement whose client is gone. For PostgreSQL 14 and later; no effect on a Unix socket.
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
