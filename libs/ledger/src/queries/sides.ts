import { kinds } from '../entities/kinds.ts';

/** Of a transaction's row: the account that pays, or the one that receives. */
export type Side = 'from' | 'to';

const quoted = Object.entries(kinds).flatMap(([kind, { movesMoney }]) => (movesMoney ? [] : `'${kind}'`));

/** What only promises money, or takes a promise back; it touches the paying side alone. */
export const movesNothing = `type in (${quoted.join(', ')})`;

/** What a row did to the balance of the account on this side. */
export const changeOn: Record<Side, string> = {
  from: `case when ${movesNothing} then 0 else -amount end`,
  to: 'amount',
};

/** Conditions on one side of an account's movements. */
export type OnSide = (side: Side) => string;
