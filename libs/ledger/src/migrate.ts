import type { Database } from '@florin/database';

/** Brings the schema `ledger` up to date; safe when several processes start at once. */
export function migrateLedger(database: Database): Promise<string[]> {
  return database.migrate({ schema: 'ledger', directory: new URL('../migrations', import.meta.url) });
}
