-- Who may do what in the schema notifications: everything that is not here is refused. Applied after the migrations, as a whole.
-- Row security is on every table: rows without a tenant are as visible as what they reference, or for work about all tenants.

grant usage on schema notifications to florin_notifications;
grant select on notifications.migrations to florin_notifications;

grant select, insert, update, delete on notifications.notifications, notifications.webhook_deliveries,
  notifications.webhook_secrets to florin_notifications;
grant select, insert, update on notifications.webhook_endpoints, notifications.preferences to florin_notifications;
grant select, insert on notifications.accounts, notifications.webhook_attempts, notifications.processed_events
  to florin_notifications;
grant select, insert, delete on notifications.outbox to florin_notifications;
-- An audit trail: rows are added, never changed.
grant select, insert on notifications.webhook_endpoint_changes, notifications.preference_changes to florin_notifications;
-- A role that reads the view needs the same right on the tables under it.
grant select on notifications.audit_log to florin_notifications, florin_manages_all_tenants;
grant usage on schema notifications to florin_manages_all_tenants;
grant select on notifications.webhook_endpoint_changes, notifications.preference_changes to florin_manages_all_tenants;
