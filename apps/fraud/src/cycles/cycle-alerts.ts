import { type UnitOfWork, runParameterized } from '@florin/database';
import { type Alert, raiseAlert } from '../alert.ts';
import type { RaisedAlert } from '../detect-fraud.ts';
import type { Movement } from '../movement.ts';
import type { CycleLimits, Rule } from '../rule.ts';
import { type LookUp, findCycles } from './find-cycles.ts';
import { type Transfer, cycleFinding, transferOf } from './path.ts';
import { type HistoryRow, historyColumns, toMovement } from '../history-store.ts';
import { historyDepth } from '../rule-parameters.ts';

export type CycleRule = Rule & { cycles: CycleLimits };

/** A cycle that was found, before it is known whether the rule is quiet about its account. */
export type FoundCycle = { rule: CycleRule; movement: Movement; alert: Alert };

/** The enabled rule of a tenant that searches for cycles, if there is one. */
export const cycleRuleOf = (rules: readonly Rule[]): CycleRule | undefined =>
  rules.find((rule): rule is CycleRule => rule.cycles !== undefined && rule.cycles.maxLength > 2);

/** Finds the cycles of these transfers. Each alert has the account and time of the last transfer, however late it is found. */
export async function cyclesThrough(
  unit: UnitOfWork,
  transfers: readonly Transfer[],
  ruleOf: (tenantId: string) => CycleRule,
): Promise<FoundCycle[]> {
  const cycles = await findCycles(transfers, ({ tenantId }) => ruleOf(tenantId).cycles, lookUpIn(unit));
  return cycles.map((path) => {
    const rule = ruleOf(path[0].tenantId);
    const { movement, finding } = cycleFinding(path, rule.cycles);
    return { rule, movement, alert: raiseAlert(rule, finding, movement) };
  });
}

/** The alerts to raise, in order of time: those outside the quiet time of their rule about their account. */
export function raiseCycleAlerts(found: readonly FoundCycle[], raised: readonly RaisedAlert[]): Alert[] {
  const known = [...raised];
  const inTime = found.toSorted((a, b) => a.alert.raisedAt - b.alert.raisedAt);
  return inTime.flatMap(({ rule, alert }) => {
    const isQuiet = known.some(
      (each) =>
        each.rule === alert.rule &&
        each.accountId === alert.accountId &&
        Math.abs(each.raisedAt - alert.raisedAt) < rule.quietMs,
    );
    if (isQuiet) return [];
    known.push(alert);
    return [alert];
  });
}

/** Looks up transfers in the history with one statement, among each account's newest movements in the requested time. */
const lookUpIn =
  (unit: UnitOfWork): LookUp =>
  async (queries) => {
    const answers = queries.map((): Transfer[] => []);
    if (queries.length === 0) return answers;
    const rows = await runParameterized<HistoryRow & { place: string }>(
      unit,
      `select requested.place, ${historyColumns}
         from unnest($1::uuid[], $2::uuid[], $3::text[], $4::bigint[], $5::bigint[], $6::text[],
                     $7::bigint[], $8::bigint[]) with ordinality
           as requested (account_id, tenant_id, direction, from_ms, to_ms, currency, min_amount, max_amount, place)
        cross join lateral (
          select * from fraud.history
           where account_id = requested.account_id and outcome = 'completed'
             and occurred_at >= to_timestamp(requested.from_ms / 1000.0)
             and occurred_at <= to_timestamp(requested.to_ms / 1000.0)
           order by occurred_at desc, account_version desc, transaction_id desc
           limit $9) as h
        where h.direction = requested.direction and h.tenant_id = requested.tenant_id and h.counterparty_id is not null
          and h.currency = requested.currency and h.amount between requested.min_amount and requested.max_amount
        order by requested.place, h.occurred_at desc, h.account_version desc`,
      [
        queries.map(({ accountId }) => accountId),
        queries.map(({ tenantId }) => tenantId),
        queries.map(({ direction }) => direction),
        queries.map(({ fromMs }) => fromMs),
        queries.map(({ toMs }) => toMs),
        queries.map(({ currency }) => currency),
        queries.map(({ minAmount }) => minAmount),
        queries.map(({ maxAmount }) => maxAmount),
        historyDepth,
      ],
    );
    for (const row of rows) {
      const transfer = transferOf(toMovement(row));
      if (transfer) answers[Number(row.place) - 1]?.push(transfer);
    }
    return answers;
  };
