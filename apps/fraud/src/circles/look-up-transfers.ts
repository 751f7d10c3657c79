import { runParameterized } from '@florin/database';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { historyColumns, toMovement, type HistoryRow } from '../history-store.ts';
import { historyDepth } from '../rule-parameters.ts';
import type { LookUp } from './find-circles.ts';
import { transferOf, type Transfer } from './way.ts';

/** Answers from the history with one query: of each account's last movements in the time asked about. */
export const lookUpIn =
  (em: SqlEntityManager): LookUp =>
  async (questions) => {
    const answers = questions.map((): Transfer[] => []);
    if (questions.length === 0) return answers;
    const rows = await runParameterized<HistoryRow & { place: string }>(
      em,
      `select asked.place, ${historyColumns}
         from unnest($1::uuid[], $2::uuid[], $3::text[], $4::bigint[], $5::bigint[], $6::text[],
                     $7::bigint[], $8::bigint[]) with ordinality
           as asked (account_id, tenant_id, direction, from_ms, to_ms, currency, least_amount, most_amount, place)
        cross join lateral (
          select * from fraud.history
           where account_id = asked.account_id and outcome = 'completed'
             and occurred_at >= to_timestamp(asked.from_ms / 1000.0)
             and occurred_at <= to_timestamp(asked.to_ms / 1000.0)
           order by occurred_at desc, account_version desc, transaction_id desc
           limit $9) as h
        where h.direction = asked.direction and h.tenant_id = asked.tenant_id and h.counterparty_id is not null
          and h.currency = asked.currency and h.amount between asked.least_amount and asked.most_amount
        order by asked.place, h.occurred_at desc, h.account_version desc`,
      [
        questions.map(({ accountId }) => accountId),
        questions.map(({ tenantId }) => tenantId),
        questions.map(({ direction }) => direction),
        questions.map(({ fromMs }) => fromMs),
        questions.map(({ toMs }) => toMs),
        questions.map(({ currency }) => currency),
        questions.map(({ leastAmount }) => leastAmount),
        questions.map(({ mostAmount }) => mostAmount),
        historyDepth,
      ],
    );
    for (const row of rows) {
      const transfer = transferOf(toMovement(row));
      if (transfer) answers[Number(row.place) - 1]!.push(transfer);
    }
    return answers;
  };
