-- Which batch was the last to add to an account's history: tells a process whether what it has in memory is still all.
create table fraud.history_heads (
  account_id uuid not null,
  outcome    text not null,
  -- Made by the batch at random; nobody else can have written the same.
  batch      uuid not null,
  primary key (account_id, outcome)
) with (fillfactor = 70);
