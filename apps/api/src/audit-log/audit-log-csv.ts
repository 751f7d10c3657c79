import type { AuditEntry, AuditPage, AuditPosition } from '@florin/database';
import type { CsvTable, CsvValue } from '@florin/http';
import { auditLogCells, auditLogColumns } from '@florin/rules';

/**
 * The whole list as a table. The first page is read already, so that a source that is away is answered by a problem; one that
 * goes away later breaks off the answer.
 */
export function auditLogCsv(
  first: AuditPage,
  readAfter: (position: AuditPosition) => Promise<AuditPage>,
): CsvTable {
  async function* rows(): AsyncGenerator<CsvValue[]> {
    for (let page: AuditPage | undefined = first; page !== undefined;) {
      yield* page.entries.map(auditLogCells);
      const last: AuditEntry | undefined = page.entries.at(-1);
      page = page.hasMore && last ? await readAfter(last) : undefined;
    }
  }
  return { columns: auditLogColumns, rows: rows() };
}
