import { Type, type TSchema } from 'typebox';

/** A TypeID: the prefix says what it names, the rest is a UUIDv7 in Crockford's base32. */
const prefixedId = (prefix: string) => Type.String({ pattern: `^${prefix}_[0-7][0-9a-hjkmnp-tv-z]{25}$` });

export const accountId = () => prefixedId('acct');
export const transactionId = () => prefixedId('txn');
export const tenantId = () => prefixedId('tenant');
export const alertId = () => prefixedId('alrt');
/** An id of something that another app has made: any prefix. */
export const anyId = () => prefixedId('[a-z]+');

/** Minor units. The range is that of integers which a double holds exactly. */
export const money = () =>
  Type.Integer({ minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER });
/** Money that cannot be less than nothing: what is held, taken or left. */
export const sum = () => Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
export const amount = () => Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });

/** Counts 1, 2, 3 … per account without a gap; 0 before the first movement. */
export const accountVersion = () => Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });

/** ISO 4217. */
export const currency = () => Type.String({ pattern: '^[A-Z]{3}$' });

/** RFC 3339 in UTC. */
export const timestamp = () => Type.String({ format: 'date-time', pattern: 'Z$' });

/** A word from a list that may grow without a new event version, so readers must expect unknown ones. */
export const openWord = (known: readonly string[]) =>
  Type.String({ pattern: '^[a-z][a-z0-9_-]{0,63}$', examples: [...known] });

export const metadata = () => Type.Record(Type.String(), Type.Unknown());

export const nullable = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);
