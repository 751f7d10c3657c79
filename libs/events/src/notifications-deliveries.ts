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
    delivery_id: anyId(),
    tenant_id: tenantId(),
    /** The account that the delivered event is about. */
    account_id: accountId(),
    endpoint_id: anyId(),
    /** The event that was to be delivered. */
    event_id: Type.String({ pattern: '^[!-~]{1,255}$' }),
    event_type: Type.String({ minLength: 1 }),
    /** Of the delivery, after this attempt. */
    status: openWord(['pending', 'delivered', 'failed']),
    /** 1 for the first. */
    attempt: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
    /** The HTTP status that came back; null when no answer came. */
    response_status: nullable(Type.Integer({ minimum: 100, maximum: 599 })),
    at: timestamp(),
  }),
});

export type NotificationsDeliveries = EventOf<typeof notificationsDeliveries>;
