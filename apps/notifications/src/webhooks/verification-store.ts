import { idToUuid, runParameterized, type Database, type UnitOfWork } from '@florin/database';
import { actorView, systemActor } from '@florin/rules';
import type { LostRange } from '../attempt-loop.ts';
import { sealedSecrets, signingSecrets, type SealedSecret, type SecretsRow } from './secret-store.ts';

/** An endpoint that is due for a challenge, with all that the challenge needs. Ids are bare UUIDs. */
export type DueChallenge = {
  endpointId: string;
  tenantId: string;
  url: string;
  secrets: SealedSecret[];
  /** The number of this challenge; 1 is the first. */
  attempt: number;
  /** The same, counted since the verification was last requested: its place in the retry schedule. */
  attemptInSchedule: number;
  /** How many challenges in a row before this one were started and never recorded: their process died. */
  lostAttempts: number;
};

/** The result of a challenge, and the new state of its endpoint. */
export type EndedChallenge = {
  challenge: DueChallenge;
  at: Date;
  /** Null when the endpoint answered it. */
  failure: string | null;
  status: 'verified' | 'pending' | 'failed';
  /** The time until the next challenge; null unless the endpoint is pending. */
  retryMs: number | null;
};

type ClaimedRow = SecretsRow & {
  id: string;
  tenant_id: string;
  url: string;
  challenges: number;
  challenges_in_schedule: number;
  lost_attempts: number;
};

const due = `e.verification = 'pending' and e.enabled and e.deleted_at is null and e.unsettled_challenges between $5 and $6
  and e.next_challenge_at <= now() - make_interval(secs => $7 / 1000.0)`;

/* A tenant may register hosts that hang, so that each tenant has its own few places. */
const claim = `
  with busy as (select * from unnest($1::uuid[], $2::integer[]) as b (tenant_id, challenges)),
  waiting as (
    select e.id, row_number() over (partition by e.tenant_id order by e.next_challenge_at) + coalesce(busy.challenges, 0) as place
      from notifications.webhook_endpoints e left join busy on busy.tenant_id = e.tenant_id
     where ${due}),
  due as (
    select e.id from notifications.webhook_endpoints e join waiting on waiting.id = e.id and waiting.place <= $3
     where ${due} order by random() limit $4 for update of e skip locked)
  update notifications.webhook_endpoints as e
     set challenges = e.challenges + 1, challenges_in_schedule = e.challenges_in_schedule + 1,
         unsettled_challenges = e.unsettled_challenges + 1,
         next_challenge_at = now() + make_interval(secs => $8 / 1000.0 * 2 ^ least(e.unsettled_challenges, 7))
    from due where e.id = due.id
  returning e.id, e.tenant_id, e.url, e.challenges, e.challenges_in_schedule,
            e.unsettled_challenges - 1 as lost_attempts, ${signingSecrets('e.id')}`;

const anyDue = `
  select exists (select from notifications.webhook_endpoints
                  where verification = 'pending' and enabled and deleted_at is null and next_challenge_at <= now()) as due`;

/** Whether any endpoint is due for a challenge. An idle process polls this: it is a cheap index lookup. */
export async function isAnyChallengeDue(database: Database): Promise<boolean> {
  const [row] = await database.query<{ due: boolean }>(anyDue, []);
  return row?.due === true;
}

/**
 * Claims endpoints that are due for a challenge, under a lease of `leaseMs`: at most `limit` in total and `perTenant` of each
 * tenant, including those in `underWay`. Without `lost` it skips endpoints whose last challenge was lost with its process;
 * with `lost` it claims only those.
 */
export async function claimChallenges(
  unit: UnitOfWork,
  options: {
    underWay: ReadonlyMap<string, number>;
    perTenant: number;
    limit: number;
    leaseMs: number;
    lost?: LostRange | undefined;
  },
): Promise<DueChallenge[]> {
  const { underWay, perTenant, limit, leaseMs, lost = { min: 0, max: 0, dueForMs: 0 } } = options;
  if (limit <= 0) return [];
  const rows = await runParameterized<ClaimedRow>(unit, claim, [
    [...underWay.keys()],
    [...underWay.values()],
    perTenant,
    limit,
    lost.min,
    lost.max,
    lost.dueForMs,
    leaseMs,
  ]);
  return rows.map((row) => ({
    endpointId: row.id,
    tenantId: row.tenant_id,
    url: row.url,
    secrets: sealedSecrets(row),
    attempt: row.challenges,
    attemptInSchedule: row.challenges_in_schedule,
    lostAttempts: row.lost_attempts,
  }));
}

