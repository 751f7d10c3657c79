import { currencyCodes, formatMoney, minorUnitDigits } from '@florin/events';

const example = 1_050;
/** Of the largest amount of the contract. */
const maxDigits = 15;

/**
 * How an amount is to be written, with what was written as the example where it can be read as a decimal: `"10.50"` with
 * USD gives "must be an integer in whole minor units: 1050 for 10.50 USD".
 */
export function wholeMinorUnits(written: unknown, currency: string | undefined): string {
  const code = currency !== undefined && currencyCodes.includes(currency) ? currency : 'USD';
  const decimals = minorUnitDigits(code);
  const rule = 'must be an integer in whole minor units';
  const such = `${rule}, such as ${example} for ${formatMoney(example, code)}`;
  const decimal = decimalOf(written, decimals);
  if (decimal === undefined) return such;
  const { whole, fraction } = decimal;
  if (fraction.length > decimals) return `${such}: ${code} has ${decimals} decimals`;
  const inMinorUnits = BigInt(whole + fraction.padEnd(decimals, '0'));
  if (inMinorUnits === 0n || String(inMinorUnits).length > maxDigits) return such;
  const meant = `${inMinorUnits} for ${formatMoney(inMinorUnits, code)}`;
  // A whole number as text may be meant either way.
  const asWritten =
    fraction === '' && decimals > 0 ? `${BigInt(whole)} for ${formatMoney(BigInt(whole), code)}, ` : '';
  return `${rule}: ${asWritten}${meant}`;
}

/** An amount in minor units as money of its currency, in brackets; nothing where the currency is not known. */
export function moneyBeside(minorUnits: number, currency: string | undefined): string {
  const isKnown = currency !== undefined && currencyCodes.includes(currency);
  return isKnown ? ` (${formatMoney(minorUnits, currency)})` : '';
}

/** The digits of a decimal that people write: `10.50`, `10,5`, `1,050.00`, `1.050,00`, `$10.50`, `10.50 USD`. */
function decimalOf(written: unknown, decimals: number): { whole: string; fraction: string } | undefined {
  if (typeof written !== 'string' && typeof written !== 'number') return undefined;
  const text = String(written);
  if (text.length > 40) return undefined;
  const digits = /^[^\d.,+-]{0,4}[+-]?(\d[\d.,' ]*?)[^\d.,]{0,4}$/.exec(text.trim())?.[1];
  if (digits === undefined) return undefined;
  // `1.050` and `1,050` are a thousand for some and one for others.
  if (/^[1-9]\d{0,2}[.,]\d{3}$/.test(digits) && decimals !== 3) return undefined;
  const [, grouped, , fraction = ''] =
    /^(\d+|\d{1,3}([,' .])\d{3}(?:\2\d{3})*)(?:[.,](\d*))?$/.exec(digits) ?? [];
  if (grouped === undefined) return undefined;
  return { whole: grouped.replace(/\D/g, ''), fraction };
}
