import { isUtf8 } from 'node:buffer';
import { Problem, validationFailed } from '../problem.ts';
import { findJsonFlaw, surveyJson } from './json-flaws.ts';

/** Reads a body strictly: UTF-8, JSON, every key once, every number as it was written. Throws a Problem. */
export function parseJson(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw new Problem('malformed_json', { detail: 'The body is not valid UTF-8.' });
  const text = bytes.toString('utf8');
  const { members, hasFractions, excess } = surveyJson(text);
  if (excess !== undefined) throw validationFailed([{ in: 'body', pointer: '', message: excess }]);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Problem('malformed_json');
  }
  const kept = settle(value);
  if (hasFractions || kept !== members) {
    const flaw = findJsonFlaw(text);
    if (flaw) throw validationFailed([{ in: 'body', ...flaw }]);
  }
  return value;
}

/** Counts the members of all objects and turns -0 into 0, without recursion: the text may nest 30,000 deep. */
function settle(value: unknown): number {
  let members = 0;
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next !== 'object' || next === null) continue;
    const isArray = Array.isArray(next);
    for (const key of Object.keys(next)) {
      const child = (next as Record<string, unknown>)[key];
      if (!isArray) members++;
      if (typeof child === 'object') waiting.push(child);
      else if (Object.is(child, -0)) (next as Record<string, unknown>)[key] = 0;
    }
  }
  return members;
}
