import { idToUuid, runParameterized, type Database } from '@florin/database';
import { type Actor, recordedActor, Refusal } from '@florin/rules';

/** When a transaction passed each step. Null means not yet, or no longer known. */
export type Timeline = {
  transactionId: string;
  requestId: string | null;
  /** Null for what was recorded before actors were. */
  actor: Actor | null;
  receivedAt: Date | null;
  decidedAt: Date;
  postedAt: Date | null;
  publishedAt: Date | null;
  /** Whether the outbox row with the times of posting and publishing has been purged. */
  isOutboxCleared: boolean;
};

type TimelineRow = Parameters<typeof recordedActor>[0] & {
  is_cleared: boolean;
  decided_ms: string;
} & Record<'received_ms' | 'posted_ms' | 'published_ms', string | null>;

const inMs = (column: string) => `(extract(epoch from ${column}) * 1000)::bigint`;
const findTimes = `
  select t.request_id as "requestId", t.actor_id as "actorId", t.token_id as "tokenId",
    t.server_request_id as "serverRequestId", t.address, t.on_behalf_of as "onBehalfOf",
    ${inMs('t.received_at')} as received_ms, ${inMs('t.created_at')} as decided_ms,
    ${inMs('o.created_at')} as posted_ms, ${inMs('o.published_at')} as published_ms, o.id is null as is_cleared
  from ledger.transactions t left join ledger.outbox o on o.id = t.outbox_id
  where t.id = $1 and t.tenant_id = $2`;

/** When a transaction was received, decided, posted and published. Throws `not_found`. */
export async function readTimeline(database: Database, tenantId: string, id: string): Promise<Timeline> {
  const [row] = await database.read((em) =>
    runParameterized<TimelineRow>(em, findTimes, [idToUuid(id), idToUuid(tenantId)]),
  );
  if (!row) throw new Refusal('not_found', `There is no transaction ${id}.`);
  return {
    transactionId: id,
    requestId: row.requestId,
    actor: recordedActor(row),
    receivedAt: timeOf(row.received_ms),
    decidedAt: new Date(Number(row.decided_ms)),
    postedAt: timeOf(row.posted_ms),
    publishedAt: timeOf(row.published_ms),
    isOutboxCleared: row.is_cleared,
  };
}

function timeOf(ms: string | null): Date | null {
  return ms === null ? null : new Date(Number(ms));
}
