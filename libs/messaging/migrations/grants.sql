-- Who may do what in the schema event_log: everything that is not here is refused. Applied after the migrations, as a whole.
-- No app has a right to the tables. The functions check the table access, which repeats topicAccess of libs/events.

grant usage on schema event_log
  to florin_worker, florin_fraud, florin_notifications, florin_analytics, florin_reads_all_tenants;
grant select on event_log.migrations
  to florin_worker, florin_fraud, florin_notifications, florin_analytics, florin_reads_all_tenants;

grant execute on function event_log.create_topic, event_log.topic_sizes, event_log.append, event_log.append_at, event_log.bounds,
  event_log.offsets_since, event_log.committed, event_log.has_members, event_log.use_log, event_log.may_publish
  to florin_worker, florin_fraud, florin_notifications, florin_analytics, florin_reads_all_tenants;
grant execute on function event_log.read, event_log.hold, event_log.advance, event_log.leave
  to florin_fraud, florin_notifications, florin_analytics, florin_reads_all_tenants;
grant execute on function event_log.move_group to florin_reads_all_tenants;
grant execute on function event_log.drop_months_before to florin_worker;

delete from event_log.access;
insert into event_log.access (role, action, name)
select 'florin_' || granted.role, granted.action, trim(name)
from (values
  ('worker', 'create', 'transactions.completed, transactions.failed, transactions.holds, accounts.lifecycle'),
  ('worker', 'create', 'fraud.alerts, notifications.deliveries'),
  ('worker', 'write', 'transactions.completed, transactions.failed, transactions.holds, accounts.lifecycle'),
  ('fraud', 'create', 'fraud.alerts'),
  ('fraud', 'write', 'fraud.alerts'),
  ('fraud', 'read', 'transactions.completed, transactions.failed, transactions.holds, accounts.lifecycle'),
  ('fraud', 'group', 'fraud, fraud-*'),
  ('notifications', 'create', 'notifications.deliveries'),
  ('notifications', 'write', 'notifications.deliveries'),
  ('notifications', 'read', 'transactions.completed, transactions.failed, transactions.holds, accounts.lifecycle'),
  ('notifications', 'read', 'fraud.alerts'),
  ('notifications', 'group', 'notifications, notifications-*'),
  ('analytics', 'read', 'transactions.completed, transactions.failed, transactions.holds, accounts.lifecycle'),
  ('analytics', 'group', 'analytics, analytics-*'),
  -- Operators, who publish events again.
  ('reads_all_tenants', 'write', '*'),
  ('reads_all_tenants', 'read', '*'),
  ('reads_all_tenants', 'group', '*')
) as granted (role, action, names), unnest(string_to_array(granted.names, ',')) as name;
