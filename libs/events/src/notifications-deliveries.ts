import { Type } from 'typebox';
import { defineEvent, type EventOf } from './event-definition.ts';
import { accountId, anyId, nullable, openWord, tenantId, timestamp } from './fields.ts';

/** An attempt to deliver an event to a webhook endpoint has ended. Id: `<delivery id>:<attempt>`. */
export const notificationsDeliveries = defineEvent({
  type: 'florin.notifications.deliveries.v1',
  topic: 'notifications.deliveries',
  source: '/florin/notifications',
  description: 'An attempt to deliver an event to a webhook endpoint has ended.',
  data: Type.Object({
    delivery_id: anyId('The delivery: one event to one endpoint.'),
    tenant_id: tenantId(),
    account_id: accountId('The account that the delivered event is about.'),
    endpoint_id: anyId('Where it was to go.'),
    event_id: Type.String({ pattern: '^[!-~]{1,255}$', description: 'The event that was to be delivered.' }),
    event_type: Type.String({ minLength: 1, description: 'The type of that event.' }),
    status: openWord(['pending', 'delivered', 'failed'], 'Of the delivery, after this attempt.'),
    attempt: Type.Integer({
      format: 'int64',
      minimum: 1,
      maximum: Number.MAX_SAFE_INTEGER,
      description: 'Which attempt it was, 1 for the first.',
    }),
    response_status: nullable(
      Type.Integer({
        format: 'int32',
        minimum: 100,
        maximum: 599,
        description: 'The HTTP status that came back; null when no answer came.',
      }),
    ),
    at: timestamp('When the attempt ended.'),
  }),
});

export type NotificationsDeliveries = EventOf<typeof notificationsDeliveries>;
