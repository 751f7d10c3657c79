import type { Database } from '@florin/database';
import { lowestIdOf, type Copied } from './copy-rows.ts';
import { movedTables } from './moved-tables.ts';

const trialBalance = `
  select currency || ' ' || sum(customers) || ' ' || sum(outside) || ' ' || sum(accounts) || ' ' || sum(transactions) as line
  from ledger.book_totals where tenant_id = $1 group by currency order by currency`;

/** The sum of hashes does not depend on an order. */
const accounts = `
  select count(*) || ' ' || coalesce(sum(hashtextextended(
    concat_ws(' ', id, status, version, balance, held, spent_today), 0)::numeric), 0) as line
  from ledger.accounts where tenant_id = $1`;

/**
 * Compares trial balance, which counts accounts and transactions, account versions and balances, and the numbers of rows; of
 * tables with rows for each movement, those since the copy `before`. Resolves to what differs, in plain lines.
 */
export async function differencesOf(
  source: Database,
  target: Database,
  tenant: string,
  before: Copied | undefined,
): Promise<string[]> {
  const checks: [what: string, sql: string][] = [
    ['the trial balance', trialBalance],
    ['versions and balances of accounts', accounts],
    ...movedTables.map(({ name, last, changedSince }): [string, string] => {
      const changed =
        before === undefined || changedSince === undefined
          ? ''
          : `and ${changedSince(tenant, lowestIdOf(before))}`;
      const kept = last === undefined ? '' : `and not (${last})`;
      return [
        `the number of rows in ${name}`,
        `select count(*)::text as line from ${name} where tenant_id = $1 ${changed} ${kept}`,
      ];
    }),
  ];
  const found = await Promise.all(
    checks.map(async ([what, sql]) => {
      const read = async (database: Database) => {
        const rows = await database.query<{ line: string }>(sql, [tenant]);
        return rows.map(({ line }) => line).join('; ');
      };
      const [here, there] = await Promise.all([read(source), read(target)]);
      return here === there ? [] : [`${what}: ${here} here, ${there} there`];
    }),
  );
  return found.flat();
}
