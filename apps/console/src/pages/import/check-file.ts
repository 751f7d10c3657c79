import type { BatchMovement } from '@florin/sdk';
import { readLines, readMovement, type FileLine, type LineError } from '@florin/sdk/import';
import { contractFlaws } from '@florin/sdk/testing';

export type CheckedLine = FileLine & { movement?: BatchMovement; mistakes: LineError[] };

/** A file whose lines are all read, each with its movement or with what is wrong. */
export type Checked = { sha256: string; lines: CheckedLine[]; mistakes: LineError[] };

export type CheckOptions = {
  encoding?: string;
  currency?: string;
  /** The present time, to check times by; undefined for a file whose import has begun, which must stay as it was. */
  nowMsFor: (sha256: string) => number | undefined;
  onProgress: (done: number, total: number) => void;
  /** Stops the check. */
  signal: AbortSignal;
};

/** The page stays usable while so many lines are checked in one go. */
const linesAtOnce = 500;

/** Checks every line against the contract and sends nothing. Throws MovementFileError. */
export async function checkFile(bytes: Uint8Array, options: CheckOptions): Promise<Checked> {
  const { encoding, currency, nowMsFor, onProgress, signal } = options;
  const { canonical, lines: found } = readLines(bytes, encoding ? { encoding } : {});
  const sha256 = await sha256Of(canonical);
  const nowMs = nowMsFor(sha256);
  const defaults = {
    flawsOf: (movement: object) => contractFlaws('BatchMovement', movement),
    ...(currency ? { currency } : {}),
    ...(nowMs === undefined ? {} : { nowMs }),
  };
  const lines: CheckedLine[] = [];
  for (const line of found) {
    if (lines.length % linesAtOnce === 0) {
      onProgress(lines.length, found.length);
      await new Promise((resolve) => setTimeout(resolve));
      signal.throwIfAborted();
    }
    const read = readMovement(line.cells, line.number, defaults);
    lines.push(
      'errors' in read
        ? { ...line, mistakes: read.errors }
        : { ...line, movement: read.movement, mistakes: [] },
    );
  }
  return { sha256, lines, mistakes: lines.flatMap(({ mistakes }) => mistakes) };
}

async function sha256Of(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
