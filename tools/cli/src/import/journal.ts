import { closeSync, existsSync, fsyncSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import { UsageError } from '../failure.ts';

/** What the bank said about a line of the file. */
export type Refused = { line: number; code: string; detail: string; transaction_id?: string };

/** A chunk that was answered. */
export type Done = { chunk: number; completed: number; refused: Refused[] };

/** What an import is: with another of these, its chunks would be others. */
export type ImportHead = { file_sha256: string; label: string; url: string; chunk_size: number };

/** Lines that the bank cannot read: the rest of their chunk goes without them. */
export type Excluded = { chunk: number; refused: Refused[] };

type Entry = { import: ImportHead } | { done: Done } | { excluded: Excluded };

/**
 * What was answered so far, a line of JSON each, on the disk before the next chunk is sent. It saves asking again;
 * that nothing is doubled does not rest on it, but on the chunks' idempotency keys.
 */
export class Journal {
  readonly done = new Map<number, Done>();
  readonly #excluded = new Map<number, Refused[]>();
  readonly #file: number;

  /** Goes on with the journal that is there. Throws UsageError when that one is of another import. */
  constructor(path: string, head: ImportHead) {
    const entries = existsSync(path) ? readEntries(path) : [];
    for (const entry of entries) {
      if ('import' in entry) refuseOther(path, entry.import, head);
      else if ('done' in entry) this.done.set(entry.done.chunk, entry.done);
      else this.#leaveOut(entry.excluded);
    }
    this.#file = openSync(path, 'a');
    if (entries.length === 0) this.#append({ import: head });
  }

  /** The file that the journal at this path is of, by its `file_sha256`; undefined where there is none. */
  static fileAt(path: string): string | undefined {
    const [head] = existsSync(path) ? readEntries(path) : [];
    return head && 'import' in head ? head.import.file_sha256 : undefined;
  }

  add(done: Done): void {
    this.#append({ done });
    this.done.set(done.chunk, done);
  }

  /** Notes it before the rest is sent, so that whoever goes on leaves out the same lines. */
  exclude(excluded: Excluded): void {
    this.#append({ excluded });
    this.#leaveOut(excluded);
  }

  excludedOf(chunk: number): Refused[] {
    return this.#excluded.get(chunk) ?? [];
  }

  #leaveOut({ chunk, refused }: Excluded): void {
    this.#excluded.set(chunk, [...this.excludedOf(chunk), ...refused]);
  }

  close(): void {
    closeSync(this.#file);
  }

  #append(entry: Entry): void {
    writeSync(this.#file, `${JSON.stringify(entry)}\n`);
    fsyncSync(this.#file);
  }
}

/** A crash may leave half a line at the end: it is cut off, and its chunk asked for again. */
function readEntries(path: string): Entry[] {
  const text = readFileSync(path, 'utf8');
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole !== text) truncateSync(path, Buffer.byteLength(whole));
  return whole
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      try {
        return JSON.parse(line) as Entry;
      } catch (error) {
        throw new UsageError(`${path} is no journal of an import: move it away.`, { cause: error });
      }
    });
}

function refuseOther(path: string, known: ImportHead, head: ImportHead): void {
  const differs = (Object.keys(head) as (keyof ImportHead)[]).find((key) => known[key] !== head[key]);
  if (!differs) return;
  const why = {
    file_sha256: 'The file has changed since its import began. Put back what it was to go on',
    label: 'It is of an import with another --label. Say that one to go on',
    url: `It is of an import into ${known.url}. Go on there`,
    chunk_size: `It is of an import with --chunk ${known.chunk_size}. Say that to go on`,
  }[differs];
  throw new UsageError(`${path} is in the way. ${why}, or move the journal away to begin another import.`);
}
