import { MovementFileError } from './reasons.ts';

const byteOrderMarks: [encoding: string, bytes: number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/**
 * Decodes a file without its byte order mark and with `\n` at the end of every line. A byte order mark determines the
 * encoding; without one it is UTF-8, unless `encoding` is given. An invalid byte is an error and is never replaced by
 * another character. Throws MovementFileError.
 */
export function decode(bytes: Uint8Array, encoding?: string): string {
  const [marked] =
    byteOrderMarks.find(([, mark]) => mark.every((byte, place) => bytes[place] === byte)) ?? [];
  const decoder = decoderOf(encoding ?? marked ?? unmarkedUtf16(bytes) ?? 'utf-8');
  if (marked && decoder.encoding !== marked) throw new MovementFileError('other_mark', { encoding: marked });
  try {
    return decoder.decode(bytes).replaceAll(/\r\n?/g, '\n');
  } catch (cause) {
    if (decoder.encoding === 'utf-8')
      throw new MovementFileError('not_utf8', { line: firstLineThatIsNotUtf8(bytes) }, { cause });
    throw new MovementFileError('not_encoding', { encoding: decoder.encoding }, { cause });
  }
}

/** The names are those of the WHATWG Encoding standard: windows-1252, iso-8859-15, utf-16le, shift_jis, … */
function decoderOf(encoding: string) {
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch (cause) {
    throw new MovementFileError('unknown_encoding', { encoding }, { cause });
  }
}

/** Text has no NUL, but in UTF-16 each ASCII letter of the column names has a NUL byte beside it. */
function unmarkedUtf16(bytes: Uint8Array): string | undefined {
  if (bytes.length < 2) return undefined;
  if (bytes[0] !== 0 && bytes[1] === 0) return 'utf-16le';
  return bytes[0] === 0 && bytes[1] !== 0 ? 'utf-16be' : undefined;
}

const lineFeed = 10;

/** No byte within a UTF-8 character is a line feed, so lines can be checked one by one. */
function firstLineThatIsNotUtf8(bytes: Uint8Array): number {
  let line = 1;
  for (let begin = 0; begin < bytes.length; line += 1) {
    const end = bytes.indexOf(lineFeed, begin);
    const next = end === -1 ? bytes.length : end + 1;
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(begin, next));
    } catch {
      return line;
    }
    begin = next;
  }
  return line;
}