const byThisApp = JSON.stringify(actorView(systemActor('webhooks')));

/**
 * Records the results of challenges, and as a change by this app what endpoints have become by them. The result of a
 * challenge whose lease has passed to a later one is ignored, and so is that of a challenge to a URL which the endpoint no
 * longer has.
 */
export async function settleChallenges(unit: UnitOfWork, ended: readonly EndedChallenge[]): Promise<void> {
  await runParameterized(
    unit,
    `with ended as (
       select e.id, s.status, s.at, s.failure, s.retry_ms
         from unnest($1::uuid[], $2::integer[], $3::text[], $4::text[], $5::timestamptz[], $6::text[], $7::bigint[])
           as s (id, number, url, status, at, failure, retry_ms)
         join notifications.webhook_endpoints e on e.id = s.id
        where e.verification = 'pending' and e.challenges = s.number and e.url = s.url
        order by e.id for update of e),
     updated as (
       update notifications.webhook_endpoints as e
          set verification = s.status, unsettled_challenges = 0,
              verified_at = case s.status when 'verified' then now() end,
              failing_since = case s.status when 'verified' then null else e.failing_since end,
              next_challenge_at = case s.status when 'pending' then now() + make_interval(secs => s.retry_ms / 1000.0) end,
              last_challenge_at = s.at, last_challenge_failure = s.failure,
              events_missed_since = case when s.status = 'failed' and e.events_missed_since is null then now()
                                         else e.events_missed_since end
         from ended as s where e.id = s.id
       returning e.tenant_id, e.id, e.verification)
     insert into notifications.webhook_endpoint_changes (tenant_id, endpoint_id, change, before, after, actor)
     select tenant_id, id, case verification when 'verified' then 'verified' else 'verification_failed' end,
            '{"verification": "pending"}', jsonb_build_object('verification', verification), $8::jsonb
       from updated where verification <> 'pending'`,
    [
      ended.map(({ challenge }) => challenge.endpointId),
      ended.map(({ challenge }) => challenge.attempt),
      ended.map(({ challenge }) => challenge.url),
      ended.map(({ status }) => status),
      ended.map(({ at }) => at.toISOString()),
      ended.map(({ failure }) => failure),
      ended.map(({ retryMs }) => retryMs),
      byThisApp,
    ],
  );
}

/** Makes a challenge due now, at the start of the schedule. An endpoint that is verified stays as it is. */
export async function requestVerification(
  unit: UnitOfWork,
  { tenantId, id }: { tenantId: string; id: string },
): Promise<void> {
  await runParameterized(
    unit,
    `update notifications.webhook_endpoints
        set verification = 'pending', next_challenge_at = now(), challenges_in_schedule = 0, unsettled_challenges = 0
      where tenant_id = $1 and id = $2 and deleted_at is null and verification <> 'verified'`,
    [idToUuid(tenantId), idToUuid(id)],
  );
}

/** Forgets what was proved about another URL: the endpoint is pending, or verified without a proof if none is `required`. */
export async function beginVerification(unit: UnitOfWork, id: string, required: boolean): Promise<void> {
  await runParameterized(
    unit,
    `update notifications.webhook_endpoints
        set verification = case when $2 then 'pending' else 'verified' end,
            next_challenge_at = case when $2 then now() end,
            verified_at = null, last_challenge_at = null, last_challenge_failure = null,
            challenges_in_schedule = 0, unsettled_challenges = 0, events_missed_since = null
      where id = $1`,
    [idToUuid(id), required],
  );
}

/** Counts every endpoint as verified, where proofs were switched off, and records for which ones that is new. */
export async function acceptUnverified(unit: UnitOfWork): Promise<void> {
  await runParameterized(
    unit,
    `with known as (
       select id, verification from notifications.webhook_endpoints
        where verification <> 'verified' order by id for update),
     accepted as (
       update notifications.webhook_endpoints as e set verification = 'verified', next_challenge_at = null
         from known where e.id = known.id
       returning e.tenant_id, e.id, known.verification)
     insert into notifications.webhook_endpoint_changes (tenant_id, endpoint_id, change, before, after, actor)
     select tenant_id, id, 'verified', jsonb_build_object('verification', verification),
            '{"verification": "verified"}', $1::jsonb
       from accepted`,
    [byThisApp],
  );
}
