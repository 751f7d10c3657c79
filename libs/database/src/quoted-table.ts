import type { EntityMetadata } from '@mikro-orm/core';

/** The quoted name of the entity's table in SQL, with its schema if it has one. */
export function quotedTable({ schema, tableName }: EntityMetadata): string {
  return schema === undefined ? `"${tableName}"` : `"${schema}"."${tableName}"`;
}
