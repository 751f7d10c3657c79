import type { StatementFrame, StatementPlace } from '@florin/ledger';

/** What a statement's cursor carries: the frame that its pages share, and where the page before ended. */
export function positionOf(frame: StatementFrame, place: StatementPlace): string[] {
  const { opening, closing } = frame;
  return [
    ...[opening.balance, opening.held, opening.version, closing.balance, closing.held, closing.version],
    ...[frame.amountIn, frame.amountOut, frame.countIn, frame.countOut, frame.asOfMs, frame.asOfVersion],
    ...[...frame.posted, place.version, ...place.backdated, place.balance],
  ].map(String);
}

/** The same again. A position comes out of a sealed cursor, so it is what was put in. */
export function readPosition(position: readonly string[]): { frame: StatementFrame; place: StatementPlace } {
  const numbers = position.map(Number);
  const next = () => numbers.shift()!;
  const balance = () => ({ balance: next(), held: next(), version: next() });
  const frame = {
    opening: balance(),
    closing: balance(),
    amountIn: next(),
    amountOut: next(),
    countIn: next(),
    countOut: next(),
    asOfMs: next(),
    asOfVersion: next(),
    posted: [next(), next()] satisfies [number, number] as [number, number],
  };
  return { frame, place: { version: next(), backdated: [next(), next()], balance: next() } };
}
