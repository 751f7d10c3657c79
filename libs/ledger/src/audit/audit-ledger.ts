import { runParameterized, type Database } from '@florin/database';
import { checks } from './checks.ts';

/** A row that violates an invariant. */
export type AuditFinding = { invariant: string; says: string; row: Record<string, unknown> };

const rowsShown = 20;

/** Checks the invariants: one query per invariant, each over one snapshot. Without findings, the books balance. */
export async function auditLedger(database: Database): Promise<AuditFinding[]> {
  const findings: AuditFinding[] = [];
  for (const { invariant, says, sql } of checks) {
    const rows = await database.read((em) =>
      runParameterized<Record<string, unknown>>(em, `${sql} limit ${rowsShown}`, []),
    );
    findings.push(...rows.map((row) => ({ invariant, says, row })));
  }
  return findings;
}
