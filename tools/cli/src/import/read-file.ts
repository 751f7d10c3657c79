import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  MovementFileError,
  readLines,
  readMovement,
  type FileOptions,
  type Line,
  type LineDefaults,
  type LineError,
} from '@florin/sdk/import';
import { UsageError } from '../failure.ts';
import { fileText } from './texts.ts';

/** A file of movements. It is read once, so that a concurrent change cannot alter what was checked before it is sent. */
export type MovementFile = {
  /** SHA-256 in hex of the lines, however they are written: the identity of an import of this file. */
  sha256: string;
  /** SHA-256 of all bytes, in hex: the identity of imports that an earlier version started. */
  bytesSha256: string;
  lines: Line[];
  errors: LineError[];
};

export type ReadOptions = LineDefaults & FileOptions;

/** Throws UsageError when the file is not CSV, or its header is not understood. */
export function readMovementFile(path: string, options: ReadOptions): MovementFile {
  const bytes = readFileSync(path);
  const { canonical, lines: found } = linesIn(path, bytes, options);
  const lines: Line[] = [];
  const errors: LineError[] = [];
  for (const { number, cells } of found) {
    const read = readMovement(cells, number, options);
    if ('errors' in read) errors.push(...read.errors);
    else lines.push({ number, movement: read.movement });
  }
  return { sha256: sha256Of(canonical), bytesSha256: sha256Of(bytes), lines, errors };
}

function linesIn(path: string, bytes: Buffer, options: FileOptions) {
  try {
    return readLines(bytes, options);
  } catch (error) {
    if (!(error instanceof MovementFileError)) throw error;
    throw new UsageError(fileText(path, error), { cause: error });
  }
}

function sha256Of(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
