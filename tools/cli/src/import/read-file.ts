import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { BatchMovement } from '@florin/sdk';
import { CsvError, parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { UsageError } from '../failure.ts';
import { isKnownColumn, knownColumns, metadataPrefix } from './columns.ts';
import { decodeFile } from './decode-file.ts';
import { readMovement, type LineDefaults, type LineError } from './read-movement.ts';

/** A movement and its line in the file. */
export type Line = { number: number; movement: BatchMovement };

/** A file of movements. It is read once, so that a concurrent change cannot alter what was checked before it is sent. */
export type MovementFile = {
  /**
   * SHA-256 in hex of the lines as comma-separated UTF-8: the identity of an import of this file. The same lines with
   * other line ends, separators, quotes or encoding are the same file.
   */
  sha256: string;
  /** SHA-256 of all bytes, in hex: the identity of imports that an earlier version started. */
  bytesSha256: string;
  lines: Line[];
  errors: LineError[];
};

export type ReadOptions = LineDefaults & {
  /** A name of the WHATWG Encoding standard; detected by default. */
  encoding?: string;
  /** The character between cells; detected from the first line by default. */
  separator?: string;
};

/** A record of the file, and the line that it begins on. */
type Numbered = { number: number; cells: string[] };

/** Throws UsageError when the file is not CSV, or its header is not understood. */
export function readMovementFile(path: string, options: ReadOptions): MovementFile {
  const bytes = readFileSync(path);
  const text = decodeFile(path, bytes, options.encoding);
  const separator = options.separator ?? separatorOf(text);
  const names = parseCsv(path, text, separator, 1)[0]?.cells ?? [];
  checkHead(path, names, separator);
  const records = parseCsv(path, text, separator).slice(1);
  const lines: Line[] = [];
  const errors: LineError[] = [];
  for (const { number, cells } of records) {
    const named = Object.fromEntries(names.map((name, place) => [name, cells[place] ?? '']));
    const read = readMovement(named, number, options);
    if ('errors' in read) errors.push(...read.errors);
    else lines.push({ number, movement: read.movement });
  }
  const canonical = stringify([names, ...records.map(({ cells }) => cells)]);
  return { sha256: sha256Of(canonical), bytesSha256: sha256Of(bytes), lines, errors };
}

function sha256Of(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

const separators = [',', ';', '\t', '|'];

/** The separator that splits the first line into the most known columns. */
function separatorOf(text: string): string {
  const head = text.trimStart().split('\n', 1)[0]!.replaceAll('"', '');
  const known = separators.map(
    (separator) => head.split(separator).filter((name) => isKnownColumn(name.trim())).length,
  );
  return separators[known.indexOf(Math.max(...known))]!;
}

function parseCsv(path: string, text: string, separator: string, recordsMax = Infinity): Numbered[] {
  const bytes = Buffer.from(text);
  try {
    const parsed: unknown = parse(bytes, {
      delimiter: separator,
      info: true,
      skip_empty_lines: true,
      record_delimiter: '\n',
      ...(recordsMax === Infinity ? {} : { to: recordsMax }),
    });
    return numbered(bytes, parsed as { record: string[]; info: { bytes: number } }[]);
  } catch (error) {
    if (error instanceof CsvError) throw new UsageError(`${path}: ${error.message}.`, { cause: error });
    throw error;
  }
}

const lineFeed = 10;

/** Counts lines as an editor does, including empty ones and line breaks within cells. The parser reports where records end. */
function numbered(bytes: Buffer, parsed: { record: string[]; info: { bytes: number } }[]): Numbered[] {
  let at = 0;
  let line = 1;
  return parsed.map(({ record, info }) => {
    for (; bytes[at] === lineFeed; at += 1) line += 1;
    const number = line;
    for (; at < info.bytes; at += 1) if (bytes[at] === lineFeed) line += 1;
    return { number, cells: record.map((cell) => cell.trim()) };
  });
}

function checkHead(path: string, names: string[], separator: string): void {
  if (names.length === 0) throw new UsageError(`${path} is empty: the first line names the columns.`);
  const unknown = names.filter((name) => !isKnownColumn(name));
  const twice = names.filter((name, place) => names.indexOf(name) !== place);
  if (unknown.length > 0) {
    const known = `${knownColumns.join(', ')} and ${metadataPrefix}<key>`;
    const cut = `Its columns were taken as separated by ${nameOf(separator)}; --separator says another.`;
    throw new UsageError(
      `${path}: line 1 names columns that mean nothing: ${unknown.join(', ')}. There are ${known}. ${cut}`,
    );
  }
  if (twice.length > 0) throw new UsageError(`${path}: line 1 names ${twice.join(', ')} twice.`);
  if (!names.includes('type')) throw new UsageError(`${path}: line 1 lacks the column type.`);
}

function nameOf(separator: string): string {
  const names: Record<string, string> = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars' };
  return names[separator] ?? `"${separator}"`;
}
