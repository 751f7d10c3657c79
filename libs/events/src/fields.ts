import { Type, type TSchema } from 'typebox';

/** A TypeID: a prefix for the kind of thing, then a UUIDv7 in Crockford's base32. */
const prefixedId = (prefix: string, description: string) =>
  Type.String({ pattern: `^${prefix}_[0-7][0-9a-hjkmnp-tv-z]{25}$`, description });

/* The description of a field is part of the contract. A definition passes its own where the default is not enough. */

export const accountId = (description = 'The account that the event is about.') =>
  prefixedId('acct', description);
export const transactionId = (description: string) => prefixedId('txn', description);
export const tenantId = () => prefixedId('tenant', 'The tenant to which the account belongs.');
export const alertId = () => prefixedId('alrt', 'The alert.');
/** An id that another app has created: any prefix. */
export const anyId = (description: string) => prefixedId('[a-z]+', description);

const { MIN_SAFE_INTEGER: minimum, MAX_SAFE_INTEGER: maximum } = Number;

/** Integer width for generated clients. */
const format = 'int64';

/** Minor units. The range is that of integers that a double represents exactly. */
export const money = (description: string) => Type.Integer({ format, minimum, maximum, description });
/** Money that cannot be negative. */
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

/** A word from a list that may grow without a new event version. Readers must expect unknown words. */
export const openWord = (known: readonly string[], description: string) =>
  Type.String({ pattern: '^[a-z][a-z0-9_-]{0,63}$', examples: [...known], description });

export const metadata = () =>
  Type.Record(Type.String(), Type.Unknown(), { description: 'Metadata of the caller, unchanged.' });

export const nullable = <Schema extends TSchema>(schema: Schema) => {
  // The description belongs to the field itself, not to one of its two alternatives.
  const description =
    'description' in schema && typeof schema.description === 'string' ? schema.description : '';
  return Type.Union([schema, Type.Null()], { description });
};

/** Who made a change. Only ids: an address is personal data that every consumer would then have to protect. */
export const actor = () =>
  Type.Optional(
    nullable(
      Type.Object(
        {
          type: openWord(['api_key', 'operator', 'system'], 'The kind of actor.'),
          id: text('The id of the API key, `operator:` and a name, or `system:` and a part of the bank.'),
          token_id: nullable(text('The access token by which the key acted; null for the key itself.')),
          request_id: nullable(text("The server's own id of the request; null where no request was made.")),
          correlation_id: nullable(text("The client's own id of the request; null if it sent none.")),
          on_behalf_of: nullable(
            text('For whom the system acted, such as the key that scheduled a transaction.'),
          ),
        },
        { description: 'Who made it; null where nobody was recorded. Absent on early events.' },
      ),
    ),
  );

/** Text of any kind. */
export const text = (description: string) => Type.String({ description });
