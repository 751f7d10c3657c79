import * as Money from '../money.ts';
import type { BatchMovement } from '../schemas.ts';
import {
  amountIsOptional,
  columnsFor,
  columnsOf,
  currencyIsInherited,
  idPattern,
  metadataPrefix,
  type MovementType,
} from './columns.ts';
import { readMoment } from './moment.ts';
import type { LineError, LineReason } from './reasons.ts';

/** The contract's limit: the sum of two amounts below it is exact. */
export const greatestAmount = 999_999_999_999_999;

export type LineDefaults = {
  /** The currency of lines without one. */
  currency?: string;
  /** Validates a movement against the contract. Each mistake has its JSON pointer. */
  flawsOf: (movement: object) => { pointer: string; message: string }[];
  /** The current time in epoch milliseconds. With it, times are checked as the bank checks them. */
  nowMs?: number;
};

/** The bank's tolerance for times in the future, because clocks differ. */
const clockSlackMs = 30_000;

type Cells = Record<string, string>;
type Complain = (column: string, code: LineReason['code'], values?: LineReason['values']) => void;

/** Turns a line of the file into a movement of a batch, or returns all mistakes in it. */
export function readMovement(
  cells: Cells,
  line: number,
  defaults: LineDefaults,
): { movement: BatchMovement } | { errors: LineError[] } {
  const errors: LineError[] = [];
  const complain: Complain = (column, code, values = {}) => errors.push({ line, column, code, values });
  const type = typeOf(cells, complain);
  if (!type) return { errors };
  complainOfForeign(type, cells, complain);
  const fields = {
    type,
    ...ids(type, cells, complain),
    ...money(type, cells, defaults, complain),
    ...times(cells, defaults.nowMs, complain),
    ...final(type, cells, complain),
    ...texts(cells),
    ...metadata(cells),
  };
  if (errors.length === 0) complainByContract(fields, cells, defaults, complain);
  return errors.length > 0 ? { errors } : { movement: fields as BatchMovement };
}

/** Checks lengths, characters and metadata: everything for which the bank would refuse the whole batch. */
function complainByContract(
  fields: object,
  cells: Cells,
  { flawsOf }: LineDefaults,
  complain: Complain,
): void {
  for (const { pointer, message } of flawsOf(fields)) {
    const [name = '', key] = pointer.slice(1).split('/');
    const column = key === undefined ? name : `${name}.${key.replaceAll('~1', '/').replaceAll('~0', '~')}`;
    complain(column === 'amount' && cells['amount_minor'] ? 'amount_minor' : column, 'contract', {
      detail: message,
    });
  }
}

function typeOf(cells: Cells, complain: Complain): MovementType | undefined {
  const type = cells['type'] ?? '';
  if (Object.hasOwn(columnsOf, type)) return type as MovementType;
  complain('type', 'unknown_type', { text: type, types: Object.keys(columnsOf).join(', ') });
  return undefined;
}

/** A debit with a `to_account_id` was probably meant as a transfer. Ignoring the cell would move the wrong money. */
function complainOfForeign(type: MovementType, cells: Cells, complain: Complain): void {
  const own = columnsFor(type);
  for (const [column, text] of Object.entries(cells)) {
    if (text !== '' && !own.includes(column) && !column.startsWith(metadataPrefix))
      complain(column, 'not_for_type', { type });
  }
}

function ids(type: MovementType, cells: Cells, complain: Complain): Cells {
  const { needs, takes } = columnsOf[type];
  const found: Cells = {};
  for (const column of [...needs, ...takes]) {
    const pattern = idPattern(column);
    const text = cells[column] ?? '';
    if (!pattern) continue;
    if (text === '') {
      if (needs.includes(column)) complain(column, 'missing', { type });
    } else if (pattern.test(text)) found[column] = text;
    else complain(column, 'not_an_id', { text });
  }
  return found;
}

function money(
  type: MovementType,
  cells: Cells,
  defaults: LineDefaults,
  complain: Complain,
): { amount?: number; currency?: string } {
  const decimal = cells['amount'] ?? '';
  const minor = cells['amount_minor'] ?? '';
  const currency = cells['currency'] || defaults.currency;
  if (type === 'void') {
    if (decimal || minor) complain(decimal ? 'amount' : 'amount_minor', 'no_amount_of_void');
    return {};
  }
  if (currency && !Money.currencyCodes.includes(currency)) {
    complain(cells['currency'] ? 'currency' : 'amount', 'unknown_currency', { text: currency });
    return {};
  }
  if (decimal && minor) complain('amount', 'two_amounts');
  if (!decimal && !minor && !amountIsOptional.has(type)) complain('amount', 'amount_missing');
  const amount = decimal ? readDecimal(decimal, currency, complain) : readMinor(minor, complain);
  // The original transaction has the currency, and the contract has no field for it here.
  const saidCurrency = currency && !currencyIsInherited.has(type) ? { currency } : {};
  return { ...(amount === undefined ? {} : { amount }), ...saidCurrency };
}

function readDecimal(text: string, currency: string | undefined, complain: Complain): number | undefined {
  if (!currency) {
    complain('amount', 'no_currency');
    return undefined;
  }
  if (text.includes(',')) {
    complain('amount', 'comma', { text });
    return undefined;
  }
  try {
    return inBounds(Money.fromDecimal(text, currency), 'amount', text, complain);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const decimals = Money.exponent(currency);
    complain('amount', 'not_an_amount', { text, currency, decimals, detail: error.message });
    return undefined;
  }
}

function readMinor(text: string, complain: Complain): number | undefined {
  if (text === '') return undefined;
  if (/^\d+$/.test(text)) return inBounds(Number(text), 'amount_minor', text, complain);
  complain('amount_minor', 'not_minor_units', { text });
  return undefined;
}

function inBounds(units: number, column: string, text: string, complain: Complain): number | undefined {
  if (units > 0 && units <= greatestAmount) return units;
  complain(column, units > 0 ? 'too_much' : 'not_positive', { text });
  return undefined;
}

function times(cells: Cells, nowMs: number | undefined, complain: Complain): Cells {
  const found: Cells = {};
  for (const column of ['effective_at', 'expires_at']) {
    const text = cells[column] ?? '';
    if (text === '') continue;
    const read = readMoment(text);
    if ('moment' in read) found[column] = read.moment;
    else complain(column, read.code, read.values);
  }
  if (nowMs === undefined) return found;
  const { effective_at: effective = '', expires_at: expires = '' } = found;
  if (Date.parse(effective) > nowMs + clockSlackMs)
    complain('effective_at', 'in_future', { text: effective });
  if (Date.parse(expires) <= nowMs) complain('expires_at', 'in_past', { text: expires });
  return found;
}

function final(type: MovementType, cells: Cells, complain: Complain): { final?: boolean } {
  const text = cells['final'] ?? '';
  if (type !== 'capture' || text === '') return {};
  if (text !== 'true' && text !== 'false') complain('final', 'not_boolean', { text });
  return { final: text === 'true' };
}

function texts(cells: Cells): Cells {
  const found: Cells = {};
  for (const column of ['reference', 'description']) {
    const text = cells[column] ?? '';
    if (text !== '') found[column] = text;
  }
  return found;
}

function metadata(cells: Cells): { metadata?: Record<string, string> } {
  const entries = Object.entries(cells)
    .filter(([column, text]) => column.startsWith(metadataPrefix) && text !== '')
    .map(([column, text]): [string, string] => [column.slice(metadataPrefix.length), text]);
  return entries.length > 0 ? { metadata: Object.fromEntries(entries) } : {};
}
