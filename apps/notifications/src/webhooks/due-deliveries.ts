import { idFromUuid, runParameterized, type Database, type UnitOfWork } from '@florin/database';
import type { Lost } from '../leased-loop.ts';

/** An attempt to make. */
export type DueDelivery = {
  /** Prefixed: the `webhook-id` of every attempt. */
  id: string;
  /** Bare UUIDs. */
  tenantId: string;
  endpointId: string;
  accountId: string | null;
  eventId: string;
  eventType: string;
  url: string;
  body: string;
  secrets: { id: string; sealed: Buffer }[];
  /** The number of this attempt among all. */
  attempt: number;
  /** And in the schedule; 1 is the first. */
  attemptInSchedule: number;
  /** How many attempts before this one were begun and never written down, since one last was. */
  lostAttempts: number;
  /** Whether the endpoint has failed since it last succeeded. */
  isFailing: boolean;
};

type ClaimedRow = {
  id: string;
  tenant_id: string;
  endpoint_id: string;
  account_id: string | null;
  event_id: string;
  event_type: string;
  url: string;
  body: string;
  secrets: { id: string; sealed: string }[] | null;
  attempts: number;
  attempts_in_schedule: number;
  lost_attempts: number;
  is_failing: boolean;
};

/*
 * Each endpoint is asked for its own due deliveries by index, so that a thousand waiting for one cost the others
 * nothing; then the endpoints are mixed, so that no order favours the same ones always. Where processes have died twice
 * during attempts at one delivery of an endpoint, its others wait until that one has come to an end: it may be the endpoint.
 */
const claim = `
  with busy as (select * from unnest($1::uuid[], $2::integer[]) as b (endpoint_id, attempts)),
  due as (
    select d.id, e.failing_since is not null as is_failing from notifications.webhook_endpoints e
      left join busy on busy.endpoint_id = e.id
     cross join lateral (
       select id from notifications.webhook_deliveries
        where endpoint_id = e.id and status = 'pending' and next_attempt_at <= now() and unsettled_attempts = 0
        order by next_attempt_at
        limit greatest(0, $3::integer - coalesce(busy.attempts, 0))
          for update skip locked) as d
     where e.enabled and e.deleted_at is null and (e.failing_since is not null) = $4
       and not exists (select from notifications.webhook_deliveries
                        where endpoint_id = e.id and status = 'pending' and unsettled_attempts > 1)
     order by random() limit $5)
  ${takeDue('$6')}`;

/* Of each endpoint one, and none while it has any other attempt under way here. */
const claimLost = `
  with lost as (
    select endpoint_id, min(unsettled_attempts) as attempts from notifications.webhook_deliveries
     where status = 'pending' and unsettled_attempts between $2 and $3
       and next_attempt_at <= now() - make_interval(secs => $4 / 1000.0)
     group by endpoint_id),
  due as (
    select d.id, e.failing_since is not null as is_failing from lost
      join notifications.webhook_endpoints e on e.id = lost.endpoint_id
     cross join lateral (
       select id from notifications.webhook_deliveries
        where endpoint_id = e.id and status = 'pending' and unsettled_attempts = lost.attempts
          and next_attempt_at <= now() - make_interval(secs => $4 / 1000.0)
        order by next_attempt_at limit 1
          for update skip locked) as d
     where e.enabled and e.deleted_at is null and e.id <> all($1::uuid[])
     order by lost.attempts, random() limit $5)
  ${takeDue('$6')}`;

/* The lease is doubled with every attempt that was lost: what ends a process ends it ever more seldom. */
function takeDue(leaseMs: string): string {
  return `
  update notifications.webhook_deliveries as d
     set attempts = d.attempts + 1, attempts_in_schedule = d.attempts_in_schedule + 1,
         unsettled_attempts = d.unsettled_attempts + 1,
         next_attempt_at = now() + make_interval(secs => ${leaseMs} / 1000.0 * 2 ^ least(d.unsettled_attempts, 7))
    from due, notifications.webhook_endpoints as e
   where d.id = due.id and e.id = d.endpoint_id
  returning d.id, d.tenant_id, d.endpoint_id, d.account_id, d.event_id, d.event_type, e.url, d.body,
            d.attempts, d.attempts_in_schedule, d.unsettled_attempts - 1 as lost_attempts, due.is_failing,
            (select json_agg(json_build_object('id', s.id, 'sealed', encode(s.sealed, 'base64')) order by s.id desc)
               from notifications.webhook_secrets s
              where s.endpoint_id = d.endpoint_id and (s.expires_at is null or s.expires_at > now())) as secrets`;
}

const anyDue = `
  select exists (
           select from notifications.webhook_endpoints e
            where e.enabled and e.deleted_at is null
              and exists (select from notifications.webhook_deliveries
                           where endpoint_id = e.id and status = 'pending' and next_attempt_at <= now())) as due`;

/** Whether any endpoint that is enabled has a delivery due: what an idle process asks, for it costs little. */
export async function isAnyDeliveryDue(database: Database): Promise<boolean> {
  const [row] = await database.query<{ due: boolean }>(anyDue, []);
  return row!.due;
}

/**
 * Takes deliveries that are due and were not under way when a process died, for `leaseMs`: no row lock is held while an
 * attempt is under way, and one that a dying process never wrote down is due again when its lease ends. At most `perEndpoint` at once for each endpoint,
 * those in `underWay` counted, and `limit` altogether; only from endpoints that are `failing`, or only from others.
 */
export async function claimDeliveries(
  unit: UnitOfWork,
  options: {
    underWay: ReadonlyMap<string, number>;
    perEndpoint: number;
    failing: boolean;
    limit: number;
    leaseMs: number;
  },
): Promise<DueDelivery[]> {
  const { underWay, perEndpoint, failing, limit, leaseMs } = options;
  if (limit <= 0) return [];
  const rows = await runParameterized<ClaimedRow>(unit, claim, [
    [...underWay.keys()],
    [...underWay.values()],
    perEndpoint,
    failing,
    limit,
    leaseMs,
  ]);
  return rows.map(toDelivery);
}

/**
 * Takes deliveries whose last attempts, as many as `lost` says, were never written down, and which have been due for
 * `dueForMs`: one of each endpoint that has nothing under way, those first that were lost least often.
 */
export async function claimLostDeliveries(
  unit: UnitOfWork,
  options: Lost & { underWay: ReadonlyMap<string, number>; limit: number; leaseMs: number },
): Promise<DueDelivery[]> {
  const { underWay, least, most, dueForMs, limit, leaseMs } = options;
  if (limit <= 0) return [];
  const values = [[...underWay.keys()], least, most, dueForMs, limit, leaseMs];
  return (await runParameterized<ClaimedRow>(unit, claimLost, values)).map(toDelivery);
}

const toDelivery = (row: ClaimedRow): DueDelivery => ({
  id: idFromUuid('whd', row.id),
  tenantId: row.tenant_id,
  endpointId: row.endpoint_id,
  accountId: row.account_id,
  eventId: row.event_id,
  eventType: row.event_type,
  url: row.url,
  body: row.body,
  secrets: (row.secrets ?? []).map(({ id, sealed }) => ({ id, sealed: Buffer.from(sealed, 'base64') })),
  attempt: row.attempts,
  attemptInSchedule: row.attempts_in_schedule,
  lostAttempts: row.lost_attempts,
  isFailing: row.is_failing,
});
