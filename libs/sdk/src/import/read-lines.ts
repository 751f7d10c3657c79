import { CsvError, parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { isKnownColumn, knownColumns, metadataPrefix } from './columns.ts';
import { decode } from './decode.ts';
import { MovementFileError } from './reasons.ts';

/** A line of the file, not yet checked: its cells by their columns, and its number as an editor counts. */
export type FileLine = { number: number; cells: Record<string, string> };

type FileLines = {
  /**
   * The lines as comma-separated UTF-8. Its SHA-256 is the identity of an import: the same lines with other line ends,
   * separators, quotes or encoding are the same file.
   */
  canonical: string;
  lines: FileLine[];
};

export type FileOptions = {
  /** A name of the WHATWG Encoding standard; detected by default. */
  encoding?: string;
  /** The character between cells; detected from the first line by default. */
  separator?: string;
};

/** A record of the file, and the line that it begins on. */
type Numbered = { number: number; cells: string[] };

/** Reads a file of movements. Throws MovementFileError when it is not CSV, or its header is not understood. */
export function readLines(bytes: Uint8Array, options: FileOptions): FileLines {
  const text = decode(bytes, options.encoding);
  const separator = options.separator ?? separatorOf(text);
  const names = parseCsv(text, separator, 1)[0]?.cells ?? [];
  checkHead(names, separator);
  const records = parseCsv(text, separator).slice(1);
  return {
    canonical: stringify([names, ...records.map(({ cells }) => cells)]),
    lines: records.map(({ number, cells }) => ({
      number,
      cells: Object.fromEntries(names.map((name, place) => [name, cells[place] ?? ''])),
    })),
  };
}

const separators = [',', ';', '\t', '|'] as const;

/** The separator that splits the first line into the most known columns. */
function separatorOf(text: string): string {
  const [first = ''] = text.trimStart().split('\n', 1);
  const head = first.replaceAll('"', '');
  const known = (separator: string) =>
    head.split(separator).filter((name) => isKnownColumn(name.trim())).length;
  return separators.reduce((best, each) => (known(each) > known(best) ? each : best), separators[0]);
}

function parseCsv(text: string, separator: string, recordsMax = Infinity): Numbered[] {
  try {
    const parsed: unknown = parse(text, {
      delimiter: separator,
      info: true,
      skip_empty_lines: true,
      record_delimiter: '\n',
      ...(recordsMax === Infinity ? {} : { to: recordsMax }),
    });
    return numbered(
      new TextEncoder().encode(text),
      parsed as { record: string[]; info: { bytes: number } }[],
    );
  } catch (cause) {
    if (cause instanceof CsvError)
      throw new MovementFileError('not_csv', { detail: cause.message }, { cause });
    throw cause;
  }
}

const lineFeed = 10;

/** Counts lines as an editor does, including empty ones and line breaks within cells. The parser reports where records end. */
function numbered(bytes: Uint8Array, parsed: { record: string[]; info: { bytes: number } }[]): Numbered[] {
  let at = 0;
  let line = 1;
  return parsed.map(({ record, info }) => {
    for (; bytes[at] === lineFeed; at += 1) line += 1;
    const number = line;
    for (; at < info.bytes; at += 1) if (bytes[at] === lineFeed) line += 1;
    return { number, cells: record.map((cell) => cell.trim()) };
  });
}

function checkHead(names: string[], separator: string): void {
  if (names.length === 0) throw new MovementFileError('empty');
  const unknown = names.filter((name) => !isKnownColumn(name));
  const twice = names.filter((name, place) => names.indexOf(name) !== place);
  if (unknown.length > 0) {
    const known = `${knownColumns.join(', ')}, ${metadataPrefix}<key>`;
    throw new MovementFileError('unknown_columns', { columns: unknown.join(', '), known, separator });
  }
  if (twice.length > 0) throw new MovementFileError('repeated_columns', { columns: twice.join(', ') });
  if (!names.includes('type')) throw new MovementFileError('no_type');
}
