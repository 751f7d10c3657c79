import { idToUuid, runParameterized, type UnitOfWork } from '@florin/database';

/** `month` is like `2026-11`; `active[k]` is the number of accounts that were active k months later, up to this month. */
export type Cohort = { month: string; accounts: number; active: number[] };

type Filter = { tenantId: string; currency?: string | undefined; months: number; now: Date };

/** Reads the cohorts of this month and the months before it, oldest first, including months without new accounts. */
export async function readCohorts(unit: UnitOfWork, filter: Filter): Promise<Cohort[]> {
  const thisMonth = monthNumber(filter.now.toISOString());
  const first = thisMonth - filter.months + 1;
  const parameters = [idToUuid(filter.tenantId), `${monthText(first)}-01T00:00:00Z`, filter.currency ?? null];
  const opened = await runParameterized<{ month: string; accounts: number }>(
    unit,
    `select ${monthOf('opened_at')} as month, count(*)::int as accounts
       from analytics.accounts where ${ofTenant} group by 1`,
    parameters,
  );
  const active = await runParameterized<{ month: string; later: string; accounts: number }>(
    unit,
    `select ${monthOf('opened_at')} as month, to_char(active.month, 'YYYY-MM') as later, count(*)::int as accounts
       from analytics.accounts join analytics.account_months active using (account_id)
      where ${ofTenant} group by 1, 2`,
    parameters,
  );
  const accounts = new Map(opened.map((row) => [row.month, row.accounts]));
  const stillActive = new Map(active.map((row) => [`${row.month} ${row.later}`, row.accounts]));
  return Array.from({ length: filter.months }, (_, index) => {
    const month = monthText(first + index);
    const later = Array.from({ length: filter.months - index }, (_, offset) =>
      monthText(first + index + offset),
    );
    const counts = later.map((each) => stillActive.get(`${month} ${each}`) ?? 0);
    return { month, accounts: accounts.get(month) ?? 0, active: counts };
  });
}

const ofTenant = `tenant_id = $1 and opened_at >= $2 and ($3::text is null or currency = $3)`;

const monthOf = (time: string) => `to_char(${time} at time zone 'UTC', 'YYYY-MM')`;

/** The number of months since year 0, so that months can be subtracted. */
function monthNumber(time: string): number {
  const [year = 0, month = 1] = time.split('-').map(Number);
  return year * 12 + month - 1;
}

const monthText = (number: number): string =>
  `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}`;
