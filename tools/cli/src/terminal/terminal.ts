import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { failureLines, type Failure } from '../failure.ts';
import { paintFor, type Paint } from './colours.ts';
import { fieldLines, tableOf, type Column } from './table.ts';

type Stream = Writable & { isTTY?: boolean; columns?: number };

/** The output of a command: results on stdout, everything else on stderr. */
export class Terminal {
  /** For scripts: every object is one line of JSON, and so is a failure, on stderr. */
  readonly json: boolean;
  /** Whether stderr is a terminal, so that a progress bar may overwrite its line. */
  readonly isWatched: boolean;
  readonly #out: Stream;
  readonly #err: Stream;
  readonly #paint: Paint;

  constructor(out: Stream, err: Stream, settings: { json: boolean; env: NodeJS.ProcessEnv }) {
    this.#out = out;
    this.#err = err;
    this.json = settings.json;
    this.isWatched = err.isTTY === true && !settings.json;
    this.#paint = paintFor(out, settings.env);
  }

  /** One object: its fields for people, one line of JSON for scripts. */
  async object<T>(columns: Column<T>[], object: T): Promise<void> {
    await this.text(this.json ? JSON.stringify(object) : fieldLines(columns, object, this.#paint).join('\n'));
  }

  /** The first `limit` of a list: a table for people, JSON Lines for scripts. */
  async list<T>(columns: Column<T>[], list: AsyncIterable<T>, limit: number): Promise<void> {
    const rows: T[] = [];
    let reported = 0;
    let hasMore = false;
    for await (const row of list) {
      if (reported === limit) {
        hasMore = true;
        break;
      }
      reported += 1;
      if (this.json) await this.text(JSON.stringify(row));
      else rows.push(row);
    }
    if (!this.json || reported === 0) await this.rows(columns, rows);
    if (hasMore) this.note(`There are more: --limit ${limit * 5} shows more of them, --all every one.`);
  }

  /** All of a short list. */
  async rows<T>(columns: Column<T>[], rows: T[]): Promise<void> {
    if (this.json) {
      for (const row of rows) await this.text(JSON.stringify(row));
    } else if (rows.length > 0) {
      const options = this.#out.isTTY ? { terminalWidth: this.#out.columns, nowMs: Date.now() } : {};
      const { lines, leftOut } = tableOf(columns, rows, this.#paint, options);
      for (const line of lines) await this.text(line);
      if (leftOut.length > 0) this.note(`A wider terminal, or --json, also shows: ${leftOut.join(', ')}.`);
    }
    if (rows.length === 0) this.note('There are none.');
  }

  /** Writes a line of the result. Waits while the reader is slower, so that a long list needs no memory. */
  async text(line: string): Promise<void> {
    await this.write(`${line}\n`);
  }

  async write(text: string): Promise<void> {
    if (!this.#out.write(text)) await once(this.#out, 'drain');
  }

  /** A remark for people. It is left out for scripts. */
  note(line: string): void {
    if (!this.json) this.#err.write(`${line}\n`);
  }

  /** Overwrites the current line, for progress. Only when {@link isWatched}. */
  overwrite(line: string): void {
    this.#err.write(`\r\u001b[2K${line}`);
  }

  /** The stream for prompts. */
  get watched(): Writable {
    return this.#err;
  }

  fail(failure: Failure): void {
    const lines = this.json ? [JSON.stringify({ error: failure })] : failureLines(failure);
    this.#err.write(`${lines.join('\n')}\n`);
  }
}
