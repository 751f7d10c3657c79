import {
  idFromUuid,
  idToUuid,
  lowestUuidAfter,
  lowestUuidSince,
  runParameterized,
  type UnitOfWork,
} from '@florin/database';
import { timeText } from './endpoint-store.ts';

/** A delivery as it is shown: ids are prefixed, times RFC 3339. */
export type DeliveryView = {
  id: string;
  endpoint_id: string;
  event_id: string;
  event_type: string;
  account_id: string | null;
  transaction_id: string | null;
  status: 'pending' | 'delivered' | 'failed';
  attempt_count: number;
  last_response_status: number | null;
  last_failure: string | null;
  next_attempt_at: string | null;
  delivered_at: string | null;
  created_at: string;
};

export type AttemptView = {
  number: number;
  started_at: string;
  duration_ms: number;
  response_status: number | null;
  failure: string | null;
  response_excerpt: string;
};

/** Ids are prefixed; undefined means any. */
export type DeliveryFilter = {
  endpoint_id?: string | undefined;
  status?: string | undefined;
  event_type?: string | undefined;
  transaction_id?: string | undefined;
  account_id?: string | undefined;
  created_from?: string | undefined;
  created_to?: string | undefined;
};

const columns = `
  id, endpoint_id, event_id, event_type, account_id, transaction_id, status, attempts as attempt_count,
  last_response_status, last_failure, ${timeText('next_attempt_at')} as next_attempt_at,
  ${timeText('delivered_at')} as delivered_at, ${timeText('created_at')} as created_at`;

/** Lists one tenant's deliveries, newest first, starting after the delivery `after`. */
export async function listDeliveries(
  unit: UnitOfWork,
  {
    tenantId,
    after,
    limit,
    ...filter
  }: DeliveryFilter & { tenantId: string; after?: string | undefined; limit: number },
): Promise<DeliveryView[]> {
  const values: unknown[] = [idToUuid(tenantId)];
  const conditions = ['tenant_id = $1'];
  const only = (condition: string, value: string | undefined) => {
    if (value !== undefined) conditions.push(`${condition} $${values.push(value)}`);
  };
  only('endpoint_id =', filter.endpoint_id && idToUuid(filter.endpoint_id));
  only('status =', filter.status);
  only('event_type =', filter.event_type);
  only('transaction_id =', filter.transaction_id && idToUuid(filter.transaction_id));
  only('account_id =', filter.account_id && idToUuid(filter.account_id));
  const { created_from: from, created_to: to } = filter;
  only('created_at >=', from);
  only('created_at <', to);
  // The id has the time too, so that PostgreSQL begins there and does not read all newer deliveries.
  only('id >=', from && lowestUuidSince(new Date(from)));
  only('id <', to && lowestUuidAfter(new Date(to)));
  only('id <', after && idToUuid(after));
  const rows = await runParameterized<DeliveryView>(
    unit,
    `select ${columns} from notifications.webhook_deliveries where ${conditions.join(' and ')}
      order by id desc limit $${values.push(limit)}`,
    values,
  );
  return rows.map(toView);
}

/** One tenant's delivery with the body that is sent. */
export async function findDelivery(
  unit: UnitOfWork,
  { tenantId, id }: { tenantId: string; id: string },
): Promise<(DeliveryView & { body: string }) | undefined> {
  const [row] = await runParameterized<DeliveryView & { body: string }>(
    unit,
    `select ${columns}, body from notifications.webhook_deliveries where tenant_id = $1 and id = $2`,
    [idToUuid(tenantId), idToUuid(id)],
  );
  return row && { ...toView(row), body: row.body };
}

/** The latest 100 attempts of a delivery, latest first. */
export function listAttempts(unit: UnitOfWork, deliveryId: string): Promise<AttemptView[]> {
  return runParameterized<AttemptView>(
    unit,
    `select number, ${timeText('started_at')} as started_at, duration_ms, response_status, failure, response_excerpt
       from notifications.webhook_attempts where delivery_id = $1 order by number desc limit 100`,
    [idToUuid(deliveryId)],
  );
}

const prefixed = (prefix: string, uuid: string | null) => (uuid === null ? null : idFromUuid(prefix, uuid));

function toView(row: DeliveryView): DeliveryView {
  return {
    ...row,
    id: idFromUuid('whd', row.id),
    endpoint_id: idFromUuid('whe', row.endpoint_id),
    account_id: prefixed('acct', row.account_id),
    transaction_id: prefixed('txn', row.transaction_id),
  };
}
