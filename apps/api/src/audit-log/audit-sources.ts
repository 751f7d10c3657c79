import {
  auditedObjects,
  auditedObjectsOf,
  auditPositionText,
  readAuditLog,
  type AuditedObject,
  type AuditedSchema,
  type AuditLogFilter,
  type AuditPage,
  type AuditPosition,
  type Database,
} from '@florin/database';
import { Problem, type components, type Principal, type SignCall } from '@florin/http';
import { attemptWithin } from '@florin/service';

/** A request for entries after a position. */
export type AuditRequest = {
  principal: Principal;
  requestId: string;
  filter: AuditLogFilter & { after?: AuditPosition | undefined };
};

/** What has a part of the audit log: a schema that the API reads itself, or an app that reads its own. */
export type AuditSource = {
  objects: readonly AuditedObject[];
  read(request: AuditRequest): Promise<AuditPage>;
};

/** The part of the audit log in a schema of the API's own database. */
export function schemaSource(database: Database, schema: AuditedSchema): AuditSource {
  return {
    objects: auditedObjects[schema],
    read: ({ principal, filter }) => readAuditLog(database, schema, principal.tenantId, filter),
  };
}

/** Twice what an app needs for a page under load. */
const timeoutMs = 5_000;
const path = '/audit-log';

/** The part of an app's schema, which the app reads for the same principal. `read` throws a Problem while the app is away. */
export function appSource(app: 'fraud' | 'notifications', url: string, signCall: SignCall): AuditSource {
  const base = url.replace(/\/$/, '');
  const objects = auditedObjects[app];
  return {
    objects,
    read: ({ principal, requestId, filter }) =>
      attemptWithin(timeoutMs, async (signal) => {
        const authorization = await signCall({ audience: app, method: 'GET', path, principal, requestId });
        const answer = await fetch(`${base}${path}?${queryOf(filter).toString()}`, {
          headers: { authorization, 'x-request-id': requestId },
          redirect: 'error',
          signal,
        });
        if (!answer.ok) throw new Error(`the ${app} service answered ${answer.status}`);
        const page: components['schemas']['AuditLog'] = JSON.parse(await answer.text());
        return { entries: page.data, hasMore: page.has_more };
      }).catch((cause: unknown) => {
        throw new Problem('service_unavailable', { detail: awayDetail(app, objects), cause });
      }),
  };
}

function queryOf({ after, ...filter }: AuditRequest['filter']): URLSearchParams {
  const query = new URLSearchParams();
  const add = (name: string, value: string | undefined) => value !== undefined && query.append(name, value);
  for (const type of filter.object_type ?? []) add('object_type', type);
  for (const name of ['object_id', 'actor_id', 'from', 'to'] as const) add(name, filter[name]);
  add('cursor', after && auditPositionText(after));
  add('limit', String(filter.limit));
  return query;
}

function awayDetail(app: string, away: readonly AuditedObject[]): string {
  const others = Object.values(auditedObjects)
    .flat()
    .filter((object) => !away.includes(object));
  const without = others.map((object) => `object_type=${object}`).join('&');
  return (
    `The ${app} service gives no answer, so its entries (${away.join(', ')}) are missing. ` +
    `Try again, or leave them out with ${without}.`
  );
}

/** Reads a page from all sources that can have entries for the filter. Throws if one of them is away. */
export async function readSources(
  sources: readonly AuditSource[],
  request: AuditRequest,
): Promise<AuditPage> {
  const { object_type: types, object_id: id, limit } = request.filter;
  const mayBeIn = ({ objects }: AuditSource) =>
    objects.some(
      (object) =>
        (types?.includes(object) ?? true) && (id === undefined || auditedObjectsOf(id).includes(object)),
    );
  const pages = await Promise.all(sources.filter(mayBeIn).map((source) => source.read(request)));
  return mergePages(pages, limit);
}

/**
 * Merges pages of the same limit that begin after the same position. Each source is ordered by (at, id), so the last entry of
 * the merged page is the position of the next page in every source, also among entries of the same moment.
 */
function mergePages(pages: readonly AuditPage[], limit: number): AuditPage {
  const entries = pages.flatMap((page) => page.entries).sort(newestFirst);
  return {
    entries: entries.slice(0, limit),
    hasMore: entries.length > limit || pages.some(({ hasMore }) => hasMore),
  };
}

/** As PostgreSQL orders them: the texts of times sort as times, and ids of one prefix as their UUIDs. */
function newestFirst(one: AuditPosition, other: AuditPosition): number {
  const [a, b] = [auditPositionText(one), auditPositionText(other)];
  if (a === b) return 0;
  return a < b ? 1 : -1;
}
