/** ISO 4217 currencies whose minor unit has not two digits, by the number of digits. */
const unusualExponents: readonly [exponent: number, codes: string][] = [
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'],
  [3, 'BHD IQD JOD KWD LYD OMR TND'],
  [4, 'CLF UYW'],
];

const exponentOf = (currency: string): number =>
  unusualExponents.find(([, codes]) => codes.includes(currency))?.[0] ?? 2;

/** `-1234` and USD give `-12.34 USD`, by digits, so that no amount is rounded. */
export function formatMoney(amount: number, currency: string): string {
  const exponent = exponentOf(currency);
  const sign = amount < 0 ? '-' : '';
  const digits = String(Math.abs(amount)).padStart(exponent + 1, '0');
  if (exponent === 0) return `${sign}${digits} ${currency}`;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)} ${currency}`;
}
