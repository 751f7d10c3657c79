import { sqlstate } from './failures.ts';
import { LoneConnection } from './lone-connection.ts';

const answerWithinMs = 900;
/** A result is reused for this long, because every probe is a commit. */
const keptMs = 1_000;
/** A failed write of the application counts for this long, unless a later write succeeds. */
const failureCountsForMs = 10_000;

/**
 * Writes and leaves nothing behind: a record in the write-ahead log, which the commit flushes to disk, and a temporary
 * file of about 170 KiB in the database's own tablespace, which fails on a full disk. A read-only database or standby
 * would accept both, so the setting is queried too.
 */
const probe = `
  select current_setting('transaction_read_only') as "readOnly",
    (select count(*) from generate_series(1, 12000)) as spilled,
    case current_setting('transaction_read_only')
      when 'off' then pg_logical_emit_message(true, 'florin', 'write probe')::text
    end as position`;
/**
 * Little memory makes the rows spill to disk, in the database's own tablespace. The server's time limit ends a statement that
 * the client has given up; a commit that waits for a standby is not subject to it.
 */
const settings = ['-c work_mem=64kB', '-c temp_tablespaces=', `-c statement_timeout=${2 * answerWithinMs}`];

/** The database answers but accepts no writes: its disk is full or fails, or it is a standby or read-only. */
export class WritesFail extends Error {
  constructor(cause: unknown) {
    super('the database takes no writes', { cause });
    this.name = 'WritesFail';
  }
}

/** Checks whether the database accepts writes, on a connection of its own, which is replaced when it fails. */
export class WriteProbe {
  readonly #connection: LoneConnection;
  #last: { at: number; answer: Promise<void> } | undefined;
  #failure: { at: number; error: unknown } | undefined;

  constructor(url: string) {
    this.#connection = new LoneConnection({ url, applicationName: 'write probe', answerWithinMs, settings });
  }

  /** Throws `WritesFail`, or the error that kept the database from answering within 900 ms. May be a second old. */
  check(): Promise<void> {
    const now = performance.now();
    if (this.#last === undefined || now - this.#last.at > keptMs) {
      this.#last = { at: now, answer: this.#probe() };
      this.#last.answer.catch(() => undefined);
    }
    return this.#last.answer;
  }

  /** A unit of work was committed. */
  succeeded(): void {
    this.#failure = undefined;
  }

  /** A unit of work failed. Counts if every write would fail for this reason; the probe alone might not notice. */
  failed(error: unknown): void {
    if (refusesWrites(error)) this.#failure = { at: performance.now(), error };
  }

  close(): Promise<void> {
    return this.#connection.close();
  }

  async #probe(): Promise<void> {
    let readOnly: string | undefined;
    try {
      const [row] = await this.#connection.rowsOf<{ readOnly: string }>(probe);
      readOnly = row?.readOnly;
    } catch (error) {
      throw refusesWrites(error) ? new WritesFail(error) : error;
    }
    if (readOnly === 'on') throw new WritesFail('transactions are read-only');
    if (this.#failure && performance.now() - this.#failure.at < failureCountsForMs)
      throw new WritesFail(this.#failure.error);
  }
}

/** 25006: read-only; 53100: disk full; 53300: no more connections; 58: its disk fails. */
function refusesWrites(error: unknown): boolean {
  return /^(25006|53100|53300|58)/.test(sqlstate(error) ?? '');
}
