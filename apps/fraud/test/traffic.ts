import { newId } from '@florin/database';
import type { FlorinEvent } from '@florin/events';
import { sampleTransaction } from '@florin/testing';
import { sampleHold } from './sample-hold.ts';

export type TrafficOptions = {
  tenantId: string;
  count: number;
  accounts?: number;
  /** The share of events that are up to twenty minutes late. */
  late?: number;
  /** Times are rounded to multiples of this, so that some are equal. */
  roundMs?: number;
  /** Every account has a movement two days before. */
  asleep?: boolean;
  /** The share of events that are holds. */
  held?: number;
};

/** Half an hour of events of a tenant's accounts that trigger every kind of rule. */
export function traffic({
  tenantId,
  count,
  accounts = 4,
  late = 0.1,
  roundMs = 1,
  asleep = false,
  held = 0,
}: TrafficOptions): FlorinEvent[] {
  const ids = Array.from({ length: accounts }, () => newId('acct'));
  const begin = Date.UTC(2026, 5, 1);
  const anyOf = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)]!;
  const before = new Date(begin - 172_800_000).toISOString();
  const first = asleep
    ? ids.map((accountId) => sampleTransaction({ tenantId, accountId, createdAt: before }))
    : [];
  const rest = Array.from({ length: count - first.length }, (_, index) => {
    const delayMs = Math.random() < late ? Math.random() * 1_200_000 : 0;
    const accountId = anyOf(ids);
    const createdAt = new Date(
      Math.floor((begin + (index * 1_800_000) / count - delayMs) / roundMs) * roundMs,
    ).toISOString();
    if (Math.random() < held) return sampleHold({ tenantId, accountId, createdAt, accountVersion: index });
    const inside = Math.random() < 0.3;
    return sampleTransaction({
      tenantId,
      accountId,
      counterpartyAccountId: inside ? anyOf(ids.filter((each) => each !== accountId)) : null,
      type: inside ? 'transfer' : anyOf(['credit', 'debit']),
      direction: anyOf(['credit', 'debit']),
      failed: Math.random() < 0.2,
      amount: anyOf([1, 50, 100, 900, 95_000, 950_000, 2_000_000]),
      createdAt,
      accountVersion: index,
    });
  });
  return [...first, ...rest];
}
