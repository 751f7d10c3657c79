-- Who changed an account's terms, as transactions name their actor. Old rows have nulls.
alter table ledger.account_changes
  add column actor_id text check (length(actor_id) <= 128),
  add column token_id uuid,
  add column server_request_id uuid,
  add column address inet,
  add column on_behalf_of text check (length(on_behalf_of) <= 128);
