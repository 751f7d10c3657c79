-- Who changed a key, with the access token, both ids of the request and the address, or which operator; null for changes
-- of before.
alter table access.key_changes add column actor jsonb check (jsonb_typeof(actor) = 'object');
