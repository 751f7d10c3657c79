-- Keys made, rotated and revoked by tenants themselves, over the API.

alter table access.api_keys
  -- the key that was rotated into this one
  add column replaces uuid,
  -- the request that made it, so that the same request again makes no second one
  add column idempotency_key text check (length(idempotency_key) between 1 and 255),
  add column fingerprint bytea check (length(fingerprint) = 32),
  add constraint api_keys_named_request check ((idempotency_key is null) = (fingerprint is null));

create unique index api_keys_request on access.api_keys (tenant_id, idempotency_key)
  where idempotency_key is not null;

-- Who did what to which key. Rows are added, never changed.
create table access.key_changes (
  id uuid primary key,
  tenant_id uuid not null,
  key_id uuid not null references access.api_keys (id),
  change text not null check (change in ('created', 'rotated', 'revoked')),
  -- the key that asked; null is an operator at the database
  made_by uuid references access.api_keys (id),
  -- as in the API's log lines; null where no request asked
  request_id text,
  made_at timestamptz not null
);

create index key_changes_of_key on access.key_changes (key_id, id);
