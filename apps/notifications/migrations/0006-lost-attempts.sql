-- Attempts that were begun since one was last written down. More than none, and due: the process that made the attempt
-- died, perhaps of it. Such a delivery is made later than all others, and one at a time when it happens again.
alter table notifications.webhook_deliveries
  add column unsettled_attempts integer not null default 0 check (unsettled_attempts >= 0);
alter table notifications.notifications
  add column unsettled_attempts integer not null default 0 check (unsettled_attempts >= 0);
-- Next to nothing is in them: what is under way, and what a process that died has left.
create index webhook_deliveries_unsettled on notifications.webhook_deliveries (endpoint_id, next_attempt_at)
  where status = 'pending' and unsettled_attempts > 0;
create index notifications_unsettled on notifications.notifications (next_attempt_at)
  where status = 'pending' and unsettled_attempts > 0;
