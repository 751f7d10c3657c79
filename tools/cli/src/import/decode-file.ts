import { UsageError } from '../failure.ts';

const byteOrderMarks: [encoding: string, bytes: number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/**
 * Decodes a file without its byte order mark and with `\n` at the end of every line. A byte order mark determines the
 * encoding; without one it is UTF-8, unless `encoding` is given. An invalid byte is an error and is never replaced by
 * another character. Throws UsageError.
 */
export function decodeFile(path: string, bytes: Buffer, encoding?: string): string {
  const [marked] =
    byteOrderMarks.find(([, mark]) => mark.every((byte, place) => bytes[place] === byte)) ?? [];
  const decoder = decoderOf(encoding ?? marked ?? unmarkedUtf16(bytes) ?? 'utf-8');
  if (marked && decoder.encoding !== marked)
    throw new UsageError(`${path} begins with the byte order mark of ${marked}: leave out --encoding.`);
  try {
    return decoder.decode(bytes).replaceAll(/\r\n?/g, '\n');
  } catch (error) {
    throw new UsageError(notThatEncoding(path, bytes, decoder.encoding), { cause: error });
  }
}

/** The names are those of the WHATWG Encoding standard: windows-1252, iso-8859-15, utf-16le, shift_jis, … */
function decoderOf(encoding: string) {
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch (error) {
    const known = 'utf-8, utf-16le, windows-1252, iso-8859-15, macintosh or shift_jis';
    throw new UsageError(`--encoding ${encoding} is not known: say ${known}, among others.`, {
      cause: error,
    });
  }
}

/** Text has no NUL, but in UTF-16 each ASCII letter of the column names has a NUL byte beside it. */
function unmarkedUtf16(bytes: Buffer): string | undefined {
  if (bytes.length < 2) return undefined;
  if (bytes[0] !== 0 && bytes[1] === 0) return 'utf-16le';
  return bytes[0] === 0 && bytes[1] !== 0 ? 'utf-16be' : undefined;
}

function notThatEncoding(path: string, bytes: Buffer, encoding: string): string {
  if (encoding !== 'utf-8')
    return `${path} is not ${encoding}: it has bytes that this encoding does not have.`;
  const line = firstLineThatIsNotUtf8(bytes);
  return (
    `${path}, line ${line}, is not UTF-8. Say how it was written, such as --encoding windows-1252 (Excel in the West), ` +
    'or save it as UTF-8.'
  );
}

/** No byte within a UTF-8 character is a line feed, so lines can be checked one by one. */
function firstLineThatIsNotUtf8(bytes: Buffer): number {
  let line = 1;
  for (let begin = 0; begin < bytes.length; line += 1) {
    const end = bytes.indexOf('\n', begin);
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
