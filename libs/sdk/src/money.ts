import { currencyCodes, decimalText, exponentOf } from '@florin/rules/currencies';

const decimalAmount = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?$/;

/**
 * Converts a decimal amount to minor units: `fromDecimal('12.34', 'USD')` is 1234, `fromDecimal('5', 'JPY')` is 5. The
 * amount is a string, because decimal numbers in JavaScript are not exact. Throws RangeError for more decimals than the
 * currency has, for text that is not a plain decimal number, beyond ±(2^53 − 1) minor units, and for an unknown
 * currency.
 */
export function fromDecimal(decimal: string, currency: string): number {
  const decimals = exponent(currency);
  const [, sign, whole, fraction = ''] = decimalAmount.exec(decimal) ?? [];
  if (whole === undefined) throw new RangeError(`"${decimal}" is not a decimal amount like "12.34".`);
  if (fraction.length > decimals) {
    throw new RangeError(`"${decimal}" has more decimals than ${currency} (${decimals}).`);
  }
  const minorUnits = Number(`${sign}${whole}${fraction.padEnd(decimals, '0')}`);
  assertExact(minorUnits);
  return minorUnits === 0 ? 0 : minorUnits;
}

/**
 * Converts minor units to a decimal amount: `toDecimal(1234, 'USD')` is '12.34', `toDecimal(5, 'KWD')` is '0.005'. A
 * bigint can have any size. Throws RangeError for a number that is not an exact integer, and for an unknown currency.
 */
export function toDecimal(minorUnits: number | bigint, currency: string): string {
  assertExact(minorUnits);
  return decimalText(minorUnits, exponent(currency));
}

/**
 * Formats minor units for people: `format(123456, 'EUR', 'de-DE')` is '1.234,56 €'. It always shows all decimals of ISO
 * 4217, also where the locale usually hides them. The default locale is that of the runtime. Throws RangeError like
 * `toDecimal`.
 */
export function format(minorUnits: number | bigint, currency: string, locale?: string | string[]): string {
  const decimals = exponent(currency);
  const style = {
    style: 'currency',
    currency,
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  } as const;
  // Intl formats a decimal string exactly. The result of a division by 100 would not be exact.
  return new Intl.NumberFormat(locale, style).format(toDecimal(minorUnits, currency) as `${number}`);
}

/**
 * Returns the exact minor units of an amount field in an answer: `exact(statement, 'total_in')`. JavaScript rounds
 * numbers beyond ±(2^53 − 1), so the API sends them as text too (`total_in_exact`), and this function reads the text.
 * Null stays null.
 */
export function exact<Field extends string>(
  answer: { readonly [name in Field]: number },
  field: Field,
): bigint;
export function exact<Field extends string>(
  answer: { readonly [name in Field]: number | null },
  field: Field,
): bigint | null;
export function exact<Field extends string>(
  answer: { readonly [name in Field]: number | null },
  field: Field,
): bigint | null {
  const digits: unknown = Reflect.get(answer, `${field}_exact`);
  const value = answer[field];
  return value === null ? null : BigInt(typeof digits === 'string' ? digits : value);
}

/**
 * Returns the number of decimals of a currency (ISO 4217): 2 for USD, 0 for JPY, 3 for KWD, 4 for CLF. Throws
 * RangeError for a code that an amount cannot have.
 */
export function exponent(currency: string): number {
  const decimals = exponentOf(currency);
  if (decimals === undefined) throw new RangeError(`"${currency}" is not an ISO 4217 currency code.`);
  return decimals;
}

/** The ISO 4217 codes that an amount can have, including those that were withdrawn since 2020. */
export { currencyCodes };

function assertExact(minorUnits: number | bigint): void {
  if (typeof minorUnits === 'number' && !Number.isSafeInteger(minorUnits)) {
    throw new RangeError(`${minorUnits} is not a whole number of minor units within ±(2^53 − 1).`);
  }
}
