import { Type } from '@mikro-orm/core';
import { fromUUID, fromUUIDBytes, toUUID, type TypeId } from 'typeid-js';
import { v7 as uuidv7 } from 'uuid';

/** A TypeID (https://github.com/jetify-com/typeid): a prefix, an underscore, 26 base32 characters of a UUIDv7. */
export type Id<Prefix extends string = string> = `${Prefix}_${string}`;

const suffixPattern = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/;

/** A new id: unique everywhere, and sortable by its millisecond of creation (not within it). */
export function newId<Prefix extends string>(prefix: Prefix): Id<Prefix> {
  return String(fromUUIDBytes(prefix, uuidv7(undefined, new Uint8Array(16)))) as Id<Prefix>;
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
    return String(fromUUIDBytes(prefix, uuidv7({ msecs, seq }, new Uint8Array(16)))) as Id<Prefix>;
  };
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

/** The UUID inside an id, as PostgreSQL stores it. The id must be well-formed (see `isId`). */
export function idToUuid(id: string): string {
  return toUUID(id as TypeId<string>);
}

/** The id with this prefix around a UUID. */
export function idFromUuid<Prefix extends string>(prefix: Prefix, uuid: string): Id<Prefix> {
  return String(fromUUID(uuid, prefix)) as Id<Prefix>;
}

/** MikroORM type of a `uuid` column that the code only ever sees as a prefixed id. */
export class TypedId extends Type<string, string> {
  readonly prefix: string;

  constructor(prefix: string) {
    super();
    this.prefix = prefix;
  }

  override convertToDatabaseValue(value: string): string {
    return value === null || value === undefined ? value : idToUuid(value);
  }

  override convertToJSValue(value: string): string {
    return value === null || value === undefined ? value : idFromUuid(this.prefix, value);
  }

  override getColumnType(): string {
    return 'uuid';
  }

  override compareAsType(): string {
    return 'string';
  }
}
