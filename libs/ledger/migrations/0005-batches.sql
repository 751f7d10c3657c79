-- What a batch of movements was answered, so that a repetition of its key gets the same answer for ever. The movements
-- themselves are transactions like any other; the first of them carries the batch's key as well.
create table ledger.batches (
  id uuid primary key,
  tenant_id uuid not null,
  atomic boolean not null,
  -- Of an atomic batch that was refused: which of its movements was, counted from 0.
  refused_at integer check (refused_at between 0 and 999),
  -- One a movement, in order: {"transaction_id"} of what was recorded, or {"code", "message"} where nothing was.
  results jsonb not null check (jsonb_array_length(results) between 1 and 1000),
  idempotency_key text check (length(idempotency_key) between 1 and 255),
  fingerprint bytea,
  request_id text check (length(request_id) <= 128),
  created_at timestamptz not null,
  constraint batches_fingerprint check ((idempotency_key is null) = (fingerprint is null)),
  constraint batches_refused check (refused_at is null or (atomic and jsonb_array_length(results) = 1))
);

create unique index batches_idempotency_key on ledger.batches (tenant_id, idempotency_key)
  where idempotency_key is not null;

create trigger batches_kept before update or delete on ledger.batches
  for each row execute function ledger.refuse_change();
create trigger batches_not_truncated before truncate on ledger.batches
  for each statement execute function ledger.refuse_change();
