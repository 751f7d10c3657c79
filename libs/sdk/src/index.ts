export { Florin } from './florin.ts';
export type { FlorinOptions } from './options.ts';
export type { FlorinCredentials } from './credentials.ts';
export { Call, type Answer } from './call.ts';
export { List, type Page } from './list.ts';
export type { CallOptions } from './transport.ts';
export type { RawClient } from './connection.ts';
export * from './errors.ts';
export * as Money from './money.ts';
export {
  verifyWebhook,
  webhookChallengeAnswer,
  WebhookVerificationError,
  type WebhookMessage,
} from './webhooks.ts';
export type * from './schemas.ts';
export type * from './generated/events.ts';
export type { components, operations, paths } from './generated/openapi.ts';
