-- Transfers that were taken in and along which nobody has searched for circles yet: one row a batch, gone once it is done.
create table fraud.circle_searches (
  id        bigint generated always as identity primary key,
  transfers jsonb  not null
);
