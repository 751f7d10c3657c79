import { idToUuid, runParameterized } from '@florin/database';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { alertColumns, toAlertView, type AlertRow, type AlertView } from './alert-view.ts';

/** Ids are prefixed. */
export type AlertFilter = {
  tenantId: string;
  accountId?: string | undefined;
  rule?: string | undefined;
  /** Where the page before ended. */
  after?: { raisedAt: string; id: string } | undefined;
  limit: number;
};

/** One tenant's alerts, the newest first. */
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
    conditions.push(`(a.raised_at, a.id) < ($${at}::timestamptz, $${id}::uuid)`);
  }
  const rows = await runParameterized<AlertRow>(
    em,
    `select ${alertColumns} from fraud.alerts a where ${conditions.join(' and ')}
      order by a.raised_at desc, a.id desc limit $${values.push(filter.limit)}`,
    values,
  );
  return rows.map(toAlertView);
}
