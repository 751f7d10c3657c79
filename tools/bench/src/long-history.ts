import { idToUuid, newId, runParameterized, type Database } from '@florin/database';

export type LongHistory = {
  accountId: string;
  count: number;
  /** A reference and a value of the metadata's `batch` that some of its movements have. */
  reference: string;
  batch: string;
  /** When the movement with this version was posted. */
  timeOf(version: number): Date;
};

const yearMs = 365 * 86_400_000;
const chunk = 20_000;

/*
 * Every second movement is a credit. One in a thousand has a reference, one in five hundred has metadata, and one in a
 * thousand is effective three days before. Ids encode the time, and versions and balances are consecutive, as if posted.
 */
const insertChunk = `
  with numbered as (
    select i, ($4::bigint + i * $5::float8)::bigint as ms, i % 2 = 1 as incoming,
      case when i % 2 = 1 then 1000 + i % 97 else 900 + i % 89 end as amount
    from generate_series($6::bigint, $7::bigint) as i
  ), summed as (
    select *, $8::bigint + sum(case when incoming then amount else -amount end) over (order by i) as balance,
      to_timestamp(ms / 1000.0) as at, md5(i::text) as noise
    from numbered
  )
  insert into ledger.transactions (
    id, tenant_id, type, status, currency, amount, from_account_id, to_account_id,
    from_account_version, to_account_version, from_balance_after, to_balance_after,
    reference, metadata, effective_at, created_at
  )
  select
    (lpad(to_hex(ms), 12, '0') || '7' || substr(noise, 1, 3) || '8' || substr(noise, 4, 15))::uuid,
    $1::uuid, case when incoming then 'credit' else 'debit' end, 'completed', 'USD', amount,
    case when incoming then $3::uuid else $2::uuid end, case when incoming then $2::uuid else $3::uuid end,
    case when not incoming then i end, case when incoming then i end,
    case when not incoming then balance end, case when incoming then balance end,
    case when i % 1000 = 0 then 'invoice-' || i end,
    case when i % 500 = 0 then jsonb_build_object('batch', (i / 50000)::text) end,
    case when i % 1000 = 7 then at - interval '3 days' else at end, at
  from summed`;

/** Fills a tenant's ledger with one account that has `count` movements, spread over the past year. */
export async function writeLongHistory(
  database: Database,
  tenantId: string,
  count: number,
  onProgress: (done: number) => void,
): Promise<LongHistory> {
  const [accountId, externalId] = [newId('acct'), newId('acct')];
  const startMs = Date.now() - yearMs;
  const stepMs = (yearMs - 60_000) / count;
  const run = (sql: string, values: unknown[]) => database.read((em) => runParameterized(em, sql, values));
  await run(
    `insert into ledger.accounts (id, tenant_id, kind, currency, balance, version)
     values ($1, $3, 'customer', 'USD', $4, $5), ($2, $3, 'outside', 'USD', 0, 0)`,
    [idToUuid(accountId), idToUuid(externalId), idToUuid(tenantId), balanceAfter(count), count],
  );
  for (let first = 1; first <= count; first += chunk) {
    const last = Math.min(first + chunk - 1, count);
    const ids = [tenantId, accountId, externalId].map(idToUuid);
    await run(insertChunk, [...ids, startMs, stepMs, first, last, balanceAfter(first - 1)]);
    onProgress(last);
  }
  await run('vacuum analyze ledger.transactions', []);
  const reference = `invoice-${count / 2}`;
  return {
    accountId,
    count,
    reference,
    batch: '3',
    timeOf: (version) => new Date(Math.round(startMs + version * stepMs)),
  };
}

/** The sum of the first `count` movements. */
function balanceAfter(count: number): number {
  let balance = 0;
  for (let i = 1; i <= count; i++) balance += i % 2 === 1 ? 1000 + (i % 97) : -(900 + (i % 89));
  return balance;
}
