import type { Database } from './database.ts';
import { runParameterized } from './parameterized.ts';
import { idFromUuid, idToUuid, isId } from './typed-id.ts';

/*
 * Who changed what of a tenant is recorded in the schema of what was changed. Each of these schemas has a view `audit_log`
 * with the same columns over its records, so that one query reads any of them. Entries are ordered by (at, id) in all
 * schemas, so that pages of several schemas can be merged, and one position is the position in each.
 */

/** The schemas with a view `audit_log`, and the kinds of objects that their entries are about. */
export const auditedObjects = {
  ledger: ['account', 'scheduled_transaction'],
  access: ['api_key'],
  fraud: ['fraud_rule'],
  notifications: ['webhook_endpoint'],
} as const;

export type AuditedSchema = keyof typeof auditedObjects;
export type AuditedObject = (typeof auditedObjects)[AuditedSchema][number];

/** The prefix of an object's id; null for objects that have names. */
const idPrefixes: Record<AuditedObject, string | null> = {
  account: 'acct',
  scheduled_transaction: 'sched',
  api_key: 'key',
  fraud_rule: null,
  webhook_endpoint: 'whe',
};

/** One change of one object, with the names of the contract. */
export type AuditEntry = {
  id: string;
  /** RFC 3339 in UTC, always with six digits after the point: texts sort as times. */
  at: string;
  object_type: AuditedObject;
  object_id: string;
  change: string;
  /** As answers show an actor. Null for what was recorded before actors were. */
  actor: {
    type: 'api_key' | 'operator' | 'system';
    id: string;
    token_id: string | null;
    request_id: string | null;
    correlation_id: string | null;
    address: string | null;
    on_behalf_of: string | null;
  } | null;
  before: Record<string, unknown>;
  after: Record<string, unknown>;
};

/** The filters of a list, as the contract names them: times are RFC 3339, and `to` is exclusive. */
export type AuditLogFilter = {
  object_type?: readonly AuditedObject[] | undefined;
  /** Prefixed, or the name of a fraud rule. */
  object_id?: string | undefined;
  actor_id?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  limit: number;
};

/** The place of an entry in the list. */
export type AuditPosition = Pick<AuditEntry, 'at' | 'id'>;

type Row = Omit<AuditEntry, 'object_id'> & { object_uuid: string | null; object_name: string | null };

/** Microseconds, as PostgreSQL keeps them: two entries are never taken for one, and a page begins where the last one ended. */
const atText = `to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

const queryOf = (schema: AuditedSchema) => `
  select id, ${atText} as at, object_type, object_uuid, object_name, change, actor, before, after
  from ${schema}.audit_log
  where tenant_id = $1 and ($2::text[] is null or object_type = any ($2))
    and ($3::uuid is null or object_uuid = $3) and ($4::text is null or object_name = $4)
    and ($5::text is null or actor_id = $5)
    and at >= coalesce($6::timestamptz, '-infinity') and at < coalesce($7::timestamptz, 'infinity')
    and at <= coalesce($8::timestamptz, 'infinity') and ($8::timestamptz is null or (at, id) < ($8, $9::uuid))
  order by audit_log.at desc, id desc limit $10`;

/** A page of entries, newest first, and whether there are more after it. */
export type AuditPage = { entries: AuditEntry[]; hasMore: boolean };

/** The recorded changes of a tenant's objects in one schema that come after a position in the list. */
export async function readAuditLog(
  database: Database,
  schema: AuditedSchema,
  tenantId: string,
  { after, ...filter }: AuditLogFilter & { after?: AuditPosition | undefined },
): Promise<AuditPage> {
  const { object_type: objectTypes, object_id: objectId, actor_id: actorId, from, to, limit } = filter;
  const object = objectId === undefined ? {} : objectOf(objectId);
  const parameters = [
    ...[idToUuid(tenantId), objectTypes, object.uuid, object.name, actorId, from, to],
    ...[after?.at, after && idToUuid(after.id), limit + 1],
  ].map((value) => value ?? null);
  const rows = await database
    .of(tenantId)
    .read((unit) => runParameterized<Row>(unit, queryOf(schema), parameters));
  return { entries: rows.slice(0, limit).map(toEntry), hasMore: rows.length > limit };
}

/**
 * An app's part of the audit log, as the API requests it: its cursor is the text of a position, and the API makes the next one
 * from the merged page. Undefined for a cursor that is none.
 */
export async function readAuditPart(
  database: Database,
  schema: AuditedSchema,
  tenantId: string,
  { cursor, ...filter }: AuditLogFilter & { cursor?: string | undefined },
): Promise<{ data: AuditEntry[]; has_more: boolean; next_cursor: null } | undefined> {
  const after = cursor === undefined ? undefined : auditPositionIn(cursor);
  if (cursor !== undefined && after === undefined) return undefined;
  const { entries, hasMore } = await readAuditLog(database, schema, tenantId, { ...filter, after });
  return { data: entries, has_more: hasMore, next_cursor: null };
}

/** A position as text, and the position in a text of an earlier answer; undefined for any other text. */
export const auditPositionText = ({ at, id }: AuditPosition): string => `${at}~${id}`;
export function auditPositionIn(text: string): AuditPosition | undefined {
  const [at = '', id] = text.split('~');
  return isId('audit', id) && !Number.isNaN(Date.parse(at)) ? { at, id } : undefined;
}

const allObjects: AuditedObject[] = Object.values(auditedObjects).flat();

/** The kind of object that has this id. What is no id is the name of a fraud rule. */
export function auditedObjectOf(objectId: string): AuditedObject {
  const known = allObjects.find((type) => isId(idPrefixes[type] ?? '', objectId));
  return known ?? 'fraud_rule';
}

function objectOf(objectId: string): { uuid?: string; name?: string } {
  return idPrefixes[auditedObjectOf(objectId)] === null ? { name: objectId } : { uuid: idToUuid(objectId) };
}

function toEntry({ id, object_uuid: uuid, object_name: name, ...row }: Row): AuditEntry {
  const prefix = idPrefixes[row.object_type];
  const objectId = prefix === null || uuid === null ? (name ?? '') : idFromUuid(prefix, uuid);
  return { ...row, id: idFromUuid('audit', id), object_id: objectId };
}
