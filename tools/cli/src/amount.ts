import { Money } from '@florin/sdk';
import { greatestAmount } from '@florin/sdk/import';
import { UsageError } from './failure.ts';

/** Minor units, and the currency where one is given. */
export type Amount = { minorUnits: number; currency?: string };

const minorUnits = /^(0|[1-9]\d*)\s*minor$/;
const decimalWithCurrency = /^(-?[\d.,]+)\s*([A-Z]{3})$/;

/**
 * `12.50 EUR` is a decimal amount in its currency, `1250 minor` a whole number of minor units. A bare number is refused,
 * because 12 could mean 12 cents or twelve euros. Throws UsageError.
 */
export function parseAmount(text: string, { zero = false } = {}): Amount {
  const plain = text.trim();
  const amount = minorUnitsOf(plain) ?? decimalOf(plain);
  if (!amount) {
    throw new UsageError(`"${text}" is not an amount: say 12.50 EUR, or 1250 minor for minor units.`);
  }
  if (amount.minorUnits > greatestAmount)
    throw new UsageError(`"${text}" is more than ${greatestAmount} minor units.`);
  if (amount.minorUnits < (zero ? 0 : 1)) throw new UsageError(`"${text}" is not more than nothing.`);
  return amount;
}

function minorUnitsOf(text: string): Amount | undefined {
  const [, digits] = minorUnits.exec(text) ?? [];
  return digits === undefined ? undefined : { minorUnits: Number(digits) };
}

function decimalOf(text: string): Amount | undefined {
  const [, decimal, currency] = decimalWithCurrency.exec(text) ?? [];
  if (decimal === undefined || currency === undefined) return undefined;
  return { minorUnits: minorUnitsIn(decimal, currency), currency };
}

/** The SDK's `Money.fromDecimal`, with a UsageError instead of its own error. */
function minorUnitsIn(decimal: string, currency: string): number {
  try {
    return Money.fromDecimal(decimal, currency);
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

/**
 * The amount as the fields of a request. The bank refuses it when the account has another currency. Minor units are in
 * the account's currency, which `currencyOf` looks up, because the contract's default is USD.
 */
export async function amountFields(
  words: string | string[],
  currencyOf: () => Promise<string>,
): Promise<{ amount: number; currency: string }> {
  const { minorUnits, currency } = parseAmount([words].flat().join(' '));
  return { amount: minorUnits, currency: currency ?? (await currencyOf()) };
}

/** Minor units of an amount in a known currency. Another currency is refused before anything is sent. */
export function amountIn(currency: string, amount: Amount): number {
  if (amount.currency && amount.currency !== currency)
    throw new UsageError(`This is in ${currency}, not in ${amount.currency}.`);
  return amount.minorUnits;
}

/** `12.50 EUR`, for people. */
export function showAmount(minorUnits: number | bigint | null | undefined, currency: string): string | null {
  return typeof minorUnits === 'number' || typeof minorUnits === 'bigint'
    ? `${Money.toDecimal(minorUnits, currency)} ${currency}`
    : null;
}
