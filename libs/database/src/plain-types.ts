import { Type, type Platform } from '@mikro-orm/core';
import { memoized } from './memoized.ts';

/*
 * MikroORM types for the columns of entities that are loaded and compared thousands of times a second. Their values are
 * compared as the text that goes to PostgreSQL, by `===`; MikroORM's own are cloned and compared deeply for each
 * snapshot of an entity, of which a unit of work takes three. docs/performance.md says what that gave.
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

  /** PostgreSQL sends a number as `String` writes it: no need to convert what was read back to compare it. */
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

/** In ISO 8601, as the driver sends it. What is written down together shares its moments, which are made once. */
export function momentText(moment: Date): string {
  return textOfTime(moment.getTime());
}

/** A `jsonb` column with an object, compared with its keys in order. */
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
