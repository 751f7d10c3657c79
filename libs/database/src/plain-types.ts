import { Type, type Platform } from '@mikro-orm/core';
import { memoized } from './memoized.ts';

/*
 * MikroORM types for entities that are loaded and compared thousands of times a second. Values are compared with `===` as
 * the text that is sent to PostgreSQL. MikroORM's own types clone and compare values deeply for each of the three
 * snapshots that a unit of work takes of an entity.
 */

/** A `bigint` column whose values are exact as numbers, ± (2^53 − 1). */
export class WholeNumber extends Type<number, string> {
  override convertToDatabaseValue(value: number): string {
    return isMissing(value) ? value : String(value);
  }

  override convertToJSValue(value: string): number {
    return isMissing(value) ? value : Number(value);
  }

  override getColumnType(): string {
    return 'bigint';
  }

  override compareAsType(): string {
    return 'string';
  }

  /** PostgreSQL sends a number in the form of `String`, so a value that was read needs no conversion to be compared. */
  override ensureComparable(): boolean {
    return false;
  }
}

/** A `timestamptz` column, in milliseconds. */
export class Moment extends Type<Date, string> {
  override convertToDatabaseValue(value: Date): string {
    return isMissing(value) ? value : momentText(value);
  }

  override convertToJSValue(value: string | Date, platform: Platform): Date {
    return typeof value === 'string' ? platform.parseDate(value) : value;
  }

  override getColumnType(): string {
    return 'timestamptz';
  }

  override compareAsType(): string {
    return 'string';
  }
}

const textOfTime = memoized((time: number) => new Date(time).toISOString());

/** In ISO 8601, as the driver sends it. Cached, because the rows of a batch share their times. */
export function momentText(moment: Date): string {
  return textOfTime(moment.getTime());
}

/** A `jsonb` column with an object. Two objects with their keys in another order count as different. */
export class JsonObject extends Type<object, string> {
  override convertToDatabaseValue(value: object): string {
    return isMissing(value) ? value : JSON.stringify(value);
  }

  override convertToJSValue(value: string | object): object {
    return typeof value === 'string' ? (JSON.parse(value) as object) : value;
  }

  override getColumnType(): string {
    return 'jsonb';
  }

  override compareAsType(): string {
    return 'string';
  }
}

function isMissing(value: unknown): value is never {
  return value === null || value === undefined;
}
