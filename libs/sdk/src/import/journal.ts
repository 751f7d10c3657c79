import { csvText } from './csv-text.ts';

/** The bank's answer to a line of the file. */
export type Refused = { line: number; code: string; detail: string; transaction_id?: string };

/** A chunk that was answered. */
export type Done = { chunk: number; completed: number; refused: Refused[] };

/** Lines that the bank cannot read. The rest of their chunk is sent without them. */
export type Excluded = { chunk: number; refused: Refused[] };

/**
 * What was answered so far. It saves requests; the chunks' idempotency keys prevent double postings. Only the excluded
 * lines must outlive the program: a chunk without them has another key.
 */
export type ImportJournal = {
  readonly done: ReadonlyMap<number, Done>;
  add(done: Done): void;
  /** Keeps the lines before the rest is sent, so that a resumed import leaves out the same lines. */
  exclude(excluded: Excluded): void;
  excludedOf(chunk: number): Refused[];
};

/** What became of an import. */
export function outcomeOf(journal: ImportJournal): { completed: number; refused: Refused[] } {
  const done = [...journal.done.values()];
  return {
    completed: done.reduce((sum, { completed }) => sum + completed, 0),
    refused: done.flatMap(({ refused }) => refused).sort((a, b) => a.line - b.line),
  };
}

export const refusedHead = csvText([['line', 'code', 'detail', 'transaction_id']]);

/** The refused lines as CSV. */
export function refusedCsv(refused: Refused[]): string {
  const rows = refused.map(({ line, code, detail, transaction_id }) => [
    ...[line, code, detail],
    transaction_id ?? null,
  ]);
  return refusedHead + csvText(rows);
}
