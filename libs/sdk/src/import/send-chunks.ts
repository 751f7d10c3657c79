import { InvalidRequestError, RateLimitError } from '../errors.ts';
import type { Florin } from '../florin.ts';
import type { BatchAnswer } from '../schemas.ts';
import type { Chunk, Line } from './chunks.ts';
import type { ImportJournal, Refused } from './journal.ts';

/** The contract's limit for a batch. */
export const chunkSizeMax = 1_000;

/** The size of every program's chunks: with another one, the same file would have other keys. */
export const usualChunkSize = 500;

/** What the idempotency keys of an import begin with. A label makes it another import of the same file. */
export function keyStemOf(sha256: string, label: string): string {
  return `import-${sha256.slice(0, 40)}${label ? `-${label}` : ''}`;
}

type ImportRun = {
  florin: Florin;
  chunks: Chunk[];
  journal: ImportJournal;
  /** The prefix of every chunk's idempotency key; the chunk's number follows. */
  keyStem: string;
  stop: AbortSignal;
  /** An import retries longer than other calls while the bank restarts or is busy. */
  maxRetries?: number;
  onProgress(linesDone: number): void;
};

/**
 * Sends the chunks that the journal does not have, in the file's order. A chunk's idempotency key is derived from the
 * file's content and the chunk's number, so a chunk that was sent before a crash is answered and not posted again.
 */
export async function sendChunks(run: ImportRun): Promise<void> {
  const { chunks, journal, stop } = run;
  let linesDone = 0;
  for (const chunk of chunks) {
    if (!journal.done.has(chunk.number)) {
      stop.throwIfAborted();
      await sendChunk(run, chunk);
    }
    linesDone += chunk.lines.length;
    run.onProgress(linesDone);
  }
}

/** The bank refuses a whole batch for one line that it cannot read. That line is left out, and the rest is sent. */
async function sendChunk(run: ImportRun, chunk: Chunk): Promise<void> {
  const { journal } = run;
  while (true) {
    const excluded = journal.excludedOf(chunk.number);
    const rest = chunk.lines.filter(({ number }) => excluded.every(({ line }) => line !== number));
    const answer = rest.length > 0 ? await post(run, chunk, rest) : [];
    if (answer instanceof InvalidRequestError) {
      journal.exclude({ chunk: chunk.number, refused: unreadableLines(answer, rest) });
      continue;
    }
    const refused = [...excluded, ...refusedLines(rest, answer)].sort((a, b) => a.line - b.line);
    journal.add({ chunk: chunk.number, completed: chunk.lines.length - refused.length, refused });
    return;
  }
}

async function post(
  { florin, keyStem, journal, stop, maxRetries = 8 }: ImportRun,
  { number }: Chunk,
  lines: Line[],
): Promise<BatchAnswer['results'] | InvalidRequestError> {
  const excluded = journal.excludedOf(number).length;
  const idempotencyKey = excluded > 0 ? `${keyStem}-${number}-without-${excluded}` : `${keyStem}-${number}`;
  const movements = lines.map(({ movement }) => movement);
  while (true) {
    try {
      return (await florin.transactions.batch({ movements }, { idempotencyKey, maxRetries })).results;
    } catch (error) {
      if (error instanceof InvalidRequestError && unreadableLines(error, lines).length > 0) return error;
      // On 429 the import slows down.
      if (!(error instanceof RateLimitError)) throw error;
      await pause((error.retryAfterSeconds ?? 1) * 1_000, stop);
      stop.throwIfAborted();
    }
  }
}

/** Ends early when the import is stopped. */
function pause(ms: number, stop: AbortSignal): Promise<void> {
  if (stop.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      stop.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    stop.addEventListener('abort', end);
  });
}

/** The bank identifies a movement by its index in the batch; the user needs the line of the file. */
function unreadableLines({ errors, code }: InvalidRequestError, lines: Line[]): Refused[] {
  const found = new Map<number, Refused>();
  for (const { pointer, message } of errors) {
    const [, place, field] = /^\/movements\/(\d+)\/?(.*)$/.exec(pointer) ?? [];
    const line = place === undefined ? undefined : lines[Number(place)];
    if (!line) continue;
    const detail = field ? `${field} ${message}` : message;
    const before = found.get(line.number);
    found.set(line.number, {
      line: line.number,
      code,
      detail: before ? `${before.detail}; ${detail}` : detail,
    });
  }
  return [...found.values()];
}

function refusedLines(lines: Line[], results: BatchAnswer['results']): Refused[] {
  return lines.flatMap(({ number }, index): Refused[] => {
    const { status, error, transaction } = results[index]!;
    if (status === 'completed') return [];
    const { code, detail } = error ?? { code: 'unknown', detail: 'The bank gave no reason.' };
    return [{ line: number, code, detail, ...(transaction ? { transaction_id: transaction.id } : {}) }];
  });
}
