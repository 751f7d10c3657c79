import { idToUuid, runParameterized } from '@florin/database';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { alertColumns, toAlertView, type AlertRow, type AlertView } from './alert-view.ts';

/** Where a page of the list ended. */
export type AlertPosition = { raisedAt: number; id: string };

export type AlertFilter = {
  tenantId: string;
  accountId?: string;
  rule?: string;
  after?: AlertPosition;
  limit: number;
};

/** One tenant's alerts, the newest first, beginning after a position. Ids in the filter are prefixed. */
export async function listAlerts(em: SqlEntityManager, filter: AlertFilter): Promise<AlertView[]> {
  const values: unknown[] = [idToUuid(filter.tenantId)];
  const conditions = ['a.tenant_id = $1'];
  if (filter.accountId !== undefined) {
    conditions.push(`a.account_id = $${values.push(idToUuid(filter.accountId))}`);
  }
  if (filter.rule !== undefined) conditions.push(`a.rule = $${values.push(filter.rule)}`);
  if (filter.after) {
    const at = values.push(filter.after.raisedAt);
    const id = values.push(idToUuid(filter.after.id));
    conditions.push(`(a.raised_at, a.id) < (to_timestamp($${at}::bigint / 1000.0), $${id}::uuid)`);
  }
  const rows = await runParameterized<AlertRow>(
    em,
    `select ${alertColumns} from fraud.alerts a where ${conditions.join(' and ')}
      order by a.raised_at desc, a.id desc limit $${values.push(filter.limit)}`,
    values,
  );
  return rows.map(toAlertView);
}
