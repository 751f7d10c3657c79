import { Type } from 'typebox';
import { inMinorUnits } from './money.ts';

/**
 * How many movements of an account the rules remember at most, per outcome; limits stay under it. A busy account is
 * thereby judged by its last 64 movements, however long a window is.
 */
export const historyDepth = 64;

export const seconds = (fallback: number, longest: number, description: string) =>
  Type.Integer({ default: fallback, minimum: 1, maximum: longest, description });

export const count = (fallback: number, description: string) =>
  Type.Integer({ default: fallback, minimum: 2, maximum: historyDepth - 1, description });

export const percent = (fallback: number, description: string) =>
  Type.Integer({ default: fallback, minimum: 1, maximum: 100, description });

const mostUnits = 1_000_000_000;

/** Amounts for any currency: whole units, which are dollars, yen or dinars. */
export const units = (fallback: number, description: string) =>
  Type.Integer({ default: fallback, minimum: 0, maximum: mostUnits, description });

/** The same for the currencies that need an amount of their own. */
export const unitsByCurrency = () =>
  Type.Record(Type.String({ pattern: '^[A-Z]{3}$' }), Type.Integer({ minimum: 1, maximum: mostUnits }), {
    default: {},
    additionalProperties: false,
    maxProperties: 50,
    description: 'Whole units of the currencies that differ, such as {"JPY": 1500000}.',
  });

/** The threshold of a currency in its minor unit. */
export function thresholdIn(
  {
    threshold_units,
    threshold_units_by_currency,
  }: {
    threshold_units: number;
    threshold_units_by_currency: Record<string, number>;
  },
  currency: string,
): number {
  return inMinorUnits(threshold_units_by_currency[currency] ?? threshold_units, currency);
}
