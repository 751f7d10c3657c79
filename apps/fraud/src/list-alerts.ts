import { idToUuid, runParameterized, type UnitOfWork } from '@florin/database';
import { alertColumns, toAlertView, type AlertRow, type AlertState, type AlertView } from './alert-view.ts';

/** Ids are prefixed, times RFC 3339. */
export type AlertFilter = {
  tenantId: string;
  accountId?: string | undefined;
  rule?: string | undefined;
  state?: AlertState | undefined;
  severity?: string | undefined;
  raisedFrom?: string | undefined;
  raisedTo?: string | undefined;
  /** Where the page before ended. */
  after?: { raisedAt: string; id: string } | undefined;
  limit: number;
};

/** One tenant's alerts, the newest first. */
export async function listAlerts(unit: UnitOfWork, filter: AlertFilter): Promise<AlertView[]> {
  const values: unknown[] = [];
  const conditions: string[] = [];
  const given = (condition: (place: string) => string, value: unknown) => {
    if (value !== undefined) conditions.push(condition(`$${values.push(value)}`));
  };
  given((place) => `a.tenant_id = ${place}`, idToUuid(filter.tenantId));
  given((place) => `a.account_id = ${place}`, filter.accountId && idToUuid(filter.accountId));
  given((place) => `a.rule = ${place}`, filter.rule);
  given((place) => `a.state = ${place}`, filter.state);
  given((place) => `a.severity = ${place}`, filter.severity);
  given((place) => `a.raised_at >= ${place}`, filter.raisedFrom);
  given((place) => `a.raised_at < ${place}`, filter.raisedTo);
  if (filter.after) {
    const at = values.push(filter.after.raisedAt);
    const id = values.push(idToUuid(filter.after.id));
    conditions.push(`(a.raised_at, a.id) < ($${at}::timestamptz, $${id}::uuid)`);
  }
  const rows = await runParameterized<AlertRow>(
    unit,
    `select ${alertColumns} from fraud.alerts a where ${conditions.join(' and ')}
      order by a.raised_at desc, a.id desc limit $${values.push(filter.limit)}`,
    values,
  );
  return rows.map(toAlertView);
}

/** One alert, unless it is another tenant's; undefined then as for an id that nobody has. */
export async function findAlert(
  unit: UnitOfWork,
  { tenantId, id }: { tenantId: string; id: string },
): Promise<AlertView | undefined> {
  const [row] = await runParameterized<AlertRow>(
    unit,
    `select ${alertColumns} from fraud.alerts a where a.id = $1 and a.tenant_id = $2`,
    [idToUuid(id), idToUuid(tenantId)],
  );
  return row && toAlertView(row);
}
