-- An endpoint proves that it wants events: it answers a signed challenge. Endpoints from before count as verified, and so
-- does one that the previous version inserts while this one starts.
alter table notifications.webhook_endpoints
  add column verification text not null default 'verified' check (verification in ('pending', 'verified', 'failed')),
  -- When it answered; null where it never had to.
  add column verified_at timestamptz,
  -- All challenges there ever were: the number of the latest one.
  add column challenges integer not null default 0 check (challenges >= 0),
  -- Those since the verification was last requested: how far it is in the schedule.
  add column challenges_in_schedule integer not null default 0 check (challenges_in_schedule >= 0),
  -- Those whose result was not recorded, in a row: their process died.
  add column unsettled_challenges integer not null default 0 check (unsettled_challenges >= 0),
  -- When the next challenge is due; while one is in progress, when it counts as lost.
  add column next_challenge_at timestamptz,
  add column last_challenge_at timestamptz,
  add column last_challenge_failure text,
  -- From when on events were not kept for it, because too many waited already, or it had failed.
  add column events_missed_since timestamptz,
  add check ((verification = 'pending') = (next_challenge_at is not null));
-- Next to nothing is in it.
create index webhook_endpoints_unverified on notifications.webhook_endpoints (next_challenge_at)
  where verification = 'pending';
