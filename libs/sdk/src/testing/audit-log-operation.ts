import { auditLogCells, auditLogColumns, type AuditLogLine } from '@florin/rules';
import type { FakeLedger } from './fake-ledger.ts';
import type { Operations, RequestOf } from './operation.ts';
import { isWithin, pageOf } from './pages.ts';
import { csvOf } from './statement-table.ts';

/** The audit log of the objects that the fake has: accounts and scheduled transactions. */
export const auditLogOperation: Operations = {
  listAuditLog(ledger, request) {
    const found = entriesOf(ledger, request.query);
    if (request.accept === 'text/csv')
      return { body: csvOf([auditLogColumns, ...found.map(auditLogCells)]), mediaType: request.accept };
    return { body: pageOf(found, ({ at, id }) => `${at}~${id}`, request) };
  },
};

function entriesOf(ledger: FakeLedger, filters: RequestOf<'listAuditLog'>['query']): AuditLogLine[] {
  const { object_type: types, object_id, actor_id, from, to } = filters;
  const kinds: readonly string[] | undefined = types;
  return ledger.auditLog
    .filter(
      (entry) =>
        (kinds === undefined || kinds.includes(entry.object_type)) &&
        (object_id === undefined || entry.object_id === object_id) &&
        (actor_id === undefined || entry.actor?.id === actor_id) &&
        isWithin(new Date(entry.at), from, to),
    )
    .reverse();
}
