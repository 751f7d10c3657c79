import { runParameterized, type UnitOfWork } from '@florin/database';
import { historyColumns, toMovement, type HistoryRow } from '../history-store.ts';
import { historyDepth } from '../rule-parameters.ts';
import type { LookUp } from './find-cycles.ts';
import { transferOf, type Transfer } from './path.ts';

/** Answers from the history with one query: of each account's last movements in the time asked about. */
export const lookUpIn =
  (unit: UnitOfWork): LookUp =>
  async (queries) => {
    const answers = queries.map((): Transfer[] => []);
    if (queries.length === 0) return answers;
    const rows = await runParameterized<HistoryRow & { place: string }>(
      unit,
      `select requested.place, ${historyColumns}
         from unnest($1::uuid[], $2::uuid[], $3::text[], $4::bigint[], $5::bigint[], $6::text[],
                     $7::bigint[], $8::bigint[]) with ordinality
           as requested (account_id, tenant_id, direction, from_ms, to_ms, currency, least_amount, most_amount, place)
        cross join lateral (
          select * from fraud.history
           where account_id = requested.account_id and outcome = 'completed'
             and occurred_at >= to_timestamp(requested.from_ms / 1000.0)
             and occurred_at <= to_timestamp(requested.to_ms / 1000.0)
           order by occurred_at desc, account_version desc, transaction_id desc
           limit $9) as h
        where h.direction = requested.direction and h.tenant_id = requested.tenant_id and h.counterparty_id is not null
          and h.currency = requested.currency and h.amount between requested.least_amount and requested.most_amount
        order by requested.place, h.occurred_at desc, h.account_version desc`,
      [
        queries.map(({ accountId }) => accountId),
        queries.map(({ tenantId }) => tenantId),
        queries.map(({ direction }) => direction),
        queries.map(({ fromMs }) => fromMs),
        queries.map(({ toMs }) => toMs),
        queries.map(({ currency }) => currency),
        queries.map(({ leastAmount }) => leastAmount),
        queries.map(({ mostAmount }) => mostAmount),
        historyDepth,
      ],
    );
    for (const row of rows) {
      const transfer = transferOf(toMovement(row));
      if (transfer) answers[Number(row.place) - 1]!.push(transfer);
    }
    return answers;
  };
