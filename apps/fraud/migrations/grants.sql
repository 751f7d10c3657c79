-- Who may do what in the schema fraud: everything that is not here is refused. Applied after the migrations, as a whole.

grant usage on schema fraud to florin_fraud;
grant select on fraud.migrations to florin_fraud;

grant select, insert, delete on fraud.history to florin_fraud;
grant select, insert, update on fraud.history_heads, fraud.forgotten_history, fraud.frozen_accounts to florin_fraud;
grant select, insert, delete on fraud.circle_searches, fraud.outbox to florin_fraud;
-- To lock rows before they are deleted, PostgreSQL wants the right to update a column.
grant update (recorded_at) on fraud.history to florin_fraud;
grant update (id) on fraud.circle_searches to florin_fraud;
-- What an alert states is never rewritten; what becomes of it is.
grant select, insert on fraud.alerts to florin_fraud;
grant update (state, note, decided_at, decided_by, decision_key, action_status, action_attempts, action_tried_at,
  action_due_at, action_at, action_detail) on fraud.alerts to florin_fraud;
grant select, insert, update on fraud.rules to florin_fraud;
-- An audit trail: rows are added, never changed.
grant select, insert on fraud.rule_changes, fraud.alert_changes to florin_fraud;
-- A role that reads the view needs the same right on the tables under it.
grant select on fraud.audit_log to florin_fraud, florin_manages_all_tenants;
grant usage on schema fraud to florin_manages_all_tenants;
grant select on fraud.rule_changes, fraud.alert_changes to florin_manages_all_tenants;
grant select, insert on fraud.processed_events to florin_fraud;
