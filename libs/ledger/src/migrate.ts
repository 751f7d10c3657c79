import type { Database } from '@florin/database';

/** Brings the schema `ledger` up to date. Safe when several processes start at the same time. */
export function migrateLedger(database: Database): Promise<string[]> {
  return database.migrate({ schema: 'ledger', directory: new URL('../migrations', import.meta.url) });
}
