import { typesWhere } from '@florin/rules';

/** The paying or the receiving account of a transaction. */
export type Side = 'from' | 'to';

const quoted = typesWhere(({ movesMoney }) => !movesMoney).map((type) => `'${type}'`);

/** Kinds that change only the held amount, on the paying side. */
export const movesNothing = `type in (${quoted.join(', ')})`;

/** The change of the balance of the account on this side. */
export const changeOn: Record<Side, string> = {
  from: `case when ${movesNothing} then 0 else -amount end`,
  to: 'amount',
};

/** A condition on the movements of one side. */
export type OnSide = (side: Side) => string;
