import { Type, type TObject } from 'typebox';
import { eventDefinitions } from './catalogue.ts';
import { anyId, text } from './fields.ts';
import { notificationsDeliveries } from './notifications-deliveries.ts';

/** A message to one webhook endpoint: it is on no topic and about no account. */
export interface WebhookMessage {
  /** CloudEvents `type`, ending in the version. */
  readonly type: string;
  readonly source: string;
  readonly description: string;
  /** JSON Schema of `data` for readers. Additional fields are allowed. */
  readonly data: TObject;
}

const endpointFields = {
  endpoint_id: anyId('The endpoint that gets it.'),
  tenant_id: anyId('The tenant to which the endpoint belongs.'),
};

/** The test event, sent on request only, with which a tenant checks that its endpoint works. */
export const webhooksPing = {
  type: 'florin.webhooks.ping.v1',
  source: '/florin/notifications',
  description: 'A test event, sent on request only.',
  data: Type.Object(endpointFields),
} as const satisfies WebhookMessage;

/** The challenge, sent to endpoints that have to prove that they want events. */
export const webhooksVerification = {
  type: 'florin.webhooks.verification.v1',
  source: '/florin/notifications',
  description: 'The challenge that a new endpoint answers before it gets events.',
  data: Type.Object({
    ...endpointFields,
    challenge: text('Answer it with status 200 and `{"challenge": "…"}`, with this text.'),
  }),
} as const satisfies WebhookMessage;

/** The body of such a message: a CloudEvents envelope about the endpoint. `more` is what its data has beside the two ids. */
export function encodeWebhookMessage(
  { source, type }: WebhookMessage,
  { id, endpointId, tenantId, at, more }: WebhookEnvelope,
): string {
  return JSON.stringify({
    ...{ specversion: '1.0', id, source, type, subject: endpointId, time: at.toISOString() },
    ...{ datacontenttype: 'application/json', tenantid: tenantId },
    data: { endpoint_id: endpointId, tenant_id: tenantId, ...more },
  });
}

type WebhookEnvelope = {
  id: string;
  endpointId: string;
  tenantId: string;
  at: Date;
  more?: Record<string, string>;
};

/** What is sent to webhook endpoints alone. */
export const webhookMessages: readonly WebhookMessage[] = [webhooksPing, webhooksVerification];

/** The events that webhooks carry. Events about deliveries are not among them: each delivery would cause the next. */
export const webhookEvents = eventDefinitions.filter(({ type }) => type !== notificationsDeliveries.type);
