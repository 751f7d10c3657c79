import type { Paint, Tone } from './colours.ts';
import { relativeTime } from './relative-time.ts';
import { cutTo, harmless, padTo, widthOf } from './width.ts';

/** A column of a table. A single object is shown as a list of these. */
export type Column<T> = {
  name: string;
  of(row: T): string | number | null | undefined;
  /** Numbers are aligned to the right. */
  right?: boolean;
  /** Free text, which may be shortened on a narrow terminal. */
  words?: boolean;
  /** A time of the API. On a terminal, a table shows how long ago it was. */
  time?: boolean;
  /** Left out of a table on a narrow terminal. */
  spare?: boolean;
  /** Shown only of a single object, not in a table. */
  onlyAlone?: boolean;
  tone?(row: T): Tone | undefined;
};

/** `nowMs`: the time to which times are relative; without it, they are shown as they came. */
export type TableOptions = { terminalWidth?: number | undefined; nowMs?: number | undefined };

export type Table = { lines: string[]; leftOut: string[] };

/**
 * Aligned lines under a header. On a narrow terminal (`terminalWidth`, in characters) free text is shortened first. Then
 * optional columns are left out, the last one first, and named. If that is not enough, each row is shown as a list of its
 * fields. Ids, times and amounts are never shortened.
 */
export function tableOf<T>(
  columns: Column<T>[],
  rows: T[],
  paint: Paint,
  { terminalWidth = Infinity, nowMs }: TableOptions = {},
): Table {
  const all = columns.filter((column) => !column.onlyAlone);
  const spared = all.filter((column) => column.spare).reverse();
  for (let count = 0; count <= spared.length; count += 1) {
    const left = spared.slice(0, count);
    const shown = all.filter((column) => !left.includes(column));
    const cells = rows.map((row) => shown.map((column) => textOf(column, row, nowMs)));
    const widths = fittingWidths(shown, cells, terminalWidth);
    if (!widths) continue;
    const leftOut = left.map(({ name }) => name).reverse();
    return { lines: alignedLines(shown, rows, cells, widths, paint), leftOut };
  }
  const lists = rows.map((row) => fieldLines(all, row, paint));
  return { lines: lists.flatMap((lines, index) => (index > 0 ? ['', ...lines] : lines)), leftOut: [] };
}

const gap = '  ';
/** The least width of shortened text. */
const wordsWidthMin = 8;

/** Shortens the widest column of text first, down to the least width. Undefined when that is not enough. */
function fittingWidths<T>(
  columns: Column<T>[],
  cells: string[][],
  terminalWidth: number,
): number[] | undefined {
  const sized = columns.map(({ name, words = false }, place) => ({
    width: Math.max(widthOf(name), ...cells.map((texts) => widthOf(texts[place] ?? ''))),
    least: words ? Math.max(wordsWidthMin, widthOf(name)) : Infinity,
  }));
  let over =
    sized.reduce((sum, { width }) => sum + width, 0) + gap.length * (sized.length - 1) - terminalWidth;
  for (; over > 0; over -= 1) {
    const [widest] = sized.filter(({ width, least }) => width > least).sort((a, b) => b.width - a.width);
    if (!widest) return undefined;
    widest.width -= 1;
  }
  return sized.map(({ width }) => width);
}

function alignedLines<T>(
  columns: Column<T>[],
  rows: T[],
  cells: string[][],
  widths: number[],
  paint: Paint,
): string[] {
  const line = (texts: string[], toneOf: (place: number) => Tone | undefined) =>
    texts
      .map((text, place) => {
        const width = widths[place] ?? 0;
        const isRight = columns[place]?.right === true;
        const cut = cutTo(text, width);
        const isLast = place === texts.length - 1 && !isRight;
        const padded = isLast ? cut : padTo(cut, width, isRight);
        return paint(toneOf(place), padded);
      })
      .join(gap);
  const head = line(
    columns.map(({ name }) => name),
    () => 'quiet',
  );
  return [head, ...cells.map((texts, index) => line(texts, (place) => columns[place]!.tone?.(rows[index]!)))];
}

/** One object, one line per field. Unset fields are left out. */
export function fieldLines<T>(columns: Column<T>[], row: T, paint: Paint): string[] {
  const set = columns.filter((column) => textOf(column, row) !== '-');
  const width = Math.max(...set.map(({ name }) => widthOf(name)));
  return set.map(
    (column) =>
      `${paint('quiet', padTo(column.name, width, false))}  ${paint(column.tone?.(row), textOf(column, row))}`,
  );
}

function textOf<T>(column: Column<T>, row: T, nowMs?: number): string {
  const value = column.of(row);
  if (column.time && typeof value === 'string' && nowMs !== undefined) return relativeTime(value, nowMs);
  return value === null || value === undefined || value === '' ? '-' : harmless(String(value));
}
