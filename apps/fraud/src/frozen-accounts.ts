import { idToUuid, runParameterized, type UnitOfWork } from '@florin/database';
import type { FlorinEvent } from '@florin/events';

/**
 * Remembers when the bank told that accounts were frozen. An attempt to freeze whose answer was lost can so be told
 * from one that never arrived, even if somebody has unfrozen the account in between.
 */
export async function recordFreezes(unit: UnitOfWork, events: readonly FlorinEvent[]): Promise<void> {
  const freezes = new Map<string, string>();
  for (const event of events) {
    if (event.type !== 'florin.accounts.lifecycle.v1' || event.data.change !== 'frozen') continue;
    const account = idToUuid(event.data.account_id);
    const known = freezes.get(account);
    if (known === undefined || known < event.data.occurred_at) freezes.set(account, event.data.occurred_at);
  }
  if (freezes.size === 0) return;
  await runParameterized(
    unit,
    `insert into fraud.frozen_accounts (account_id, frozen_at) select * from unnest($1::uuid[], $2::timestamptz[])
     on conflict (account_id) do update set frozen_at = greatest(frozen_accounts.frozen_at, excluded.frozen_at)`,
    [[...freezes.keys()], [...freezes.values()]],
  );
}
