import type { BatchMovement } from '../schemas.ts';

export type MovementType = BatchMovement['type'];

/** The required and the optional columns of each type of movement. They are named as the fields of a batch. */
export const columnsOf: Record<MovementType, { needs: string[]; takes: string[] }> = {
  credit: { needs: ['account_id'], takes: ['effective_at'] },
  debit: { needs: ['account_id'], takes: ['effective_at'] },
  transfer: { needs: ['from_account_id', 'to_account_id'], takes: ['effective_at'] },
  hold: { needs: ['account_id'], takes: ['to_account_id', 'expires_at', 'effective_at'] },
  capture: { needs: ['hold_id'], takes: ['final', 'effective_at'] },
  void: { needs: ['hold_id'], takes: [] },
  reversal: { needs: ['transaction_id'], takes: ['effective_at'] },
};

/** The types that move everything that is left when the amount is empty. A void has no amount. */
export const amountIsOptional = new Set<MovementType>(['capture', 'reversal', 'void']);

/** The types that have the currency of their original transaction. */
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

/** The columns that a movement of this type may have. */
export function columnsFor(type: MovementType): string[] {
  const { needs, takes } = columnsOf[type];
  return ['type', ...moneyColumns, ...details, ...needs, ...takes];
}

/** The pattern of ids in this column, or undefined for a column without ids. */
export function idPattern(column: string): RegExp | undefined {
  const prefix = idPrefixes[column];
  return prefix ? new RegExp(`^${prefix}_[0-7][0-9a-hjkmnp-tv-z]{25}$`) : undefined;
}
