import type { EntityMetadata } from '@mikro-orm/core';

/** The entity's table as SQL names it, with its schema where it has one. */
export function quotedTable({ schema, tableName }: EntityMetadata): string {
  return schema === undefined ? `"${tableName}"` : `"${schema}"."${tableName}"`;
}
