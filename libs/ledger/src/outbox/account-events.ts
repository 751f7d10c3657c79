import { runParameterized } from '@florin/database';
import type { AccountsLifecycle } from '@florin/events';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { randomUUID } from 'node:crypto';
import type { Account } from '../entities/account.ts';

/** What may become of an account, in the words of its events. */
export type AccountChange = 'opened' | 'updated' | 'frozen' | 'unfrozen' | 'closed';

/** An event as it stands in the outbox: its data, and its id where the account and the change do not make one. */
export type RecordedAccountEvent = AccountsLifecycle['data'] & { event_id?: string };

/**
 * The commit's outbox row for what became of an account in it. An account is opened once; whatever may happen again gets
 * an id that is made here and kept in the row, so that telling it twice is the same event.
 */
export async function recordAccountEvents(
  em: SqlEntityManager,
  account: Account,
  changes: readonly AccountChange[],
): Promise<void> {
  const events = changes.map((change): RecordedAccountEvent => {
    const data = dataOf(account, change);
    return change === 'opened' ? data : { ...data, event_id: `${account.id}:${change}:${randomUUID()}` };
  });
  await runParameterized(em, 'insert into ledger.outbox (account_events) values ($1::jsonb)', [
    JSON.stringify(events),
  ]);
}

function dataOf(account: Account, change: AccountChange): AccountsLifecycle['data'] {
  return {
    account_id: account.id,
    tenant_id: account.tenantId,
    change,
    status: account.status,
    currency: account.currency,
    overdraft_limit: account.overdraftLimit,
    movement_limit: account.movementLimit ?? null,
    daily_limit: account.dailyLimit ?? null,
    external_id: account.externalId ?? null,
    name: account.name ?? null,
    account_version: account.version,
    occurred_at: account.updatedAt.toISOString(),
  };
}
