alter table fraud.history
  -- The ledger's word for the movement; null for rows of before, which say it by direction and internal.
  add column type            text,
  add column counterparty_id uuid,
  -- The order in which movements arrived: a back-test takes them in as the rules did.
  add column arrival         bigint generated always as identity,
  drop constraint history_outcome_check,
  add constraint history_outcome_check check (outcome in ('completed', 'failed', 'held'));
-- What a back-test reads: one tenant's movements of one outcome in a period. Rows come at its end.
create index history_by_tenant on fraud.history (tenant_id, outcome, occurred_at);

-- What tenants have said about their rules; what they have not is the default of the program.
create table fraud.rules (
  tenant_id  uuid        not null,
  id         text        not null,
  enabled    boolean     not null,
  severity   text        not null check (severity in ('low', 'medium', 'high')),
  action     text        not null check (action in ('none', 'freeze')),
  parameters jsonb       not null,
  -- Counts the changes; 0 would be the default.
  version    integer     not null check (version > 0),
  updated_at timestamptz not null,
  primary key (tenant_id, id)
);

-- Who changed a rule, when, from what to what. Written with the change, never changed.
create table fraud.rule_changes (
  tenant_id     uuid        not null,
  rule          text        not null,
  version       integer     not null,
  changed_at    timestamptz not null,
  credential_id text        not null,
  request_id    text        not null,
  before        jsonb       not null,
  after         jsonb       not null,
  primary key (tenant_id, rule, version)
);

alter table fraud.alerts
  -- What the evidence was, so that it can be shown when the history has forgotten it; null for alerts of before.
  add column evidence_movements jsonb,
  add column state           text not null default 'open' check (state in ('open', 'confirmed', 'dismissed')),
  add column note            text,
  add column decided_at      timestamptz,
  add column decided_by      text,
  -- The idempotency key of the request that decided, so that its retry gets the same answer.
  add column decision_key    text,
  add column action          text not null default 'none' check (action in ('none', 'freeze')),
  add column action_status   text check (action_status in ('pending', 'done', 'failed')),
  add column action_attempts integer not null default 0,
  -- The first attempt: a freeze that is seen after it may be this alert's own.
  add column action_tried_at timestamptz,
  -- When it is due again; whoever works on it moves this into the future first.
  add column action_due_at   timestamptz,
  add column action_at       timestamptz,
  add column action_detail   text,
  add constraint alerts_decided check ((state = 'open') = (decided_at is null)),
  add constraint alerts_action check ((action = 'none') = (action_status is null));
create index alerts_by_state on fraud.alerts (tenant_id, state, raised_at desc, id desc);
create index alerts_with_due_action on fraud.alerts (action_due_at) where action_status = 'pending';

-- What has happened to the alert; the columns say how it stood then, however late this is published.
alter table fraud.outbox
  add column change        text not null default 'raised',
  add column changed_at    timestamptz,
  add column state         text not null default 'open',
  add column action_status text;

-- When the bank last told that an account was frozen, by whomever.
create table fraud.frozen_accounts (
  account_id uuid        primary key,
  frozen_at  timestamptz not null
);
