import {
  capturingKinds,
  endsHoldAs,
  onHoldKinds,
  placingKinds,
  reversibleKinds,
  type Check,
} from './lines.ts';

/** The invariants of reversals, holds and the transactions on them. */
export const transactionChecks: readonly Check[] = [
  {
    invariant: 'I5',
    says: 'the triggers that protect posted transactions exist and are enabled',
    sql: `
      select expected.name from unnest(array[
        'transactions_immutable', 'transactions_hold_change', 'transactions_kept', 'transactions_not_truncated',
        'transactions_check_posted', 'transactions_check_child'
      ]) as expected (name)
      left join pg_trigger t on t.tgname = expected.name and t.tgrelid = 'ledger.transactions'::regclass
      where t.tgenabled is null or t.tgenabled not in ('O', 'A')`,
  },
  {
    invariant: 'I5',
    says: 'reversals move money of a completed transaction back, and never more than its amount',
    sql: `
      select original.id, original.type, original.status, original.amount, sum(r.amount) as reversed
      from ledger.transactions r left join ledger.transactions original on original.id = r.parent_id
      where r.type = 'reversal' and r.status = 'completed'
      group by original.id, original.type, original.status, original.amount
      having original.id is null or sum(r.amount) > original.amount
        or original.status <> 'completed' or original.type not in (${reversibleKinds})
        or bool_or(r.from_account_id <> original.to_account_id or r.to_account_id <> original.from_account_id
          or r.tenant_id <> original.tenant_id or r.currency <> original.currency)`,
  },
  {
    invariant: 'I7',
    says: 'captures never exceed the hold, and every hold ends once, with the status that it has',
    sql: `
      with made as (
        select parent_id, coalesce(sum(amount) filter (where type in (${capturingKinds})), 0) as captured,
          count(released_amount) as ends, sum(released_amount) as released,
          min(case when released_amount is not null then ${endsHoldAs} end) as ended_as
        from ledger.transactions where status = 'completed' and type in (${onHoldKinds}) group by 1
      )
      select coalesce(hold.id, made.parent_id) as id, hold.type, hold.status, hold.amount, hold.captured_amount,
        made.captured, made.released, made.ends, made.ended_as
      from (select * from ledger.transactions where type in (${placingKinds}) and status <> 'failed') hold
      full join made on made.parent_id = hold.id
      where hold.id is null or hold.captured_amount > hold.amount
        or hold.captured_amount <> coalesce(made.captured, 0)
        or coalesce(made.ends, 0) <> (case when hold.status = 'held' then 0 else 1 end)
        or (hold.status <> 'held'
          and (made.ended_as is distinct from hold.status or made.captured + made.released <> hold.amount))`,
  },
  {
    invariant: 'I7',
    says: 'the held amount of an account is the rest of its open holds',
    sql: `
      with open as (
        select from_account_id as account_id, sum(amount - captured_amount) as held
        from ledger.transactions where status = 'held' group by 1
      )
      select a.id, a.held, coalesce(open.held, 0) as held_by_open_holds
      from ledger.accounts a left join open on open.account_id = a.id where a.held <> coalesce(open.held, 0)`,
  },
];
