import { Money, type BatchMovement } from '@florin/sdk';
import { greatestAmount, minorUnitsIn } from '../amount.ts';
import { UsageError } from '../failure.ts';
import { parseMoment } from '../moment.ts';
import {
  amountIsOptional,
  columnsFor,
  columnsOf,
  currencyIsInherited,
  idPattern,
  metadataPrefix,
  type MovementType,
} from './columns.ts';

/** A mistake in a line, with its column. */
export type LineError = { line: number; column: string; message: string };

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
type Complain = (column: string, message: string) => void;

/** Turns a line of the file into a movement of a batch, or returns all mistakes in it. */
export function readMovement(
  cells: Cells,
  line: number,
  defaults: LineDefaults,
): { movement: BatchMovement } | { errors: LineError[] } {
  const errors: LineError[] = [];
  const complain: Complain = (column, message) => errors.push({ line, column, message });
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
    complain(column === 'amount' && cells['amount_minor'] ? 'amount_minor' : column, message);
  }
}

function typeOf(cells: Cells, complain: Complain): MovementType | undefined {
  const type = cells['type'] ?? '';
  if (Object.hasOwn(columnsOf, type)) return type as MovementType;
  complain('type', `"${type}" is none of ${Object.keys(columnsOf).join(', ')}`);
  return undefined;
}

/** A debit with a `to_account_id` was probably meant as a transfer. Ignoring the cell would move the wrong money. */
function complainOfForeign(type: MovementType, cells: Cells, complain: Complain): void {
  const own = columnsFor(type);
  for (const [column, text] of Object.entries(cells)) {
    if (text !== '' && !own.includes(column) && !column.startsWith(metadataPrefix))
      complain(column, `says nothing about a ${type}: leave it empty`);
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
      if (needs.includes(column)) complain(column, `is missing: a ${type} needs it`);
    } else if (pattern.test(text)) found[column] = text;
    else complain(column, `"${text}" is not an id of this kind`);
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
    if (decimal || minor) complain(decimal ? 'amount' : 'amount_minor', 'says nothing about a void');
    return {};
  }
  if (currency && !Money.currencyCodes.includes(currency)) {
    complain(
      cells['currency'] ? 'currency' : 'amount',
      `"${currency}" is not a currency code of ISO 4217, such as USD`,
    );
    return {};
  }
  if (decimal && minor) complain('amount', 'stands beside an amount_minor: say one of them');
  if (!decimal && !minor && !amountIsOptional.has(type)) complain('amount', 'is missing');
  const amount = decimal ? readDecimal(decimal, currency, complain) : readMinor(minor, complain);
  // The original transaction has the currency, and the contract has no field for it here.
  const saidCurrency = currency && !currencyIsInherited.has(type) ? { currency } : {};
  return { ...(amount === undefined ? {} : { amount }), ...saidCurrency };
}

function readDecimal(text: string, currency: string | undefined, complain: Complain): number | undefined {
  if (!currency) {
    complain('amount', 'is a decimal without a currency: add a currency column, or --currency');
    return undefined;
  }
  if (text.includes(',')) {
    complain(
      'amount',
      `"${text}" has a comma: write 12.50, with a point before the cents and nothing between thousands`,
    );
    return undefined;
  }
  try {
    return inBounds(minorUnitsIn(text, currency), 'amount', text, complain);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    complain('amount', error.message);
    return undefined;
  }
}

function readMinor(text: string, complain: Complain): number | undefined {
  if (text === '') return undefined;
  if (/^\d+$/.test(text)) return inBounds(Number(text), 'amount_minor', text, complain);
  complain('amount_minor', `"${text}" is not a whole number of minor units`);
  return undefined;
}

function inBounds(units: number, column: string, text: string, complain: Complain): number | undefined {
  if (units > 0 && units <= greatestAmount) return units;
  complain(column, units > 0 ? `"${text}" is too much` : `"${text}" is not more than nothing`);
  return undefined;
}

function times(cells: Cells, nowMs: number | undefined, complain: Complain): Cells {
  const found: Cells = {};
  for (const column of ['effective_at', 'expires_at']) {
    const text = cells[column] ?? '';
    if (text === '') continue;
    try {
      found[column] = parseMoment(text);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      complain(column, error.message);
    }
  }
  if (nowMs === undefined) return found;
  const { effective_at: effective = '', expires_at: expires = '' } = found;
  if (Date.parse(effective) > nowMs + clockSlackMs)
    complain('effective_at', `"${effective}" is not past yet`);
  if (Date.parse(expires) <= nowMs) complain('expires_at', `"${expires}" is past`);
  return found;
}

function final(type: MovementType, cells: Cells, complain: Complain): { final?: boolean } {
  const text = cells['final'] ?? '';
  if (type !== 'capture' || text === '') return {};
  if (text !== 'true' && text !== 'false') complain('final', `"${text}" is neither true nor false`);
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
