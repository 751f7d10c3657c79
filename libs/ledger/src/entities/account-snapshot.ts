import { type AccountStatus, availableOf, type ExactInteger, type Metadata } from '@florin/rules';
import type { Account } from './account.ts';

/** An account at one moment. Money in minor units of `currency`; times in RFC 3339, UTC. */
export type AccountSnapshot = {
  id: string;
  status: AccountStatus;
  currency: string;
  balance: number;
  held: number;
  available: ExactInteger;
  overdraftLimit: number;
  /** Null means no limit. Missing in the stored answers of openings from before limits existed. */
  movementLimit?: number | null;
  dailyLimit?: number | null;
  version: number;
  externalId: string | null;
  name: string | null;
  metadata: Metadata;
  createdAt: string;
  updatedAt: string;
};

export function snapshotOf(account: Account): AccountSnapshot {
  return {
    id: account.id,
    status: account.status,
    currency: account.currency,
    balance: account.balance,
    held: account.held,
    available: availableOf(account),
    overdraftLimit: account.overdraftLimit,
    movementLimit: account.movementLimit ?? null,
    dailyLimit: account.dailyLimit ?? null,
    version: account.version,
    externalId: account.externalId ?? null,
    name: account.name ?? null,
    metadata: account.metadata,
    createdAt: account.createdAt.toISOString(),
    updatedAt: account.updatedAt.toISOString(),
  };
}
