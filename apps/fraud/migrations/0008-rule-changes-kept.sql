-- The audit trail says what was, also to those who would like it to have been otherwise.
create function fraud.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit trail is append-only: % on %.% refused', tg_op, tg_table_schema, tg_table_name
    using errcode = '23514', constraint = 'audit_trail_append_only';
end $$;

create trigger rule_changes_immutable before update or delete on fraud.rule_changes
  for each row execute function fraud.refuse_change();
create trigger rule_changes_not_truncated before truncate on fraud.rule_changes
  for each statement execute function fraud.refuse_change();
