import { runParameterized } from '@florin/database';
import type { AccountsLifecycle } from '@florin/events';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { randomUUID } from 'node:crypto';
import type { Account } from '../entities/account.ts';
import type { RequestContext } from '../posting/command.ts';
import { actorOfEvent } from './caller-fields.ts';

/** A change of an account, as its events name it. */
export type AccountChange = 'opened' | 'updated' | 'frozen' | 'unfrozen' | 'closed';

/** An event in the outbox: its data, and its id unless the account and the change determine it. */
export type RecordedAccountEvent = AccountsLifecycle['data'] & { event_id?: string };

const insert = 'insert into ledger.outbox (account_events, traceparent) values ($1::jsonb, $2)';

/**
 * Inserts the outbox row for the changes of an account in this unit of work. An account is opened once. A change that can
 * happen again gets an id that is stored in the row, so that publishing it twice is the same event.
 */
export async function recordAccountEvents(
  em: SqlEntityManager,
  account: Account,
  changes: readonly AccountChange[],
  { actor, traceparent }: Pick<RequestContext, 'actor' | 'traceparent'>,
): Promise<void> {
  const events = changes.map((change): RecordedAccountEvent => {
    const data = { ...dataOf(account, change), actor: actorOfEvent(actor) };
    return change === 'opened' ? data : { ...data, event_id: `${account.id}:${change}:${randomUUID()}` };
  });
  await runParameterized(em, insert, [JSON.stringify(events), traceparent ?? null]);
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
