import { exact, type components } from '@florin/http';
import type { AccountSnapshot } from '@florin/ledger';
import { minorUnitDigits } from '@florin/rules';
import { metadataView } from './metadata-view.ts';

/** Formats an account as in the HTTP contract. */
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

/** The entity tag of an account: its version, which changes with every movement. */
export function etagOf({ version }: { version: number }): { etag: string } {
  return { etag: `"${version}"` };
}
