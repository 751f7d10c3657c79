import { Type } from '@mikro-orm/core';
import { v7 as uuidv7 } from 'uuid';
import { suffixToUuid, uuidToSuffix } from './base32-uuid.ts';
import { memoized } from './memoized.ts';

/** A TypeID (https://github.com/jetify-com/typeid): a prefix, an underscore, 26 base32 characters of a UUIDv7. */
export type Id<Prefix extends string = string> = `${Prefix}_${string}`;

const suffixPattern = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/;

/** A new id: unique everywhere, and sortable by its millisecond of creation (not within it). */
export function newId<Prefix extends string>(prefix: Prefix): Id<Prefix> {
  return idFromUuid(prefix, uuidv7());
}

/**
 * Makes ids whose millisecond is `at` and of which each sorts after the one before: for rows that are decided one
 * after the other at one moment. Ids of two such sequences of the same millisecond sort by chance.
 */
export function ascendingIds<Prefix extends string>(prefix: Prefix, at: Date): () => Id<Prefix> {
  const msecs = at.getTime();
  // Half of what fits stays free above the start, so that no sequence wraps around.
  let seq = Math.floor(Math.random() * 2 ** 31);
  return () => {
    seq += 1;
    return idFromUuid(prefix, uuidv7({ msecs, seq, random: sixteenRandomBytes() }));
  };
}

// Random bytes cost by the call more than by the byte.
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

/** The UUID inside an id, as PostgreSQL stores it. Throws unless the id is well-formed (see `isId`). */
export function idToUuid(id: string): string {
  return suffixToUuid(id.slice(id.lastIndexOf('_') + 1));
}

/** As `idToUuid`, for ids that come again and again, such as those of accounts and tenants. */
export const recurringIdToUuid = memoized(idToUuid);

/** The id with this prefix around a UUID. */
export function idFromUuid<Prefix extends string>(prefix: Prefix, uuid: string): Id<Prefix> {
  return `${prefix}_${uuidToSuffix(uuid)}`;
}

/** MikroORM type of a `uuid` column that the code only ever sees as a prefixed id. */
export class TypedId extends Type<string, string> {
  // Not a private name: MikroORM copies its types.
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

  /** PostgreSQL sends a UUID as `idToUuid` writes it: no need to convert what was read back to compare it. */
  override ensureComparable(): boolean {
    return false;
  }
}
