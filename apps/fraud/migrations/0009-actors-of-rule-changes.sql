-- Who changed a rule, with the access token, both ids of the request and the address; null for changes of before.
alter table fraud.rule_changes add column actor jsonb check (jsonb_typeof(actor) = 'object');
