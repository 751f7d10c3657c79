import { Type } from 'typebox';
import { defineEvent, type EventOf } from './event-definition.ts';
import { accountId, anyId, nullable, openWord, tenantId, timestamp } from './fields.ts';

/** An attempt to deliver an event to a webhook endpoint has ended. Id: `<delivery id>:<attempt>`. */
export const notificationsDeliveries = defineEvent({
  type: 'florin.notifications.deliveries.v1',
  topic: 'notifications.deliveries',
  readScope: 'webhooks:read',
  source: '/florin/notifications',
  description: 'An attempt to deliver an event to a webhook endpoint has ended.',
  data: Type.Object({
    delivery_id: anyId('The delivery: one event to one endpoint.'),
    tenant_id: tenantId(),
    account_id: accountId('The account that the delivered event is about.'),
    endpoint_id: anyId('The endpoint.'),
    event_id: Type.String({ pattern: '^[!-~]{1,255}$', description: 'The event of the delivery.' }),
    event_type: Type.String({ minLength: 1, description: 'The type of that event.' }),
    status: openWord(['pending', 'delivered', 'failed'], 'The state of the delivery after this attempt.'),
    attempt: Type.Integer({
      format: 'int64',
      minimum: 1,
      maximum: Number.MAX_SAFE_INTEGER,
      description: 'The number of the attempt, 1 for the first.',
    }),
    response_status: nullable(
      Type.Integer({
        format: 'int32',
        minimum: 100,
        maximum: 599,
        description: 'The HTTP status of the answer; null when no answer came.',
      }),
    ),
    at: timestamp('When the attempt ended.'),
  }),
});

export type NotificationsDeliveries = EventOf<typeof notificationsDeliveries>;
