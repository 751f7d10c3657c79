import { auditPositionIn, readAuditLog, type Database } from '@florin/database';
import { Problem, type Handlers } from '@florin/http';

/** This app's part of the audit log. Only the API requests it, which merges the parts: its cursor is a plain position. */
export function auditLogHandler(database: Database): Pick<Handlers<'fraud'>, 'listAuditLog'> {
  return {
    async listAuditLog({ principal, query: { cursor, ...filter } }) {
      const after = cursor === undefined ? undefined : auditPositionIn(cursor);
      if (cursor !== undefined && after === undefined) throw new Problem('invalid_cursor');
      const page = await readAuditLog(database, 'fraud', principal.tenantId, { ...filter, after });
      return { body: { data: page.entries, has_more: page.hasMore, next_cursor: null } };
    },
  };
}
