/** ISO 4217 currencies whose minor unit has not two digits, by the number of digits. */
const unusualDigits: readonly [digits: number, codes: string][] = [
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'],
  [3, 'BHD IQD JOD KWD LYD OMR TND'],
  [4, 'CLF UYW'],
];

/** Decimals of a currency (ISO 4217): 2 for USD, 0 for JPY; 2 for codes that are not in the table. */
export function minorUnitDigits(currency: string): number {
  return unusualDigits.find(([, codes]) => codes.includes(currency))?.[0] ?? 2;
}

/** An event's money for people: `-1234` and USD give `-12.34 USD`, by digits, so that no amount is rounded. */
export function formatMoney(amount: number | bigint, currency: string): string {
  const decimals = minorUnitDigits(currency);
  const sign = amount < 0 ? '-' : '';
  const digits = String(amount < 0 ? -amount : amount).padStart(decimals + 1, '0');
  if (decimals === 0) return `${sign}${digits} ${currency}`;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)} ${currency}`;
}
