import { Type, type TSchema } from 'typebox';

/** A TypeID: the prefix says what it names, the rest is a UUIDv7 in Crockford's base32. */
const prefixedId = (prefix: string, description: string) =>
  Type.String({ pattern: `^${prefix}_[0-7][0-9a-hjkmnp-tv-z]{25}$`, description });

/*
 * A description is what a reader of the contract gets to know of a field: each says it where the usual one is not
 * enough.
 */

export const accountId = (description = 'The account that the event is about.') =>
  prefixedId('acct', description);
export const transactionId = (description: string) => prefixedId('txn', description);
export const tenantId = () => prefixedId('tenant', 'The tenant to which the account belongs.');
export const alertId = () => prefixedId('alrt', 'The alert.');
/** An id of something that another app has made: any prefix. */
export const anyId = (description: string) => prefixedId('[a-z]+', description);

const { MIN_SAFE_INTEGER: minimum, MAX_SAFE_INTEGER: maximum } = Number;

/** The width that generated readers need for it. */
const format = 'int64';

/** Minor units. The range is that of integers which a double holds exactly. */
export const money = (description: string) => Type.Integer({ format, minimum, maximum, description });
/** Money that cannot be less than nothing: what is held, taken or left. */
export const sum = (description: string) => Type.Integer({ format, minimum: 0, maximum, description });
export const amount = (description: string) => Type.Integer({ format, minimum: 1, maximum, description });

export const accountVersion = () =>
  Type.Integer({
    format,
    minimum: 0,
    maximum,
    description:
      'Counts the changes of the account: 1, 2, 3 … without a gap, 0 before the first. The order of its events.',
  });

export const currency = () =>
  Type.String({
    pattern: '^[A-Z]{3}$',
    description: 'ISO 4217. Amounts are integers in its minor unit.',
  });

/** RFC 3339 in UTC. */
export const timestamp = (description: string) =>
  Type.String({ format: 'date-time', pattern: 'Z$', description });

/** A word from a list that may grow without a new event version, so readers must expect unknown ones. */
export const openWord = (known: readonly string[], description: string) =>
  Type.String({ pattern: '^[a-z][a-z0-9_-]{0,63}$', examples: [...known], description });

export const metadata = () =>
  Type.Record(Type.String(), Type.Unknown(), { description: 'Metadata of the caller, unchanged.' });

export const nullable = <Schema extends TSchema>(schema: Schema) => {
  // What it means stands with the field itself, not with one of its two shapes.
  const { description = '' } = schema as { description?: string };
  return Type.Union([schema, Type.Null()], { description });
};

/** Text of any kind. */
export const text = (description: string) => Type.String({ description });
