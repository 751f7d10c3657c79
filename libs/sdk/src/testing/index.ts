export { contractFlaws, type Flaw } from './check-schema.ts';
export { FakeFlorin, refuse, type FakeFlorinOptions, type ReceivedRequest } from './fake-florin.ts';
export type { Duration, FakeClock } from './fake-clock.ts';
export type { Failure, FailureOptions } from './failures.ts';
export { newWebhookSecret, signWebhook, type SignedWebhook, type WebhookToSign } from './sign-webhook.ts';
