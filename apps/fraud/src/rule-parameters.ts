import { Type } from 'typebox';
import { minorUnitDigits } from '@florin/rules';

/**
 * The maximum number of movements that a rule sees of an account and outcome. A busy account is judged by its newest 64
 * movements however long a window is, so the limits of counting rules stay below it.
 */
export const historyDepth = 64;

export const seconds = (fallback: number, longest: number, description: string) =>
  Type.Integer({ default: fallback, minimum: 1, maximum: longest, description });

export const count = (fallback: number, description: string) =>
  Type.Integer({ default: fallback, minimum: 2, maximum: historyDepth - 1, description });

export const percent = (fallback: number, description: string) =>
  Type.Integer({ default: fallback, minimum: 1, maximum: 100, description });

const maxUnits = 1_000_000_000;

/** An amount in whole units of any currency: dollars, yen or dinars. */
export const units = (fallback: number, description: string) =>
  Type.Integer({ default: fallback, minimum: 0, maximum: maxUnits, description });

/** Amounts for the currencies that need a different one. */
export const unitsByCurrency = () =>
  Type.Record(Type.String({ pattern: '^[A-Z]{3}$' }), Type.Integer({ minimum: 1, maximum: maxUnits }), {
    default: {},
    additionalProperties: false,
    maxProperties: 50,
    description: 'Whole units of the currencies that differ, such as {"JPY": 1500000}.',
  });

/** The threshold for a currency, in its minor units. */
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

/** Converts whole units of a currency (dollars, yen) to minor units (cents, yen). */
export function inMinorUnits(wholeUnits: number, currency: string): number {
  return wholeUnits * 10 ** minorUnitDigits(currency);
}
