-- Movements before the account's last ones that nothing after them equals in amount, a line each, as the batch left them:
-- whatever a tenant calls a small movement, the last one that is not small is known. Null: to be searched for in the history.
alter table fraud.history_heads add column peaks text;
