import { idFromUuid, idToUuid, runParameterized, type Database, type UnitOfWork } from '@florin/database';
import type { DueNotification, ChannelName } from './channel.ts';
import type { LostRange } from './attempt-loop.ts';
import type { Language, NotificationKind } from './messages.ts';

type ClaimedRow = {
  id: string;
  account_id: string;
  event_id: string;
  kind: NotificationKind;
  title: string;
  body: string;
  created_at_ms: string;
  language: Language;
  recipient: string | null;
  event_data: Record<string, unknown>;
  attempts: number;
  lost_attempts: number;
};

/**
 * Claims at most `limit` due notifications that were meant for one of the channels `from`, to deliver them by `channel`.
 * The claim is a lease of `leaseMs`, so no row lock is held during an attempt: if the process dies before it settles a
 * notification, that notification is due again when its lease ends. The attempt is counted here. Rows that another
 * instance is claiming at the same moment are skipped. Without `lost` it skips notifications whose last attempt was lost
 * with its process; with `lost` it claims only those.
 */
export async function claimDue(
  unit: UnitOfWork,
  options: {
    channel: ChannelName;
    from: readonly ChannelName[];
    limit: number;
    leaseMs: number;
    lost?: LostRange | undefined;
  },
): Promise<DueNotification[]> {
  const { min, max, dueForMs } = options.lost ?? { min: 0, max: 0, dueForMs: 0 };
  const rows = await runParameterized<ClaimedRow>(
    unit,
    `with due as (
       select id from notifications.notifications
        where status = 'pending' and next_attempt_at <= now() - make_interval(secs => $5 / 1000.0)
          and channel = any($4::text[]) and unsettled_attempts between $6 and $7
        order by next_attempt_at limit $1 for update skip locked)
     update notifications.notifications as n
        set attempts = attempts + 1, unsettled_attempts = unsettled_attempts + 1, channel = $2,
            next_attempt_at = now() + make_interval(secs => $3 / 1000.0 * 2 ^ least(unsettled_attempts, 7))
       from due where n.id = due.id
     returning n.id, n.account_id, n.event_id, n.kind, n.title, n.body, n.language, n.event_data, n.attempts,
               n.unsettled_attempts - 1 as lost_attempts,
               (select p.email from notifications.preferences p where p.account_id = n.account_id) as recipient,
               (extract(epoch from n.created_at) * 1000)::bigint as created_at_ms`,
    [options.limit, options.channel, options.leaseMs, options.from, dueForMs, min, max],
  );
  return rows.map((row) => ({
    id: idFromUuid('ntf', row.id),
    accountId: idFromUuid('acct', row.account_id),
    eventId: row.event_id,
    kind: row.kind,
    title: row.title,
    body: row.body,
    createdAt: new Date(Number(row.created_at_ms)).toISOString(),
    language: row.language,
    recipient: row.recipient,
    eventData: row.event_data,
    attempt: row.attempts,
    lostAttempts: row.lost_attempts,
  }));
}

const anythingDue = `
  select exists (select from notifications.notifications
                         where status = 'pending' and next_attempt_at <= now() and channel = any($1::text[])) as due`;

/** Whether anything is due for one of the channels `from`. An idle process polls this: it is a cheap index lookup. */
export async function isAnythingDue(database: Database, from: readonly ChannelName[]): Promise<boolean> {
  const [row] = await database.query<{ due: boolean }>(anythingDue, [from]);
  return row?.due === true;
}

/** Marks due notifications as delivered by the log; returns the kind of each. */
export async function deliverDue(
  unit: UnitOfWork,
  options: { from: readonly ChannelName[]; limit: number },
): Promise<NotificationKind[]> {
  const rows = await runParameterized<Pick<ClaimedRow, 'kind'>>(
    unit,
    `with due as (
       select id from notifications.notifications
        where status = 'pending' and next_attempt_at <= now() and channel = any($2::text[])
        order by next_attempt_at limit $1 for update skip locked)
     update notifications.notifications as n
        set attempts = attempts + 1, channel = 'log', status = 'delivered', next_attempt_at = null,
            delivered_at = now(), last_failure = null
       from due where n.id = due.id
     returning n.kind`,
    [options.limit, options.from],
  );
  return rows.map(({ kind }) => kind);
}

/** The result of an attempt: delivered, due again after `retryMs`, or failed for good. */
export type Settlement = { id: string; attempt: number } & (
  | { status: 'delivered' }
  | { status: 'pending'; retryMs: number; failure: string }
  | { status: 'failed'; failure: string }
);

/** Records the results of attempts. The result of an attempt whose lease has passed to a later attempt is ignored. */
export async function settle(unit: UnitOfWork, settlements: readonly Settlement[]): Promise<void> {
  await runParameterized(
    unit,
    `update notifications.notifications as n
        set status = s.status,
            next_attempt_at = case s.status when 'pending' then now() + make_interval(secs => s.retry_ms / 1000.0) end,
            delivered_at = case s.status when 'delivered' then now() end,
            last_failure = s.failure, unsettled_attempts = 0
       from unnest($1::uuid[], $2::integer[], $3::text[], $4::bigint[], $5::text[])
         as s (id, attempt, status, retry_ms, failure)
      where n.id = s.id and n.attempts = s.attempt and n.status = 'pending'`,
    [
      settlements.map(({ id }) => idToUuid(id)),
      settlements.map(({ attempt }) => attempt),
      settlements.map(({ status }) => status),
      settlements.map((settlement) => (settlement.status === 'pending' ? settlement.retryMs : null)),
      settlements.map((settlement) => (settlement.status === 'delivered' ? null : settlement.failure)),
    ],
  );
}
