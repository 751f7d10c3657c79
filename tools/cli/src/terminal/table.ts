import type { Paint, Tone } from './colours.ts';
import { harmless, padTo, widthOf } from './width.ts';

/** One thing that is told of each row; alone, an object is shown as a list of these. */
export type Column<T> = {
  name: string;
  of(row: T): string | number | null | undefined;
  /** Numbers stand at the right. */
  right?: boolean;
  /** Shown of an object that stands alone; too much for a table. */
  onlyAlone?: boolean;
  tone?(row: T): Tone | undefined;
};

/** Aligned lines under a head. */
export function tableLines<T>(columns: Column<T>[], rows: T[], paint: Paint): string[] {
  const shown = columns.filter((column) => !column.onlyAlone);
  const cells = rows.map((row) => shown.map((column) => textOf(column, row)));
  const widths = shown.map(({ name }, place) =>
    Math.max(widthOf(name), ...cells.map((row) => widthOf(row[place]!))),
  );
  const line = (texts: string[], toneOf: (place: number) => Tone | undefined) =>
    texts
      .map((text, place) => {
        const isLast = place === texts.length - 1 && !shown[place]!.right;
        const padded = isLast ? text : padTo(text, widths[place]!, shown[place]!.right === true);
        return paint(toneOf(place), padded);
      })
      .join('  ');
  const head = line(
    shown.map(({ name }) => name),
    () => 'quiet',
  );
  return [head, ...cells.map((texts, index) => line(texts, (place) => shown[place]!.tone?.(rows[index]!)))];
}

/** One object, a line a field; what is not set is left out. */
export function fieldLines<T>(columns: Column<T>[], row: T, paint: Paint): string[] {
  const set = columns.filter((column) => textOf(column, row) !== '-');
  const width = Math.max(...set.map(({ name }) => widthOf(name)));
  return set.map(
    (column) =>
      `${paint('quiet', padTo(column.name, width, false))}  ${paint(column.tone?.(row), textOf(column, row))}`,
  );
}

function textOf<T>(column: Column<T>, row: T): string {
  const value = column.of(row);
  return value === null || value === undefined || value === '' ? '-' : harmless(String(value));
}
