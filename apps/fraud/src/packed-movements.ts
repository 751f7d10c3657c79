import type { Movement } from './movement.ts';

/** What a batch knows of an account beforehand. */
export type Owner = Pick<Movement, 'tenantId' | 'accountId' | 'outcome'>;

/**
 * SQL: all rows of `h` as one text, a line each. Most of what a batch costs is loading what is remembered; as one text
 * an account it takes the driver a third of the time that rows of twelve columns take it. No value holds a space or a
 * line's end: the table's constraints and the events' schema see to that.
 */
export const packedMovements = `string_agg(concat(
    (date_part('epoch', h.occurred_at) * 1000)::bigint, ' ', h.account_version, ' ', h.transaction_id, ' ', h.amount, ' ',
    h.currency, ' ', h.direction, ' ', h.internal, ' ', h.counterparty_id, ' ', h.type), E'\\n')`;

/** The same text of movements that are in memory. */
export const packMovements = (movements: readonly Movement[]): string =>
  movements
    .map((each) =>
      [
        each.occurredAt,
        each.accountVersion,
        each.transactionId,
        each.amount,
        each.currency,
        each.direction,
        each.internal ? 't' : 'f',
        each.counterpartyId ?? '',
        each.type,
      ].join(' '),
    )
    .join('\n');

export function unpackMovements(packed: string, { tenantId, accountId, outcome }: Owner): Movement[] {
  if (packed === '') return [];
  return packed.split('\n').map((line) => {
    const [occurredAt, version, transactionId, amount, currency, direction, internal, counterparty, type] =
      line.split(' ') as [
        string,
        string,
        string,
        string,
        string,
        Movement['direction'],
        string,
        string,
        string,
      ];
    return {
      tenantId,
      accountId,
      transactionId,
      outcome,
      type: type || (internal === 't' ? 'transfer' : direction),
      direction,
      internal: internal === 't',
      counterpartyId: counterparty || null,
      amount: Number(amount),
      currency,
      occurredAt: Number(occurredAt),
      accountVersion: Number(version),
    };
  });
}
