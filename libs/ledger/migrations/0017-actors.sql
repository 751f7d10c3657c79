-- Who made each transaction. The columns are on the row and not in a table of requests: that would be one more insert in
-- every commit, while a null takes no space, and the values that a batch shares are sent once. Old rows have nulls.
alter table ledger.transactions
  -- An API key's id, `operator:` and a name, or `system:` and a part of the bank.
  add column actor_id text,
  -- The access token by which the key acted.
  add column token_id uuid,
  -- The server's id of the request, where request_id is the client's; otherwise request_id is the server's.
  add column server_request_id uuid,
  add column address inet,
  -- For whom the system acted: who scheduled a transaction.
  add column on_behalf_of text,
  add constraint transactions_actor check (length(actor_id) <= 128 and length(on_behalf_of) <= 128) not valid;

alter table ledger.scheduled_transactions
  add column actor_id text check (length(actor_id) <= 128),
  add column token_id uuid,
  add column server_request_id uuid,
  add column address inet,
  add column on_behalf_of text check (length(on_behalf_of) <= 128);
