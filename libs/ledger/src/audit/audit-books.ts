import { runParameterized, type Database } from '@florin/database';
import { checks } from './checks.ts';

/** One row of the books that breaks an invariant. */
export type AuditFinding = { invariant: string; says: string; row: Record<string, unknown> };

const rowsShown = 20;

/**
 * Asks the books whether what must always be true is true: one query an invariant, each over one snapshot.
 * An empty list means that they balance.
 */
export async function auditBooks(database: Database): Promise<AuditFinding[]> {
  const findings: AuditFinding[] = [];
  for (const { invariant, says, sql } of checks) {
    const rows = await database.read((em) =>
      runParameterized<Record<string, unknown>>(em, `${sql} limit ${rowsShown}`, []),
    );
    findings.push(...rows.map((row) => ({ invariant, says, row })));
  }
  return findings;
}
