import type { TenantReads } from '@florin/database';
import type { Handler } from '@florin/http';
import { exact } from '@florin/rules';
import { readCohorts } from './read-cohorts.ts';
import { readFailureReasons, readTopMovers } from './read-rankings.ts';
import { spanOf, spanText } from './span.ts';

/** GET /analytics/top-movers: returns the accounts that moved most. */
export function topMoversHandler(reads: TenantReads): Handler<'getTopMovers'> {
  return async ({ principal: { tenantId }, query }) => {
    const asOf = new Date();
    const { currency, by, limit } = query;
    const span = spanOf('period', query, asOf);
    const movers = await reads
      .of(tenantId)
      .read((unit) => readTopMovers(unit, { tenantId, span, currency, by, limit }));
    const data = movers.map(({ accountId, received, paid, count }) => ({
      account_id: accountId,
      ...exact('received', received),
      ...exact('paid', paid),
      count: Number(count),
    }));
    const rows = movers.map(({ accountId, received, paid, count }) => [accountId, received, paid, count]);
    return {
      body: { currency, by, data, ...spanText(span), as_of: asOf.toISOString() },
      csv: { columns: ['account_id', 'received', 'paid', 'count'], rows },
    };
  };
}

/** GET /analytics/failure-reasons: returns why transactions failed, and how often. */
export function failureReasonsHandler(reads: TenantReads): Handler<'getFailureReasons'> {
  return async ({ principal: { tenantId }, query }) => {
    const asOf = new Date();
    const { currency, type } = query;
    const span = spanOf('period', query, asOf);
    const reasons = await reads
      .of(tenantId)
      .read((unit) => readFailureReasons(unit, { tenantId, span, currency, type }));
    const data = reasons.map(({ code, count }) => ({ code, count: Number(count) }));
    const rows = reasons.map(({ code, count }) => [code, count]);
    return {
      body: { data, ...spanText(span), as_of: asOf.toISOString() },
      csv: { columns: ['code', 'count'], rows },
    };
  };
}

/** GET /analytics/cohorts: returns how many accounts opened in a month were active in that and each later month. */
export function cohortsHandler(reads: TenantReads): Handler<'getCohorts'> {
  return async ({ principal: { tenantId }, query }) => {
    const asOf = new Date();
    const { currency, months } = query;
    const data = await reads
      .of(tenantId)
      .read((unit) => readCohorts(unit, { tenantId, currency, months, now: asOf }));
    const offsets = Array.from({ length: months }, (_, offset) => offset);
    const rows = data.map(({ month, accounts, active }) => [
      ...[month, accounts],
      ...offsets.map((offset) => active[offset] ?? null),
    ]);
    const columns = ['month', 'accounts', ...offsets.map((offset) => `month_${offset}`)];
    return { body: { data, as_of: asOf.toISOString() }, csv: { columns, rows } };
  };
}
