/** ISO 4217 currencies whose minor unit has not two digits, by the number of digits. */
const unusualExponents: readonly [exponent: number, codes: string][] = [
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'],
  [3, 'BHD IQD JOD KWD LYD OMR TND'],
  [4, 'CLF UYW'],
];

const exponentOf = (currency: string): number =>
  unusualExponents.find(([, codes]) => codes.includes(currency))?.[0] ?? 2;

/** Whole units of a currency (dollars, yen) in its minor unit (cents, yen). */
export function inMinorUnits(wholeUnits: number, currency: string): number {
  return wholeUnits * 10 ** exponentOf(currency);
}

/** `1234` and USD give `12.34 USD`, by digits, so that no amount is rounded. */
export function formatMoney(amount: number | bigint, currency: string): string {
  const exponent = exponentOf(currency);
  if (exponent === 0) return `${amount} ${currency}`;
  const digits = String(amount).padStart(exponent + 1, '0');
  return `${digits.slice(0, -exponent)}.${digits.slice(-exponent)} ${currency}`;
}
