/**
 * ISO 4217 as published on 2026-01-01: the codes in use, by their number of decimals. Codes without minor units (gold,
 * test codes) are left out: no account holds them. Intl is not a source: it follows Unicode's conventions (no decimals
 * for the Hungarian forint) and lacks codes that are in use. The codes stand without spaces, because every bundle with the
 * SDK contains them and spaces are 100 bytes of it.
 */
const inUse: readonly [exponent: number, codes: string][] = [
  [0, 'BIFCLPDJFGNFISKJPYKMFKRWPYGRWFUGXUYIVNDVUVXAFXOFXPF'],
  [
    2,
    'AEDAFNALLAMDAOAARSAUDAWGAZNBAMBBDBDTBMDBNDBOBBOVBRLBSDBTNBWPBYNBZDCADCDFCHECHFCHWCNY' +
      'COPCOUCRCCUPCVECZKDKKDOPDZDEGPERNETBEURFJDFKPGBPGELGHSGIPGMDGTQGYDHKDHNLHTGHUFIDRILS' +
      'INRIRRJMDKESKGSKHRKPWKYDKZTLAKLBPLKRLRDLSLMADMDLMGAMKDMMKMNTMOPMRUMURMVRMWKMXNMXVMYR' +
      'MZNNADNGNNIONOKNPRNZDPABPENPGKPHPPKRPLNQARRONRSDRUBSARSBDSCRSDGSEKSGDSHPSLESOSSRDSSP' +
      'STNSVCSYPSZLTHBTJSTMTTOPTRYTTDTWDTZSUAHUSDUSNUYUUZSVEDVESWSTXADXCDXCGYERZARZMWZWG',
  ],
  [3, 'BHDIQDJODKWDLYDOMRTND'],
  [4, 'CLFUYW'],
];

const codesIn = (text: string): readonly string[] => text.match(/.../g) ?? [];

/** Withdrawn since 2020. No account is opened in them, but existing accounts and events may still be in them. */
const withdrawn = codesIn('ANGBGNCUCHRKSLLZWL');
const withdrawnExponent = 2;

const exponentsInUse = new Map(
  inUse.flatMap(([exponent, codes]) => codesIn(codes).map((code) => [code, exponent] as const)),
);

/** Every ISO 4217 code that an amount may be in, including the withdrawn ones. */
export const currencyCodes: readonly string[] = [...exponentsInUse.keys(), ...withdrawn].sort();

/** Whether ISO 4217 has this code in use, so that an account may be opened in it. */
export function isCurrencyInUse(code: string): boolean {
  return exponentsInUse.has(code);
}

/** The number of decimals of a currency (ISO 4217): 2 for USD, 0 for JPY; undefined for a code that is none. */
export function exponentOf(currency: string): number | undefined {
  return exponentsInUse.get(currency) ?? (withdrawn.includes(currency) ? withdrawnExponent : undefined);
}

/** Minor units as a decimal number with this many decimals: `-1234` and 2 give `-12.34`. Exact for a number of any size. */
export function decimalText(minorUnits: number | bigint, exponent: number): string {
  const sign = minorUnits < 0 ? '-' : '';
  const digits = String(minorUnits < 0 ? -minorUnits : minorUnits).padStart(exponent + 1, '0');
  if (exponent === 0) return sign + digits;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}
