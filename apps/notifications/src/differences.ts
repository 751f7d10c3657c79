import { isDeepStrictEqual } from 'node:util';

/** Of both, the fields whose values differ: what a record of a change shows. */
export function differences(before: object, after: object): [was: object, is: object] {
  const [known, others] = [before, after].map((fields) => new Map<string, unknown>(Object.entries(fields)));
  return [differing(before, others), differing(after, known)];
}

const differing = (fields: object, other: ReadonlyMap<string, unknown> | undefined): object =>
  Object.fromEntries(
    Object.entries(fields).filter(([name, value]) => !isDeepStrictEqual(value, other?.get(name))),
  );
