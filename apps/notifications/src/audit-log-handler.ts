import { readAuditPart, type Database } from '@florin/database';
import { Problem, type Handlers } from '@florin/http';

/** This app's part of the audit log. Only the API requests it, and merges the parts. */
export function auditLogHandler(database: Database): Pick<Handlers<'notifications'>, 'listAuditLog'> {
  return {
    async listAuditLog({ principal: { tenantId }, query }) {
      const body = await readAuditPart(database, 'notifications', tenantId, query);
      if (!body) throw new Problem('invalid_cursor');
      return { body };
    },
  };
}
