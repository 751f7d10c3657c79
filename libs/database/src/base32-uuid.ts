/*
 * Converts the 128 bits of a UUID to the 26 digits of a TypeID's suffix (Crockford's base32, lower case) and back. Two
 * digits hold the first 8 bits, and each four digits after them 20 bits, which are five hex digits. The typeid-js package
 * takes 3 to 8 µs per id, half of the cost of an account in the unit of work; these tables take about 1 µs. The characters
 * are written to a buffer and become a string at once: concatenation takes four times as long and six times the memory.
 */
const noDigit = 32;
const digitCodes = Buffer.from('0123456789abcdefghjkmnpqrstvwxyz', 'latin1');
const digitValues = new Uint8Array(128).fill(noDigit);
for (const [value, code] of digitCodes.entries()) digitValues[code] = value;

const hexCodes = Buffer.from('0123456789abcdef', 'latin1');
const hexValues = new Uint8Array(128);
for (const [value, code] of hexCodes.entries()) hexValues[code] = value;
for (const [value, code] of Buffer.from('ABCDEF', 'latin1').entries()) hexValues[code] = value + 10;

/** The positions of the 32 hex digits in the 36 characters of a UUID. */
const hexPlaces = Uint8Array.from({ length: 36 }, (_, place) => place).filter(
  (place) => ![8, 13, 18, 23].includes(place),
);

const uuidCodes = Buffer.alloc(36, '-');
const suffixCodes = Buffer.alloc(26);

/** The suffix of a UUID in its usual form of 36 characters. */
export function uuidToSuffix(uuid: string): string {
  const hex = (at: number): number => hexValues[uuid.charCodeAt(hexPlaces[at]!)] ?? 0;
  suffixCodes[0] = digitCodes[hex(0) >> 1]!;
  suffixCodes[1] = digitCodes[((hex(0) & 1) << 4) | hex(1)]!;
  for (let from = 2, to = 2; from < 32; from += 5, to += 4) {
    const bits =
      (hex(from) << 16) | (hex(from + 1) << 12) | (hex(from + 2) << 8) | (hex(from + 3) << 4) | hex(from + 4);
    suffixCodes[to] = digitCodes[bits >> 15]!;
    suffixCodes[to + 1] = digitCodes[(bits >> 10) & 31]!;
    suffixCodes[to + 2] = digitCodes[(bits >> 5) & 31]!;
    suffixCodes[to + 3] = digitCodes[bits & 31]!;
  }
  return suffixCodes.toString('latin1');
}

/** The UUID of a suffix. Throws if the suffix is not 26 digits of at most 128 bits. */
export function suffixToUuid(suffix: string): string {
  const digit = (at: number): number => digitValues[suffix.charCodeAt(at)] ?? noDigit;
  const writeHex = (at: number, value: number): void => {
    uuidCodes[hexPlaces[at]!] = hexCodes[value & 15]!;
  };
  let seen = digit(0) | digit(1);
  writeHex(0, (digit(0) << 1) | (digit(1) >> 4));
  writeHex(1, digit(1));
  for (let from = 2, to = 2; from < 26; from += 4, to += 5) {
    const a = digit(from);
    const b = digit(from + 1);
    const c = digit(from + 2);
    const d = digit(from + 3);
    seen |= a | b | c | d;
    const bits = (a << 15) | (b << 10) | (c << 5) | d;
    for (let place = 0; place < 5; place++) writeHex(to + place, bits >> (16 - 4 * place));
  }
  if (suffix.length !== 26 || seen >= noDigit || digit(0) > 7)
    throw new Error(`${suffix} is not the suffix of an id`);
  return uuidCodes.toString('latin1');
}
