import type { Database } from './database.ts';
import { runParameterized } from './parameterized.ts';
import { idFromUuid, idToUuid, isId } from './typed-id.ts';

/*
 * Who changed what of a tenant is recorded in the schema of what was changed. Each of these schemas has a view `audit_log`
 * with the same columns over its records, so that one query reads any of them. Entries are ordered by (at, id) in all
 * schemas, so that pages of several schemas can be merged, and one position is the position in each.
 */

/** The schemas with a view `audit_log`, and the kinds of a tenant's objects that their entries are about. */
export const auditedObjects = {
  ledger: ['account', 'scheduled_transaction', 'tenant'],
  access: ['api_key'],
  fraud: ['fraud_rule', 'fraud_alert'],
  notifications: ['webhook_endpoint', 'notification_preferences'],
} as const;

export type AuditedSchema = keyof typeof auditedObjects;
export type AuditedObject = (typeof auditedObjects)[AuditedSchema][number];

/** Objects of the bank itself, which only operators see. */
const banksObjects = ['signing_key', 'event_topic', 'consumer_group', 'rollups'] as const;
type BanksObject = (typeof banksObjects)[number];

/** The prefix of an object's id; null for objects that have names. Notification preferences have the id of their account. */
const idPrefixes: Record<AuditedObject | BanksObject, string | null> = {
  account: 'acct',
  scheduled_transaction: 'sched',
  tenant: 'tenant',
  api_key: 'key',
  fraud_rule: null,
  fraud_alert: 'alrt',
  webhook_endpoint: 'whe',
  notification_preferences: 'acct',
  signing_key: 'skey',
  event_topic: null,
  consumer_group: null,
  rollups: null,
};

/** One change of one object, with the names of the contract. */
export type AuditEntry<ObjectType = AuditedObject> = {
  id: string;
  /** RFC 3339 in UTC, always with six digits after the point: texts sort as times. */
  at: string;
  object_type: ObjectType;
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
export type AuditLogFilter<ObjectType = AuditedObject> = {
  object_type?: readonly ObjectType[] | undefined;
  /** Prefixed, or the name of a fraud rule. */
  object_id?: string | undefined;
  actor_id?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  limit: number;
};

/** The place of an entry in the list. */
export type AuditPosition = Pick<AuditEntry, 'at' | 'id'>;

type AnyObject = AuditedObject | BanksObject;
type Row<ObjectType> = Omit<AuditEntry<ObjectType>, 'object_id'> & {
  tenant_id: string | null;
  object_uuid: string | null;
  object_name: string | null;
};

/** Microseconds, as PostgreSQL keeps them: two entries are never taken for one, and a page begins where the last one ended. */
const atText = `to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

const queryOf = (schema: AuditedSchema, ofTenants: string) => `
  select tenant_id, id, ${atText} as at, object_type, object_uuid, object_name, change, actor, before, after
  from ${schema}.audit_log
  where ${ofTenants} and ($2::text[] is null or object_type = any ($2))
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
  const parameters = parametersOf(idToUuid(tenantId), filter, after);
  const rows = await database
    .of(tenantId)
    .read((unit) =>
      runParameterized<Row<AuditedObject>>(unit, queryOf(schema, 'tenant_id = $1'), parameters),
    );
  const entries = rows.slice(0, filter.limit).map(({ tenant_id: _, ...row }) => toEntry(row));
  return { entries, hasMore: rows.length > filter.limit };
}

/** A change of any object of the bank. The tenant is null for the bank's own objects. */
export type BankAuditEntry = AuditEntry<AnyObject> & { tenant_id: string | null };

/**
 * The recorded changes in all schemas, of one tenant or of all tenants and of the bank itself, newest first, that come after a
 * position. For operators: the role must be above tenants.
 */
export async function readBankAuditLog(
  database: Database,
  { tenantId, after, ...filter }: AuditLogFilter<AnyObject> & { tenantId?: string; after?: AuditPosition },
): Promise<{ entries: BankAuditEntry[]; hasMore: boolean }> {
  const parameters = parametersOf(tenantId && idToUuid(tenantId), filter, after);
  const parts: string[] = allSchemas.map((schema) => queryOf(schema, '($1::uuid is null or tenant_id = $1)'));
  const query = `select * from (${parts.map((part) => `(${part})`).join(' union all ')}) as part
    order by at desc, id desc limit $10`;
  const rows = await database.read((unit) => runParameterized<Row<AnyObject>>(unit, query, parameters));
  const entries = rows.slice(0, filter.limit).map(({ tenant_id: tenant, ...row }) => ({
    tenant_id: tenant === null ? null : idFromUuid('tenant', tenant),
    ...toEntry(row),
  }));
  return { entries, hasMore: rows.length > filter.limit };
}

function parametersOf(
  tenant: string | undefined,
  filter: AuditLogFilter<AnyObject>,
  after: AuditPosition | undefined,
): unknown[] {
  const { object_type: objectTypes, object_id: objectId, actor_id: actorId, from, to, limit } = filter;
  const object = objectId === undefined ? {} : objectOf(objectId);
  return [
    ...[tenant, objectTypes, object.uuid, object.name, actorId, from, to],
    ...[after?.at, after && idToUuid(after.id), limit + 1],
  ].map((value) => value ?? null);
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

const allSchemas: AuditedSchema[] = ['ledger', 'access', 'fraud', 'notifications'];
const allObjects: AnyObject[] = [...Object.values(auditedObjects).flat(), ...banksObjects];

/** All kinds of objects in the audit log, those of the bank itself included. */
export const allAuditedObjects: readonly string[] = allObjects;

/** Whether a text names a kind of object that operators may list. */
export const isAuditedObject = (text: string): text is AnyObject => allAuditedObjects.includes(text);

/** The kinds of objects that have this id. What is no id is a name, such as that of a fraud rule. */
export function auditedObjectsOf(objectId: string): string[] {
  const known = allObjects.filter((type) => isId(idPrefixes[type] ?? '', objectId));
  return known.length > 0 ? known : ['fraud_rule'];
}

function objectOf(objectId: string): { uuid?: string; name?: string } {
  const isName = auditedObjectsOf(objectId).includes('fraud_rule');
  return isName ? { name: objectId } : { uuid: idToUuid(objectId) };
}

function toEntry<ObjectType extends AnyObject>({
  object_uuid: uuid,
  object_name: name,
  ...row
}: Omit<Row<ObjectType>, 'tenant_id'>): AuditEntry<ObjectType> {
  const prefix = idPrefixes[row.object_type];
  const objectId = prefix === null || uuid === null ? (name ?? '') : idFromUuid(prefix, uuid);
  return { ...row, id: idFromUuid('audit', row.id), object_id: objectId };
}
