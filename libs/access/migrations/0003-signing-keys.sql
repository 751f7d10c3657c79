-- What access tokens are signed with. Several processes share them; the newest ones sign, all that did may still verify.
create table access.signing_keys (
  id uuid primary key,
  -- for everybody (RFC 7517)
  public_jwk jsonb not null,
  -- the private half, encrypted (RFC 7516) with what the API's processes share
  sealed_private_key text not null,
  created_at timestamptz not null,
  -- when an operator ended it; what it signed does not work any more
  ended_at timestamptz
);

create index signing_keys_age on access.signing_keys (created_at);
