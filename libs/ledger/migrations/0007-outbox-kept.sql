-- What nobody was told yet is not purged: a published row may go, a waiting one never.
create trigger outbox_kept before delete on ledger.outbox
  for each row when (old.published_at is null) execute function ledger.refuse_change();
create trigger outbox_not_truncated before truncate on ledger.outbox
  for each statement execute function ledger.refuse_change();
