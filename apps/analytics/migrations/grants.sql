-- Who may do what in the schema analytics: everything that is not here is refused. Applied after the migrations, as a whole.

grant usage on schema analytics to florin_analytics;
grant select on analytics.migrations to florin_analytics;

grant select, insert, update on analytics.hourly, analytics.hourly_failures, analytics.hourly_account_changes,
  analytics.account_hours, analytics.daily_accounts, analytics.accounts to florin_analytics;
grant select, insert on analytics.account_days, analytics.account_months, analytics.processed_events
  to florin_analytics;
