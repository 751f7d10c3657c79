import { idFromUuid, runParameterized, type Database, type UnitOfWork } from '@florin/database';
import type { LostRange } from '../attempt-loop.ts';
import { sealedSecrets, signingSecrets, type SealedSecret, type SecretsRow } from './secret-store.ts';

/** A delivery that is due, with all that its attempt needs. */
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
  secrets: SealedSecret[];
  /** The number of this attempt; 1 is the first. */
  attempt: number;
  /** The same, counted since the last replay: its place in the retry schedule. */
  attemptInSchedule: number;
  /** How many attempts in a row before this one were started and never recorded: their process died. */
  lostAttempts: number;
  /** Whether the endpoint has failed since it last succeeded. */
  isFailing: boolean;
  /** The span that handled the event, if it was traced. */
  traceparent?: string | undefined;
};

type ClaimedRow = SecretsRow & {
  id: string;
  tenant_id: string;
  endpoint_id: string;
  account_id: string | null;
  event_id: string;
  event_type: string;
  url: string;
  body: string;
  attempts: number;
  attempts_in_schedule: number;
  lost_attempts: number;
  is_failing: boolean;
  traceparent: string | null;
};

/*
 * The due deliveries of each endpoint are read by index, so that a thousand that wait for one endpoint do not slow down
 * the others. The random order keeps any endpoint from being preferred. When two attempts in a row at a delivery were lost
 * with their processes, the endpoint may be the cause, so its other deliveries wait until that one has ended.
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
     where e.enabled and e.deleted_at is null and e.verification = 'verified' and (e.failing_since is not null) = $4
       and not exists (select from notifications.webhook_deliveries
                        where endpoint_id = e.id and status = 'pending' and unsettled_attempts > 1)
     order by random() limit $5)
  ${takeDue('$6')}`;

/* One delivery per endpoint, and none for an endpoint with another attempt in progress in this process. */
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
     where e.enabled and e.deleted_at is null and e.verification = 'verified' and e.id <> all($1::uuid[])
     order by lost.attempts, random() limit $5)
  ${takeDue('$6')}`;

/* The lease doubles with every lost attempt, so that a delivery that kills its process does so ever less often. */
function takeDue(leaseMs: string): string {
  return `
  update notifications.webhook_deliveries as d
     set attempts = d.attempts + 1, attempts_in_schedule = d.attempts_in_schedule + 1,
         unsettled_attempts = d.unsettled_attempts + 1,
         next_attempt_at = now() + make_interval(secs => ${leaseMs} / 1000.0 * 2 ^ least(d.unsettled_attempts, 7))
    from due, notifications.webhook_endpoints as e
   where d.id = due.id and e.id = d.endpoint_id
  returning d.id, d.tenant_id, d.endpoint_id, d.account_id, d.event_id, d.event_type, e.url, d.body, d.traceparent,
            d.attempts, d.attempts_in_schedule, d.unsettled_attempts - 1 as lost_attempts, due.is_failing,
            ${signingSecrets('d.endpoint_id')}`;
}

const anyDue = `
  select exists (
           select from notifications.webhook_endpoints e
            where e.enabled and e.deleted_at is null and e.verification = 'verified'
              and exists (select from notifications.webhook_deliveries
                           where endpoint_id = e.id and status = 'pending' and next_attempt_at <= now())) as due`;

/** Whether any endpoint that is enabled and verified has a delivery due. An idle process polls this: it is cheap. */
export async function isAnyDeliveryDue(database: Database): Promise<boolean> {
  const [row] = await database.query<{ due: boolean }>(anyDue, []);
  return row?.due === true;
}

/**
 * Claims due deliveries of verified endpoints whose last attempt was not lost. The claim is a lease of `leaseMs`, so no row lock is held during
 * an attempt: if the process dies before it records the result, the delivery is due again when its lease ends. Claims at
 * most `limit` in total and `perEndpoint` for each endpoint, including those in `underWay`; from endpoints that are
 * `failing`, or from all others.
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
 * Claims deliveries whose last `min` to `max` attempts were lost and that have been due for `dueForMs`: one for each
 * endpoint that has no attempt in progress, least often lost first.
 */
export async function claimLostDeliveries(
  unit: UnitOfWork,
  options: LostRange & { underWay: ReadonlyMap<string, number>; limit: number; leaseMs: number },
): Promise<DueDelivery[]> {
  const { underWay, min, max, dueForMs, limit, leaseMs } = options;
  if (limit <= 0) return [];
  const values = [[...underWay.keys()], min, max, dueForMs, limit, leaseMs];
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
  secrets: sealedSecrets(row),
  attempt: row.attempts,
  attemptInSchedule: row.attempts_in_schedule,
  lostAttempts: row.lost_attempts,
  isFailing: row.is_failing,
  traceparent: row.traceparent ?? undefined,
});
