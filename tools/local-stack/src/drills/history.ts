import { mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** A movement that a client wants. It keeps its key over all attempts. */
export type Wanted = {
  key: string;
  operation: 'credit' | 'debit' | 'transfer';
  amount: number;
  /** The accounts that money leaves and arrives at; undefined is the outside. */
  from: string | undefined;
  to: string | undefined;
};

/**
 * A line of a drill's history. `sent` comes before each attempt; an attempt ends as `acknowledged` (it moved money, once),
 * `refused` (it moved none) or `unknown` (it may have moved money, and is sent again under its key).
 */
export type HistoryLine =
  | ({ event: 'sent'; client: number; attempt: number } & Wanted)
  | { event: 'acknowledged'; client: number; key: string; transaction_id: string }
  | { event: 'refused'; client: number; key: string; status: number; code: string }
  | { event: 'unknown'; client: number; key: string; status: number | null; code: string }
  | { event: 'drill'; says: string };

export type History = {
  path: string;
  add(line: HistoryLine): void;
};

/** A file with one JSON object a line, each with its time `at`. A line is in the file before the request is sent. */
export function openHistory(path: string): History {
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(path, 'wx');
  return {
    path,
    add: (line) => void writeSync(file, `${JSON.stringify({ at: new Date().toISOString(), ...line })}\n`),
  };
}
