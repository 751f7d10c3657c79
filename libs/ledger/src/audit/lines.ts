import { kinds, typesWhere } from '@florin/rules';

export type Check = { invariant: string; says: string; sql: string };

/** The kinds with this property, as an SQL list. */
function listOf(...hasProperty: Parameters<typeof typesWhere>): string {
  return typesWhere(...hasProperty)
    .map((name) => `'${name}'`)
    .join(', ');
}

export const movingKinds = listOf(({ movesMoney }) => movesMoney);
export const reversibleKinds = listOf(({ reversible }) => reversible);
export const placingKinds = listOf(({ changesHold }) => changesHold === 'placed');
/** The kinds whose parent is a hold. */
export const onHoldKinds = listOf(({ changesHold }) => changesHold !== null && changesHold !== 'placed');
export const capturingKinds = listOf(({ changesHold }) => changesHold === 'captured');

/** The final status of a hold that a row of this kind ends. */
export const endsHoldAs = `case type ${Object.entries(kinds)
  .map(([name, { changesHold }]) => `when '${name}' then '${changesHold}'`)
  .join(' ')} end`;

const moved = `case when type in (${movingKinds}) then amount else 0 end`;

/** Every transaction once per account that it changed, with the changes and the state after it. */
export const lines = `
  lines as (
    select from_account_id as account_id, from_account_version as version, id, created_at, outbox_id,
      from_balance_after as balance_after, coalesce(from_held_after, 0) as held_after,
      -(${moved}) as change,
      case
        when type in (${placingKinds}) then amount
        when type in (${onHoldKinds}) then -(${moved}) - coalesce(released_amount, 0)
        else 0
      end as held_change
    from ledger.transactions where from_account_version is not null
    union all
    select to_account_id, to_account_version, id, created_at, outbox_id,
      to_balance_after, coalesce(to_held_after, 0), ${moved}, 0
    from ledger.transactions where to_account_version is not null
  )`;
