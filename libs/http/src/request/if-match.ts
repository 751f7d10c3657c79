import { Problem } from '../problem.ts';

/** One entity tag of a list (RFC 9110, 8.8.3): weak or not, then its opaque text, which may hold commas. */
const entityTag = /(?:(W\/)?"([\x21\x23-\x7e\x80-\xff]*)")?[ \t]*(?:,[ \t]*|$)/y;

/**
 * Reads `If-Match` (RFC 9110, 13.1.1): the strong tags of which one must be the present one. A weak tag never is, so it
 * is left out; undefined means no condition, which is also what `*` asks of something that exists. Throws a Problem
 * when it is neither `*` nor a list of tags.
 */
export function ifMatchFrom(header: string | string[] | undefined): string[] | undefined {
  if (header === undefined) return undefined;
  const text = String(header).trim();
  if (text === '*') return undefined;
  const strong: string[] = [];
  let tags = 0;
  entityTag.lastIndex = 0;
  while (entityTag.lastIndex < text.length) {
    const found = entityTag.exec(text);
    if (!found) throw malformed();
    if (found[2] === undefined) continue;
    tags++;
    if (found[1] === undefined) strong.push(found[2]);
  }
  if (tags === 0) throw malformed();
  return strong;
}

function malformed(): Problem {
  const detail = 'If-Match must be "*" or a list of entity tags in double quotes, such as "2".';
  return new Problem('malformed_request', { detail });
}
