import { minorUnitDigits } from '@florin/events';
import { exact, type components } from '@florin/http';
import type { AccountSnapshot } from '@florin/ledger';
import { metadataView } from './metadata-view.ts';

/** An account as the contract shows it. */
export function accountView(account: AccountSnapshot): components['schemas']['Account'] {
  return {
    id: account.id,
    currency: account.currency,
    currency_exponent: minorUnitDigits(account.currency),
    balance: account.balance,
    held: account.held,
    ...exact('available', account.available),
    overdraft_limit: account.overdraftLimit,
    movement_limit: account.movementLimit ?? null,
    daily_limit: account.dailyLimit ?? null,
    status: account.status,
    external_id: account.externalId,
    name: account.name,
    metadata: metadataView(account.metadata),
    version: account.version,
    created_at: account.createdAt,
    updated_at: account.updatedAt,
  };
}

/** A weak entity tag would say less: the version changes with every movement and with nothing else that is money. */
export function etagOf({ version }: { version: number }): { etag: string } {
  return { etag: `"${version}"` };
}
