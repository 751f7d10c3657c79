import { idFromUuid, idToUuid, runParameterized, type UnitOfWork } from '@florin/database';
import type { Span } from './span.ts';

export type TopMover = { accountId: string; received: bigint; paid: bigint; count: bigint };
export type FailureReason = { code: string; count: bigint };

/** The SQL of each criterion by which accounts can be ranked. */
const rankings = {
  volume: 'sum(received) + sum(paid)',
  received: 'sum(received)',
  paid: 'sum(paid)',
  count: 'sum(received_count + paid_count)',
};

/** Reads the accounts that moved most in the hours of a span; accounts with equal figures are ordered by id. */
export async function readTopMovers(
  unit: UnitOfWork,
  filter: { tenantId: string; span: Span; currency: string; by: keyof typeof rankings; limit: number },
): Promise<TopMover[]> {
  const { tenantId, span, currency, by, limit } = filter;
  const rows = await runParameterized<Record<'account_id' | 'received' | 'paid' | 'count', string>>(
    unit,
    `select account_id, sum(received) as received, sum(paid) as paid, sum(received_count + paid_count) as count
       from analytics.account_hours
      where tenant_id = $1 and currency = $2 and hour >= $3 and hour < $4
      group by account_id order by ${rankings[by]} desc, account_id limit $5`,
    [idToUuid(tenantId), currency, span.from.toISOString(), span.to.toISOString(), limit],
  );
  return rows.map(({ account_id, received, paid, count }) => ({
    accountId: idFromUuid('acct', account_id),
    received: BigInt(received),
    paid: BigInt(paid),
    count: BigInt(count),
  }));
}

/** Reads why transactions failed in the hours of a span, most frequent reason first. */
export async function readFailureReasons(
  unit: UnitOfWork,
  filter: { tenantId: string; span: Span; currency?: string | undefined; type?: string | undefined },
): Promise<FailureReason[]> {
  const { tenantId, span, currency, type } = filter;
  const rows = await runParameterized<Record<'code' | 'count', string>>(
    unit,
    `select code, sum(count) as count from analytics.hourly_failures
      where tenant_id = $1 and hour >= $2 and hour < $3
        and ($4::text is null or currency = $4) and ($5::text is null or type = $5)
      group by code order by sum(count) desc, code`,
    [idToUuid(tenantId), span.from.toISOString(), span.to.toISOString(), currency ?? null, type ?? null],
  );
  return rows.map(({ code, count }) => ({ code, count: BigInt(count) }));
}
