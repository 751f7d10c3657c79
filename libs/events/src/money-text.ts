import { minorUnitDigits } from './currencies.ts';

/** An event's money for people: `-1234` and USD give `-12.34 USD`, by digits, so that no amount is rounded. */
export function formatMoney(amount: number | bigint, currency: string): string {
  const decimals = minorUnitDigits(currency);
  const sign = amount < 0 ? '-' : '';
  const digits = String(amount < 0 ? -amount : amount).padStart(decimals + 1, '0');
  if (decimals === 0) return `${sign}${digits} ${currency}`;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)} ${currency}`;
}
