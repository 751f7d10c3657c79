-- Who may call the bank. A key itself is never stored: 256 random bits need no salt and no slow hash.

create table access.api_keys (
  id uuid primary key,
  -- ledger.tenants; no foreign key, so that the two schemas can live in two databases
  tenant_id uuid not null,
  name text not null check (length(name) between 1 and 255),
  -- the first characters of the key, by which people tell their keys apart
  display_prefix text not null check (length(display_prefix) = 8),
  sha256 bytea not null check (length(sha256) = 32),
  scopes text[] not null check (cardinality(scopes) > 0),
  created_at timestamptz not null default now(),
  expires_at timestamptz check (expires_at > created_at),
  revoked_at timestamptz,
  -- to the minute, not to the request
  last_used_at timestamptz
);

create unique index api_keys_sha256 on access.api_keys (sha256);
create index api_keys_of_tenant on access.api_keys (tenant_id, id);
