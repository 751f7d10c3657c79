import {
  exactInteger,
  type Period,
  type Statement,
  type StatementFrame,
  type StatementPlace,
} from '@florin/ledger';

/**
 * The content of a statement's cursor: the frame and the period of all pages, the end of the previous page, and the position
 * in the log that the next page must have reached, if there are replicas.
 */
export function positionOf({ frame, period, position }: Statement, place: StatementPlace): string[] {
  const { opening, closing } = frame;
  return [
    ...[opening.balance, opening.held, opening.version, closing.balance, closing.held, closing.version],
    ...[frame.amountIn, frame.amountOut, frame.countIn, frame.countOut, frame.asOfMs, frame.asOfVersion],
    ...[...frame.posted, place.version, ...place.backdated, place.balance],
    ...[period.from.getTime(), period.to.getTime()],
    ...(position === undefined ? [] : [position]),
  ].map(String);
}

/**
 * Reads the content of a cursor. Cursors are sealed, so it is what `positionOf` wrote. `basis` is that of the query, to which
 * the cursor is bound. Cursors of earlier versions contain no period; then the query has it.
 */
export function readPosition(
  position: readonly string[],
  basis: Period['basis'],
): { frame: StatementFrame; place: StatementPlace; period?: Period; seen?: string } {
  const texts = [...position];
  const next = () => Number(texts.shift());
  const sum = () => exactInteger(texts.shift()!);
  const pair = (): [number, number] => [next(), next()];
  const balance = () => ({ balance: sum(), held: next(), version: next() });
  const frame = {
    opening: balance(),
    closing: balance(),
    amountIn: sum(),
    amountOut: sum(),
    countIn: next(),
    countOut: next(),
    asOfMs: next(),
    asOfVersion: next(),
    posted: pair(),
  };
  const place: StatementPlace = { version: next(), backdated: [next(), next()], balance: sum() };
  if (texts.length === 0) return { frame, place };
  const period = { from: new Date(next()), to: new Date(next()), basis };
  const seen = texts.shift();
  return { frame, place, period, ...(seen === undefined ? {} : { seen }) };
}
