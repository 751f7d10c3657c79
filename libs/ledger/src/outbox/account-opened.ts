import { runParameterized } from '@florin/database';
import type { AccountsLifecycle } from '@florin/events';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { Account } from '../entities/account.ts';

/** The commit's outbox row for an account that was opened in it. */
export async function recordAccountOpened(em: SqlEntityManager, account: Account): Promise<void> {
  const data: AccountsLifecycle['data'] = {
    account_id: account.id,
    tenant_id: account.tenantId,
    change: 'opened',
    status: account.status,
    currency: account.currency,
    overdraft_limit: account.overdraftLimit,
    external_id: account.externalId ?? null,
    name: account.name ?? null,
    account_version: account.version,
    occurred_at: account.createdAt.toISOString(),
  };
  await runParameterized(em, 'insert into ledger.outbox (account_events) values ($1::jsonb)', [
    JSON.stringify([data]),
  ]);
}
