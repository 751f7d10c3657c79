-- When it was made here: the event's own time may be long ago, after a replay.
alter table notifications.notifications add column recorded_at timestamptz not null default now();
-- Rows come in this order: a BRIN index finds the oldest and costs inserts next to nothing.
create index notifications_recorded_at on notifications.notifications using brin (recorded_at) with (autosummarize = on);
