import { idToUuid, newId, runParameterized, type Database } from '@florin/database';
import type { LongHistory } from './long-history.ts';

/** Accounts that have been used for a year. */
export type FullBooks = {
  /**
   * As many accounts without transactions, for movements of now: those of the past cannot be added behind them. Their ids are
   * between those of the others, as are their entries in the indexes.
   */
  unusedIds: readonly string[];
  /** The number of transactions so far. */
  count: number;
  /** Adds transactions until there are `count`, a multiple of twice the number of accounts. */
  growTo(count: number, onProgress: (done: number, all: number) => void): Promise<void>;
  /** The transactions of the first account. */
  history(): LongHistory;
};

const yearMs = 365 * 86_400_000;
const chunk = 100_000;

/*
 * The accounts take turns, so that the rows of one account are spread over the table, as they are in a bank. Each has credits of
 * 1,000 and debits of 900 in turn. Every movement has an idempotency key; the triggers of the tables run as they do for postings.
 */
const insertChunk = `
  with numbered as (
    select i, (i - 1) / $6::bigint + 1 as version, (i - 1) % $6::bigint + 1 as place, md5(i::text) as noise,
      ($3::bigint + i * $4::float8)::bigint as ms
    from generate_series($7::bigint, $8::bigint) as i
  ), made as (
    select *, version % 2 = 1 as incoming, to_timestamp(ms / 1000.0) as at,
      version / 2 * 100 + version % 2 * 1000 as balance, ($5::uuid[])[place] as account_id
    from numbered
  )
  insert into ledger.transactions (
    id, tenant_id, type, status, currency, amount, from_account_id, to_account_id,
    from_account_version, to_account_version, from_balance_after, to_balance_after,
    reference, metadata, idempotency_key, fingerprint, effective_at, created_at
  )
  select
    (lpad(to_hex(ms), 12, '0') || '7' || substr(noise, 1, 3) || '8' || substr(noise, 4, 15))::uuid,
    $1::uuid, case when incoming then 'credit' else 'debit' end, 'completed', 'USD',
    case when incoming then 1000 else 900 end,
    case when incoming then $2::uuid else account_id end, case when incoming then account_id else $2::uuid end,
    case when not incoming then version end, case when incoming then version end,
    case when not incoming then balance end, case when incoming then balance end,
    case when version % 50 = 0 then 'invoice-' || place || '-' || version end,
    case when version % 50 = 0 then jsonb_build_object('batch', place || '-' || version / 500) end,
    noise, decode(noise || noise, 'hex'),
    case when version % 1000 = 7 then at - interval '3 days' else at end, at
  from made order by i`;

/** Opens accounts of the bank's only tenant, that can have `countMax` transactions in the past year. */
export async function openFullBooks(
  database: Database,
  { accounts, countMax }: { accounts: number; countMax: number },
): Promise<FullBooks> {
  const run = <Row extends object>(sql: string, values: unknown[] = []) =>
    database.read((em) => runParameterized<Row>(em, sql, values));
  const startMs = Date.now() - yearMs;
  const stepMs = (yearMs - 3_600_000) / countMax;
  const [{ tenant, external } = { tenant: '', external: '' }] = await run<{
    tenant: string;
    external: string;
  }>(`select tenant_id::text as tenant, id::text as external from ledger.accounts where kind = 'outside'`);
  const ids = Array.from({ length: 2 * accounts }, () => newId('acct'));
  const filledIds = ids.filter((_, index) => index % 2 === 0);
  const unusedIds = ids.filter((_, index) => index % 2 === 1);
  const uuids = filledIds.map(idToUuid);
  await run(
    `insert into ledger.accounts (id, tenant_id, kind, currency, balance, version, overdraft_limit)
     select unnest($1::uuid[]), $2, 'customer', 'USD', 0, 0, 1000000000`,
    [ids.map(idToUuid), tenant],
  );
  let count = 0;
  return {
    unusedIds,
    get count() {
      return count;
    },
    async growTo(all, onProgress) {
      if (all % (2 * accounts) !== 0) throw new Error(`${all} is no multiple of ${2 * accounts}`);
      // The accounts first: the table's check compares the movements with them.
      await run(
        `update ledger.accounts set version = $1::bigint, balance = $1::bigint / 2 * 100
         where id = any($2::uuid[])`,
        [all / accounts, uuids],
      );
      for (let first = count + 1; first <= all; first += chunk) {
        const last = Math.min(first + chunk - 1, all);
        await run(insertChunk, [tenant, external, startMs, stepMs, uuids, accounts, first, last]);
        onProgress(last, all);
      }
      count = all;
      await run('vacuum analyze ledger.transactions');
      await run('vacuum analyze ledger.idempotency_keys');
    },
    history: () => ({
      accountId: filledIds[0] ?? '',
      count: count / accounts,
      reference: `invoice-1-${Math.floor(count / accounts / 100) * 50}`,
      batch: '1-0',
      timeOf: (version) => new Date(Math.round(startMs + ((version - 1) * accounts + 1) * stepMs)),
    }),
  };
}
