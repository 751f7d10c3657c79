import { isUtf8 } from 'node:buffer';
import { Problem, validationFailed } from '../problem.ts';
import { findJsonFlaw, surveyJson } from './json-flaws.ts';
import { jsonMistake, placeOf } from './json-position.ts';
import { isRecord } from './is-record.ts';

/** Parses a body strictly: UTF-8, JSON, no repeated keys, no rounded numbers. Throws a Problem. */
export function parseJson(bytes: Buffer): unknown {
  const text = bytes.toString('utf8');
  if (!isUtf8(bytes)) throw malformed(notUtf8(bytes, text));
  const { members, hasFractions, excess } = surveyJson(text);
  if (excess !== undefined) throw validationFailed([{ in: 'body', pointer: '', message: excess }]);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const { line, column, message } = jsonMistake(text, error);
    throw malformed(`The body is not JSON: ${message} at line ${line}, column ${column}.`);
  }
  const kept = settle(value);
  if (hasFractions || kept !== members) {
    const flaw = findJsonFlaw(text);
    if (flaw) throw validationFailed([{ in: 'body', ...flaw }]);
  }
  return value;
}

const malformed = (detail: string): Problem => new Problem('malformed_json', { detail });

/** Names the actual encoding if it can be recognized, otherwise the position of the first invalid byte. */
function notUtf8(bytes: Buffer, text: string): string {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return 'The body is compressed with gzip; send it as it is.';
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (isUtf16) return 'The body is in UTF-16; send it in UTF-8.';
  const again = Buffer.from(text);
  let valid = 0;
  while (valid < bytes.length && bytes[valid] === again[valid]) valid++;
  // Back to the beginning of the character: a part of one may look like the one that takes its place.
  while (!isUtf8(bytes.subarray(0, valid))) valid--;
  const before = bytes.toString('utf8', 0, valid);
  const { line, column } = placeOf(before, before.length);
  return `The body is not valid UTF-8: byte 0x${bytes[valid]!.toString(16)} at line ${line}, column ${column}.`;
}

/** Counts the members of all objects and replaces -0 by 0. Not recursive, because a text may nest 30,000 levels. */
function settle(value: unknown): number {
  let members = 0;
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (!isRecord(next)) continue;
    const isArray = Array.isArray(next);
    for (const key of Object.keys(next)) {
      const child = next[key];
      if (!isArray) members++;
      if (typeof child === 'object') waiting.push(child);
      else if (Object.is(child, -0)) next[key] = 0;
    }
  }
  return members;
}
