import { auditPositionIn, auditPositionText } from '@florin/database';
import { createListCursors, Problem, type Handlers } from '@florin/http';
import { auditLogCsv } from '../audit-log/audit-log-csv.ts';
import { readSources, type AuditSource } from '../audit-log/audit-sources.ts';

/** Entries that are read at once for a CSV file. */
const entriesAtOnce = 100;

/** The operation on the audit log, which is merged from the sources. */
export function auditLogHandlers(
  sources: readonly AuditSource[],
  cursorSecrets: readonly string[],
): Pick<Handlers<'api'>, 'listAuditLog'> {
  const cursors = createListCursors('listAuditLog', cursorSecrets);
  return {
    async listAuditLog(request) {
      const { principal, requestId, query, mediaType } = request;
      const read = (filter: Parameters<typeof readSources>[1]['filter']) =>
        readSources(sources, { principal, requestId, filter });
      if (mediaType === 'text/csv') {
        const whole = { ...query, limit: entriesAtOnce };
        const csv = auditLogCsv(await read(whole), (after) => read({ ...whole, after }));
        return { csv, headers: { 'content-disposition': 'attachment; filename="audit-log.csv"' } };
      }
      const [position] = cursors.open(request) ?? [];
      const after = position === undefined ? undefined : auditPositionIn(position);
      if (position !== undefined && after === undefined) throw new Problem('invalid_cursor');
      const { entries, hasMore } = await read({ ...query, after });
      const last = hasMore ? entries.at(-1) : undefined;
      const next_cursor = last ? cursors.seal([auditPositionText(last)], request) : null;
      return { body: { data: entries, has_more: next_cursor !== null, next_cursor } };
    },
  };
}
