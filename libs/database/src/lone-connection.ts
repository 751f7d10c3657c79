import { endsWithin } from '@florin/service';
import { BoundedClient, keptAlive } from './bounded-client.ts';
import { clientConfigOf } from './tls.ts';

const goodbyeMs = 500;

export type LoneConnectionOptions = {
  url: string;
  /** Shown in pg_stat_activity. */
  applicationName: string;
  /** The time limit of a new connection and of a statement. */
  answerWithinMs: number;
  /** Settings of the session, as `-c name=value`. */
  settings?: readonly string[];
};

/**
 * One connection beside the pools, for work that must not wait for a pool or needs an order of its own: its statements run
 * one after the other. It is replaced when it fails.
 */
export class LoneConnection {
  readonly #options: LoneConnectionOptions;
  #connected: Promise<BoundedClient> | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: LoneConnectionOptions) {
    this.#options = options;
  }

  /** The rows of one statement. Connects first if there is no connection. */
  rowsOf<Row>(text: string, parameters?: readonly unknown[]): Promise<Row[]> {
    const rows = this.#last.then(() => this.#run<Row>(text, parameters));
    this.#last = rows.catch(() => undefined);
    return rows;
  }

  async #run<Row>(text: string, parameters: readonly unknown[] | undefined): Promise<Row[]> {
    const connected = (this.#connected ??= this.#connect());
    try {
      return await (await connected).rowsOf<Row>(text, parameters);
    } catch (error) {
      if (this.#connected === connected) void this.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    const connected = this.#connected;
    this.#connected = undefined;
    const ended = connected?.then((client) => client.end()).catch(() => undefined);
    // A server that hangs does not close the connection.
    if (ended !== undefined) await endsWithin(goodbyeMs, ended);
  }

  async #connect(): Promise<BoundedClient> {
    const { url, applicationName, answerWithinMs, settings = [] } = this.#options;
    const client = new BoundedClient({
      ...clientConfigOf(url),
      application_name: applicationName,
      connectionTimeoutMillis: answerWithinMs,
      answerLimitMs: answerWithinMs,
      options: [...settings, ...keptAlive.server].join(' '),
      ...keptAlive.client,
    });
    // When an idle connection breaks, the next statement finds out.
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }
}
