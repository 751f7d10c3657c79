import { Type } from '@mikro-orm/core';
import { v7 as uuidv7 } from 'uuid';
import { suffixToUuid, uuidToSuffix } from './base32-uuid.ts';
import { memoized } from './memoized.ts';

/** A TypeID (https://github.com/jetify-com/typeid): a prefix, an underscore, 26 base32 characters of a UUIDv7. */
export type Id<Prefix extends string = string> = `${Prefix}_${string}`;

const suffixPattern = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/;

/** A new unique id. Ids sort by the millisecond of their creation, and by chance within it. */
export function newId<Prefix extends string>(prefix: Prefix): Id<Prefix> {
  return idFromUuid(prefix, uuidv7());
}

/**
 * Returns a function that makes ids of the millisecond `at`, each of which sorts after the one before: for rows that are
 * decided one after the other at the same moment. Ids of two sequences of the same millisecond sort by chance.
 */
export function ascendingIds<Prefix extends string>(prefix: Prefix, at: Date): () => Id<Prefix> {
  const msecs = at.getTime();
  // The start is in the lower half of the 32 bits, so that no sequence wraps around.
  let seq = Math.floor(Math.random() * 2 ** 31);
  return () => {
    seq += 1;
    return idFromUuid(prefix, uuidv7({ msecs, seq, random: sixteenRandomBytes() }));
  };
}

// One call for many random bytes costs little more than one call for a few.
const randomPool = new Uint8Array(4_096);
let randomUsed = randomPool.length;

function sixteenRandomBytes(): Uint8Array {
  if (randomUsed === randomPool.length) {
    crypto.getRandomValues(randomPool);
    randomUsed = 0;
  }
  randomUsed += 16;
  return randomPool.subarray(randomUsed - 16, randomUsed);
}

/** Whether `value` is a well-formed id with this prefix. */
export function isId<Prefix extends string>(prefix: Prefix, value: unknown): value is Id<Prefix> {
  return (
    typeof value === 'string' &&
    value.charCodeAt(prefix.length) === 95 &&
    value.startsWith(prefix) &&
    suffixPattern.test(value.slice(prefix.length + 1))
  );
}

/** The UUID in an id, as PostgreSQL stores it. Throws if the id is not well-formed (see `isId`). */
export function idToUuid(id: string): string {
  return suffixToUuid(id.slice(id.lastIndexOf('_') + 1));
}

/** Same as `idToUuid`, with a cache: for ids that recur, such as those of accounts and tenants. */
export const recurringIdToUuid = memoized(idToUuid);

/**
 * How much the time in an id may differ from that of its row, where a process made the id and PostgreSQL the time. Far
 * above what a clock may be wrong by (`clockOffsetMaxMs`), because rows of earlier releases were made without that limit.
 */
const idTimeOffMaxMs = 3_600_000;

/** Bounds of the UUIDs of rows from a span of time, where the time in an id may differ from that of its row. */
export const lowestUuidSince = (from: Date): string =>
  lowestUuidAt(new Date(from.getTime() - idTimeOffMaxMs));
export const lowestUuidAfter = (to: Date): string => lowestUuidAt(new Date(to.getTime() + idTimeOffMaxMs));

/**
 * The lowest UUID of an id that was made at this moment or later. Ids begin with their millisecond, so a span of time is a
 * range of ids, and an index ordered by id finds it.
 */
export function lowestUuidAt(moment: Date): string {
  const hex = Math.max(0, moment.getTime()).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

/** The millisecond in which the id with this UUID was made. */
export function momentOfUuid(uuid: string): Date {
  return new Date(Number.parseInt(uuid.replace('-', '').slice(0, 12), 16));
}

/** The id with this prefix and UUID. */
export function idFromUuid<Prefix extends string>(prefix: Prefix, uuid: string): Id<Prefix> {
  return `${prefix}_${uuidToSuffix(uuid)}`;
}

/** The MikroORM type of a `uuid` column whose values are prefixed ids in the code. */
export class TypedId extends Type<string, string> {
  // Not a #private name, because MikroORM copies its types.
  readonly fromUuid: (uuid: string) => string;

  constructor(prefix: string) {
    super();
    this.fromUuid = memoized((uuid) => idFromUuid(prefix, uuid));
  }

  override convertToDatabaseValue(value: string): string {
    return value === null || value === undefined ? value : recurringIdToUuid(value);
  }

  override convertToJSValue(value: string): string {
    return value === null || value === undefined ? value : this.fromUuid(value);
  }

  override getColumnType(): string {
    return 'uuid';
  }

  override compareAsType(): string {
    return 'string';
  }

  /** PostgreSQL sends a UUID in the form of `idToUuid`, so a value that was read needs no conversion to be compared. */
  override ensureComparable(): boolean {
    return false;
  }
}
