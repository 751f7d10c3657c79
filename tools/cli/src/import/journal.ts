import { closeSync, existsSync, fsyncSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import type { Done, Excluded, ImportJournal, Refused } from '@florin/sdk/import';
import { UsageError } from '../failure.ts';

/** The identity of an import. With other values its chunks would be different. */
export type ImportHead = { file_sha256: string; label: string; url: string; chunk_size: number };

type Entry = { import: ImportHead } | { done: Done } | { excluded: Excluded };

/**
 * The answers so far, one line of JSON each, flushed to disk before the next chunk is sent. The journal saves requests
 * after a restart. It is not needed for correctness: the chunks' idempotency keys prevent double postings.
 */
export class Journal implements ImportJournal {
  readonly done = new Map<number, Done>();
  readonly #excluded = new Map<number, Refused[]>();
  readonly #file: number;

  /** Continues an existing journal. Throws UsageError when it belongs to another import. */
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

  /** The `file_sha256` of the journal at this path; undefined when there is none. */
  static fileAt(path: string): string | undefined {
    const [head] = existsSync(path) ? readEntries(path) : [];
    return head && 'import' in head ? head.import.file_sha256 : undefined;
  }

  add(done: Done): void {
    this.#append({ done });
    this.done.set(done.chunk, done);
  }

  /** Records the lines before the rest is sent, so that a resumed import leaves out the same lines. */
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

/** A crash may leave half a line at the end. It is cut off, and its chunk is sent again. */
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
