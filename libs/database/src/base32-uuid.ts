/*
 * A UUID's 128 bits as the 26 digits of a TypeID's suffix (Crockford's base32, lower case) and back. Two digits carry
 * the first 8 bits, and each four after them 20 bits, which are five digits of hex. Tables instead of the typeid-js
 * package, which takes 3 to 8 µs an id: half of what a movement's account cost in the unit of work.
 */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

const digitPairs = Array.from({ length: 1024 }, (_, bits) => alphabet[bits >> 5]! + alphabet[bits & 31]!);
const hexBytes = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const hexTriples = Array.from({ length: 4096 }, (_, bits) => bits.toString(16).padStart(3, '0'));

const noDigit = 32;
const digitValues = new Uint8Array(128).fill(noDigit);
for (let value = 0; value < 32; value++) digitValues[alphabet.charCodeAt(value)] = value;

/** The suffix of a UUID, which must be one in its usual 36 characters. */
export function uuidToSuffix(uuid: string): string {
  const hex = uuid.replaceAll('-', '');
  let suffix = digitPairs[Number.parseInt(hex.slice(0, 2), 16)]!;
  for (let at = 2; at < 32; at += 5) {
    const bits = Number.parseInt(hex.slice(at, at + 5), 16);
    suffix += digitPairs[bits >> 10]! + digitPairs[bits & 1023]!;
  }
  return suffix;
}

/** The UUID that `uuidToSuffix` made this suffix of. Throws unless it is 26 digits of at most 128 bits. */
export function suffixToUuid(suffix: string): string {
  const digit = (at: number): number => digitValues[suffix.charCodeAt(at)] ?? noDigit;
  let seen = digit(0) | digit(1);
  let hex = hexBytes[((digit(0) << 5) | digit(1)) & 255]!;
  for (let at = 2; at < 26; at += 4) {
    const a = digit(at);
    const b = digit(at + 1);
    const c = digit(at + 2);
    const d = digit(at + 3);
    seen |= a | b | c | d;
    const bits = ((a << 15) | (b << 10) | (c << 5) | d) & 0xfffff;
    hex += hexTriples[bits >> 8]! + hexBytes[bits & 255]!;
  }
  if (suffix.length !== 26 || seen >= noDigit || digit(0) > 7)
    throw new Error(`${suffix} is not the suffix of an id`);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
