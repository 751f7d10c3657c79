import { currencyCodes, formatMoney, minorUnitDigits } from '@florin/rules';

const example = 1_050;
/** The number of digits of the largest amount. */
const maxDigits = 15;

/**
 * Explains how to write an amount. If the given value can be read as a decimal, it is the example: `"10.50"` with USD
 * gives "must be an integer in whole minor units: 1050 for 10.50 USD".
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
  // A whole number as text may mean minor or major units.
  const asWritten =
    fraction === '' && decimals > 0 ? `${BigInt(whole)} for ${formatMoney(BigInt(whole), code)}, ` : '';
  return `${rule}: ${asWritten}${meant}`;
}

/** An amount in minor units as money of its currency, in parentheses. Empty if the currency is unknown. */
export function moneyBeside(minorUnits: number, currency: string | undefined): string {
  const isKnown = currency !== undefined && currencyCodes.includes(currency);
  return isKnown ? ` (${formatMoney(minorUnits, currency)})` : '';
}

/** The digits of a decimal as people write it: `10.50`, `10,5`, `1,050.00`, `1.050,00`, `$10.50`, `10.50 USD`. */
function decimalOf(written: unknown, decimals: number): { whole: string; fraction: string } | undefined {
  if (typeof written !== 'string' && typeof written !== 'number') return undefined;
  const text = String(written);
  if (text.length > 40) return undefined;
  const digits = /^[^\d.,+-]{0,4}[+-]?(\d[\d.,' ]*?)[^\d.,]{0,4}$/.exec(text.trim())?.[1];
  if (digits === undefined) return undefined;
  // `1.050` and `1,050` are ambiguous: a thousand and fifty, or one and a fraction.
  if (/^[1-9]\d{0,2}[.,]\d{3}$/.test(digits) && decimals !== 3) return undefined;
  const [, grouped, , fraction = ''] =
    /^(\d+|\d{1,3}([,' .])\d{3}(?:\2\d{3})*)(?:[.,](\d*))?$/.exec(digits) ?? [];
  if (grouped === undefined) return undefined;
  return { whole: grouped.replace(/\D/g, ''), fraction };
}
