import { pause } from '@florin/service';
import { BoundedClient, keptAlive } from './bounded-client.ts';
import { sqlstate } from './failures.ts';

const answerWithinMs = 900;
const goodbyeMs = 500;
/** However often it is asked: a probe is a commit of its own. */
const keptMs = 1_000;
/** For how long the failure of a real write counts, while none has succeeded after it. */
const failureCountsForMs = 10_000;

/**
 * Writes without leaving anything behind: a record in the write-ahead log, which the commit flushes to the disk, and a
 * temporary file of some 170 KiB in the database's own tablespace, which a full disk refuses. Whether transactions are
 * read-only, as they always are on a standby, is asked: that refuses neither of the two.
 */
const probe = `
  select current_setting('transaction_read_only') as "readOnly",
    (select count(*) from generate_series(1, 12000)) as spilled,
    case current_setting('transaction_read_only')
      when 'off' then pg_logical_emit_message(true, 'florin', 'write probe')::text
    end as position`;
/**
 * So little memory that the rows spill, and into the tablespace of the database whatever the server says. The server's own
 * limit comes later than this process's: a commit that waits for a standby would end with success at it.
 */
const sessionOptions = `-c work_mem=64kB -c temp_tablespaces= -c statement_timeout=${2 * answerWithinMs}`;

/** The database answers and takes no writes: its disk is full or fails, or it is a standby, or was made read-only. */
export class WritesFail extends Error {
  constructor(cause: unknown) {
    super('the database takes no writes', { cause });
    this.name = 'WritesFail';
  }
}

/** Finds out whether the database takes writes, over one connection that nothing else uses; opened anew when it fails. */
export class WriteProbe {
  readonly #url: string;
  #connected: Promise<BoundedClient> | undefined;
  #last: { at: number; answer: Promise<void> } | undefined;
  #failure: { at: number; error: unknown } | undefined;

  constructor(url: string) {
    this.#url = url;
  }

  /** Throws `WritesFail`, or what keeps the database from answering within 900 ms. The answer may be a second old. */
  ask(): Promise<void> {
    const now = performance.now();
    if (this.#last === undefined || now - this.#last.at > keptMs) {
      this.#last = { at: now, answer: this.#ask() };
      this.#last.answer.catch(() => undefined);
    }
    return this.#last.answer;
  }

  /** A unit of work was committed. */
  succeeded(): void {
    this.#failure = undefined;
  }

  /** A unit of work failed. Counts where the reason concerns every write: the probe may not meet it. */
  failed(error: unknown): void {
    if (refusesWrites(error)) this.#failure = { at: performance.now(), error };
  }

  async close(): Promise<void> {
    const connected = this.#connected;
    this.#connected = undefined;
    const ended = connected?.then((client) => client.end()).catch(() => undefined);
    // A server that stands still does not take leave.
    await Promise.race([ended, pause(goodbyeMs)]);
  }

  async #ask(): Promise<void> {
    const connected = (this.#connected ??= this.#connect());
    let readOnly: string | undefined;
    try {
      const { rows } = (await (await connected).query(probe)) as { rows: { readOnly: string }[] };
      readOnly = rows[0]?.readOnly;
    } catch (error) {
      if (this.#connected === connected) void this.close();
      throw refusesWrites(error) ? new WritesFail(error) : error;
    }
    if (readOnly === 'on') throw new WritesFail('transactions are read-only');
    if (this.#failure && performance.now() - this.#failure.at < failureCountsForMs)
      throw new WritesFail(this.#failure.error);
  }

  async #connect(): Promise<BoundedClient> {
    const client = new BoundedClient({
      connectionString: this.#url,
      application_name: 'write probe',
      connectionTimeoutMillis: answerWithinMs,
      answerLimitMs: answerWithinMs,
      options: [sessionOptions, ...keptAlive.server].join(' '),
      ...keptAlive.client,
    });
    // Of an idle connection that breaks the next question tells.
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }
}

/** 25006: read-only; 53100: disk full; 53300: no more connections; 58: its disk fails. */
function refusesWrites(error: unknown): boolean {
  return /^(25006|53100|53300|58)/.test(sqlstate(error) ?? '');
}
