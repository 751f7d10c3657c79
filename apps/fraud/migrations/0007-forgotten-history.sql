-- Up to when the purge has forgotten what a tenant's accounts did, but for peaks: a back-test says so.
create table fraud.forgotten_history (
  tenant_id uuid        not null,
  outcome   text        not null,
  -- Event time; everything from then on is there.
  until     timestamptz not null,
  primary key (tenant_id, outcome)
);
