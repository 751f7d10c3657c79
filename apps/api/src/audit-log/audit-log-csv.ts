import type { AuditEntry, AuditPage, AuditPosition } from '@florin/database';
import type { components, CsvTable, CsvValue } from '@florin/http';

type Entry = components['schemas']['AuditLogEntry'];

const columns = [
  ...['at', 'object_type', 'object_id', 'change', 'actor_id', 'on_behalf_of', 'token_id', 'request_id'],
  ...['correlation_id', 'address', 'before', 'after', 'id'],
];

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
      yield* page.entries.map(cellsOf);
      const last: AuditEntry | undefined = page.entries.at(-1);
      page = page.hasMore && last ? await readAfter(last) : undefined;
    }
  }
  return { columns, rows: rows() };
}

function cellsOf({ actor, before, after, ...entry }: Entry): CsvValue[] {
  const { at, object_type, object_id, change, id } = entry;
  const by = actor
    ? [actor.id, actor.on_behalf_of, actor.token_id, actor.request_id]
    : [null, null, null, null];
  const from = actor ? [actor.correlation_id, actor.address] : [null, null];
  return [
    at,
    object_type,
    object_id,
    change,
    ...by,
    ...from,
    JSON.stringify(before),
    JSON.stringify(after),
    id,
  ];
}
