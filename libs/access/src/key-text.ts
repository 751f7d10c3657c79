import { hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { customAlphabet } from 'nanoid';
import { cellShape } from './cell.ts';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** 62^43 > 2^256. */
const randomLength = 43;
const randomText = customAlphabet(alphabet, randomLength);
/** 62^6 > 2^32. */
const checksumLength = 6;
/** Keys of releases before the checksum end after the random part. They work until they expire or are revoked. */
const shape = new RegExp(
  `^flk_(?:(${cellShape})_)?([0-9A-Za-z]{${randomLength}})([0-9A-Za-z]{${checksumLength}})?$`,
);
/** How many random characters of a key may be shown. */
const shownLength = 4;

/**
 * Makes a new key: `flk_`, the name of the cell and `_` if there is one, 256 random bits in base 62, and their checksum, by
 * which programs that search for leaked secrets recognize a key (docs/guides/secret-scanning.md).
 */
export function newKeyText(cell?: string): string {
  const random = randomText();
  return `${prefixOf(cell)}${random}${checksumOf(random)}`;
}

/** Whether a text has the form of a key. A text of another form is refused without a database query. */
export function looksLikeKey(text: string): boolean {
  const [, , random, checksum] = shape.exec(text) ?? [];
  return random !== undefined && (checksum === undefined || checksum === checksumOf(random));
}

/** The cell that the text of a key names; undefined for a key without one, and for another text. */
export function cellOfKey(text: string): string | undefined {
  return looksLikeKey(text) ? shape.exec(text)?.[1] : undefined;
}

const prefixOf = (cell: string | undefined): string => (cell === undefined ? 'flk_' : `flk_${cell}_`);

/** The form in which a key is stored and cached. */
export function keyHash(key: string): Buffer {
  return hash('sha256', key, 'buffer');
}

/** The part of a key that may be shown: all before its random part, and the first four characters of that. */
export function displayPrefix(key: string): string {
  return key.slice(0, prefixOf(shape.exec(key)?.[1]).length + shownLength);
}

/** The CRC-32 of the random part (ISO 3309, as in zlib) in base 62, with leading zeros. */
function checksumOf(random: string): string {
  let rest = crc32(random);
  let digits = '';
  for (let place = 0; place < checksumLength; place++) {
    digits = alphabet.charAt(rest % alphabet.length) + digits;
    rest = Math.floor(rest / alphabet.length);
  }
  return digits;
}
