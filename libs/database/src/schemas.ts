import type { MigrationSource } from './migrations.ts';

/** The schemas of the bank, in the order of their migrations, and the package that owns each. */
const packages = [
  { schema: 'ledger', path: 'libs/ledger' },
  { schema: 'access', path: 'libs/access' },
  { schema: 'fraud', path: 'apps/fraud' },
  { schema: 'notifications', path: 'apps/notifications' },
  { schema: 'analytics', path: 'apps/analytics' },
  { schema: 'event_log', path: 'libs/messaging' },
] as const;

export const schemaNames = packages.map(({ schema }) => schema);

/** The migrations of all schemas, for the role that runs them all at once. Each app knows its own. */
export function allMigrations(): MigrationSource[] {
  return packages.map(({ schema, path }) => ({
    schema,
    directory: new URL(`../../../${path}/migrations/`, import.meta.url),
  }));
}
