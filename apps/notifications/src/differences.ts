import { isDeepStrictEqual } from 'node:util';

/** Of both, the fields whose values differ: what a record of a change shows. */
export function differences<Fields extends object>(
  before: Fields,
  after: Fields,
): [Partial<Fields>, Partial<Fields>] {
  const others = new Map<string, unknown>(Object.entries(after));
  const known = new Map<string, unknown>(Object.entries(before));
  return [differing(before, others), differing(after, known)];
}

const differing = <Fields extends object>(fields: Fields, other: ReadonlyMap<string, unknown>) =>
  Object.fromEntries(
    Object.entries(fields).filter(([name, value]) => !isDeepStrictEqual(value, other.get(name))),
  ) as Partial<Fields>;
