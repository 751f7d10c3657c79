import { minorUnitDigits } from '@florin/events';

/** Whole units of a currency (dollars, yen) in its minor unit (cents, yen). */
export function inMinorUnits(wholeUnits: number, currency: string): number {
  return wholeUnits * 10 ** minorUnitDigits(currency);
}
