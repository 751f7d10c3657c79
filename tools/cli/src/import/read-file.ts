import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { BatchMovement } from '@florin/sdk';
import { CsvError, parse } from 'csv-parse/sync';
import { UsageError } from '../failure.ts';
import { isKnownColumn, knownColumns, metadataPrefix } from './columns.ts';
import { readMovement, type LineDefaults, type LineError } from './read-movement.ts';

/** A movement and the line of the file that it stands in. */
export type Line = { number: number; movement: BatchMovement };

/** A file of movements, read once: what is sent is what was checked, whoever writes to it meanwhile. */
export type MovementFile = {
  /** SHA-256 of every byte, in hex: what an import of this file is known by. */
  sha256: string;
  lines: Line[];
  errors: LineError[];
};

/** A record of the file, and the line that it begins on. */
type Numbered = { number: number; cells: string[] };

/** Throws UsageError for what is no CSV at all, or has no head that could be understood. */
export function readMovementFile(path: string, defaults: LineDefaults): MovementFile {
  const bytes = readFileSync(path);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const [head, ...records] = parseCsv(path, bytes);
  const names = (head?.cells ?? []).map((name) => name.trim());
  checkHead(path, names);
  const lines: Line[] = [];
  const errors: LineError[] = [];
  for (const { number, cells } of records) {
    const named = Object.fromEntries(names.map((name, place) => [name, (cells[place] ?? '').trim()]));
    const read = readMovement(named, number, defaults);
    if ('errors' in read) errors.push(...read.errors);
    else lines.push({ number, movement: read.movement });
  }
  return { sha256, lines, errors };
}

function parseCsv(path: string, bytes: Buffer): Numbered[] {
  try {
    const lineEnds = ['\r\n', '\n'];
    const parsed: unknown = parse(bytes, {
      bom: true,
      info: true,
      skip_empty_lines: true,
      record_delimiter: lineEnds,
    });
    return numbered(bytes, parsed as { record: string[]; info: { bytes: number } }[]);
  } catch (error) {
    if (error instanceof CsvError) throw new UsageError(`${path}: ${error.message}.`, { cause: error });
    throw error;
  }
}

const lineFeed = 10;
const carriageReturn = 13;

/** Counts lines as an editor does, over empty ones and over line breaks within cells; the parser tells where records end. */
function numbered(bytes: Buffer, parsed: { record: string[]; info: { bytes: number } }[]): Numbered[] {
  let at = 0;
  let line = 1;
  return parsed.map(({ record, info }) => {
    while (bytes[at] === lineFeed || bytes[at] === carriageReturn) {
      if (bytes[at] === lineFeed) line += 1;
      at += 1;
    }
    const number = line;
    for (; at < info.bytes; at += 1) if (bytes[at] === lineFeed) line += 1;
    return { number, cells: record };
  });
}

function checkHead(path: string, names: string[]): void {
  if (names.length === 0) throw new UsageError(`${path} is empty: the first line names the columns.`);
  const unknown = names.filter((name) => !isKnownColumn(name));
  const twice = names.filter((name, place) => names.indexOf(name) !== place);
  if (unknown.length > 0) {
    const known = `${knownColumns.join(', ')} and ${metadataPrefix}<key>`;
    throw new UsageError(
      `${path}: line 1 names columns that mean nothing: ${unknown.join(', ')}. There are ${known}.`,
    );
  }
  if (twice.length > 0) throw new UsageError(`${path}: line 1 names ${twice.join(', ')} twice.`);
  if (!names.includes('type')) throw new UsageError(`${path}: line 1 lacks the column type.`);
}
