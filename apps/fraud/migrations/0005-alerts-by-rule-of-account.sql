-- Whether a rule has spoken about an account lately is asked for every account of a batch and each of its rules: of an
-- account with hundreds of alerts, those of one rule and one span of time.
create index alerts_by_account_and_rule on fraud.alerts (account_id, rule, raised_at);
