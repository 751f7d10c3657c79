import { currencyCodes, decimalText, exponentOf } from '@florin/rules/currencies';

const decimalAmount = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?$/;

/**
 * Minor units of a decimal amount: `fromDecimal('12.34', 'USD')` is 1234, `fromDecimal('5', 'JPY')` is 5.
 * Takes a string, because 0.1 + 0.2 is no amount. Throws RangeError for more decimals than the currency has,
 * for anything that is not a plain decimal number, and beyond ±(2^53 − 1) minor units.
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
 * The decimal amount of minor units: `toDecimal(1234, 'USD')` is '12.34', `toDecimal(5, 'KWD')` is '0.005'. A bigint may
 * be of any size; a number that is no exact integer throws RangeError.
 */
export function toDecimal(minorUnits: number | bigint, currency: string): string {
  assertExact(minorUnits);
  return decimalText(minorUnits, exponent(currency));
}

/**
 * Minor units for people: `format(123456, 'EUR', 'de-DE')` is '1.234,56 €'. Always shows all decimals
 * of ISO 4217, also where a locale's custom is to hide them. The locale defaults to the runtime's.
 */
export function format(minorUnits: number | bigint, currency: string, locale?: string | string[]): string {
  const decimals = exponent(currency);
  const style = {
    style: 'currency',
    currency,
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  } as const;
  // Intl formats a decimal string exactly; a division by 100 would not be.
  return new Intl.NumberFormat(locale, style).format(toDecimal(minorUnits, currency) as `${number}`);
}

/**
 * The exact minor units of an answer's field, whatever its size: `exact(statement, 'total_in')`. Beyond ±(2^53 − 1), where
 * JavaScript rounds the number in the field, they come from the text beside it (`total_in_exact`). Null stays null.
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
  const digits = (answer as Record<string, unknown>)[`${field}_exact`] as string | undefined;
  const value = answer[field];
  return value === null ? null : BigInt(digits ?? value);
}

/**
 * The number of decimals of the currency (ISO 4217): 2 for USD, 0 for JPY, 3 for KWD, 4 for CLF. Throws RangeError for a
 * code that ISO 4217 does not have.
 */
export function exponent(currency: string): number {
  const decimals = exponentOf(currency);
  if (decimals === undefined) throw new RangeError(`"${currency}" is not an ISO 4217 currency code.`);
  return decimals;
}

/** Every code of ISO 4217 that money may be in, with the few that were withdrawn since 2020. */
export { currencyCodes };

function assertExact(minorUnits: number | bigint): void {
  if (typeof minorUnits === 'number' && !Number.isSafeInteger(minorUnits)) {
    throw new RangeError(`${minorUnits} is not a whole number of minor units within ±(2^53 − 1).`);
  }
}
