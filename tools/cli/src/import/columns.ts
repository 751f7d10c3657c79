import type { BatchMovement } from '@florin/sdk';

export type MovementType = BatchMovement['type'];

/** Which columns a movement of each type needs, and which it may have besides; a batch's own fields, by their names. */
export const columnsOf: Record<MovementType, { needs: string[]; takes: string[] }> = {
  credit: { needs: ['account_id'], takes: ['effective_at'] },
  debit: { needs: ['account_id'], takes: ['effective_at'] },
  transfer: { needs: ['from_account_id', 'to_account_id'], takes: ['effective_at'] },
  hold: { needs: ['account_id'], takes: ['to_account_id', 'expires_at', 'effective_at'] },
  capture: { needs: ['hold_id'], takes: ['final', 'effective_at'] },
  void: { needs: ['hold_id'], takes: [] },
  reversal: { needs: ['transaction_id'], takes: ['effective_at'] },
};

/** Those that take all that is left when no amount is said; a void has none. */
export const amountIsOptional = new Set<MovementType>(['capture', 'reversal', 'void']);

/** Those whose currency is that of the transaction they are made on. */
export const currencyIsInherited = new Set<MovementType>(['capture', 'reversal', 'void']);

const details = ['reference', 'description'];
const moneyColumns = ['amount', 'amount_minor', 'currency'];

const idPrefixes: Record<string, string> = {
  account_id: 'acct',
  from_account_id: 'acct',
  to_account_id: 'acct',
  hold_id: 'txn',
  transaction_id: 'txn',
};

export const knownColumns = [
  'type',
  ...moneyColumns,
  ...details,
  ...new Set(Object.values(columnsOf).flatMap(({ needs, takes }) => [...needs, ...takes])),
];

/** `metadata.order` is the metadata key `order`. */
export const metadataPrefix = 'metadata.';

export function isKnownColumn(name: string): boolean {
  return knownColumns.includes(name) || (name.startsWith(metadataPrefix) && name !== metadataPrefix);
}

/** The columns that say something about a movement of this type; anything else in them is a mistake. */
export function columnsFor(type: MovementType): string[] {
  const { needs, takes } = columnsOf[type];
  return ['type', ...moneyColumns, ...details, ...needs, ...takes];
}

/** What an id in this column has to look like, or undefined for a column without ids. */
export function idPattern(column: string): RegExp | undefined {
  const prefix = idPrefixes[column];
  return prefix ? new RegExp(`^${prefix}_[0-7][0-9a-hjkmnp-tv-z]{25}$`) : undefined;
}
