import type { MigrationSource } from './migrations.ts';

/** The schemas of the bank, in the order of their migrations, and the package that owns each. */
const packages = {
  ledger: 'libs/ledger',
  access: 'libs/access',
  fraud: 'apps/fraud',
  notifications: 'apps/notifications',
  analytics: 'apps/analytics',
} as const;

export const schemaNames = Object.keys(packages) as (keyof typeof packages)[];

/** The migrations of all schemas, for the role that runs them all at once. Each app knows its own. */
export function allMigrations(): MigrationSource[] {
  return schemaNames.map((schema) => ({
    schema,
    directory: new URL(`../../../${packages[schema]}/migrations/`, import.meta.url),
  }));
}
