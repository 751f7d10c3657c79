import {
  exactInteger,
  type Period,
  type Statement,
  type StatementFrame,
  type StatementPlace,
} from '@florin/ledger';

/** What a statement's cursor carries: the frame and the period that its pages share, and where the page before ended. */
export function positionOf({ frame, period }: Statement, place: StatementPlace): string[] {
  const { opening, closing } = frame;
  return [
    ...[opening.balance, opening.held, opening.version, closing.balance, closing.held, closing.version],
    ...[frame.amountIn, frame.amountOut, frame.countIn, frame.countOut, frame.asOfMs, frame.asOfVersion],
    ...[...frame.posted, place.version, ...place.backdated, place.balance],
    ...[period.from.getTime(), period.to.getTime()],
  ].map(String);
}

/**
 * The same again; `basis` is the query's, which a cursor is bound to. A position comes out of a sealed cursor, so it is
 * what was put in. A cursor from before periods had a default has none, and its query says it.
 */
export function readPosition(
  position: readonly string[],
  basis: Period['basis'],
): { frame: StatementFrame; place: StatementPlace; period?: Period } {
  const texts = [...position];
  const next = () => Number(texts.shift());
  const sum = () => exactInteger(texts.shift()!);
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
    posted: [next(), next()] satisfies [number, number] as [number, number],
  };
  const place: StatementPlace = { version: next(), backdated: [next(), next()], balance: sum() };
  if (texts.length === 0) return { frame, place };
  return { frame, place, period: { from: new Date(next()), to: new Date(next()), basis } };
}
