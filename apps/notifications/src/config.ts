import { databaseSettings } from '@florin/database';
import { calledByApiSettings, cursorSettings } from '@florin/http';
import { kafkaSettings } from '@florin/messaging';
import { Type } from 'typebox';
import { retrySeconds } from './retry-schedule.ts';
import { webhookSecretPattern } from './webhook-signature.ts';
import { encryptionKeyPattern } from './webhooks/sealed-secrets.ts';

/** The settings that the process reads from its environment; README.md describes them. */
export const config = Type.Object({
  ...databaseSettings,
  ...kafkaSettings,
  KAFKA_GROUP_ID: Type.String({ default: 'notifications', pattern: '^[a-z][a-z0-9._-]{0,99}$' }),
  NOTIFICATIONS_RETENTION_DAYS: Type.Integer({ default: 90, minimum: 7, maximum: 3_650 }),
  ...calledByApiSettings,
  ...cursorSettings,
  HOST: Type.String({ default: '127.0.0.1' }),
  PORT: Type.Integer({ default: 3002, minimum: 0, maximum: 65_535 }),
  METRICS_HOST: Type.String({ default: '127.0.0.1' }),
  METRICS_PORT: Type.Optional(Type.Integer({ minimum: 0, maximum: 65_535 })),
  WEBHOOK_URL: Type.Optional(
    Type.String({
      // Many receivers recognize the sender by a token in their URL.
      secret: true,
      pattern: '^https?://[^@\\s]+$',
      description: 'http:// or https://, without a password in it',
    }),
  ),
  WEBHOOK_SECRET: Type.Optional(
    Type.String({
      secret: true,
      pattern: webhookSecretPattern,
      description: 'whsec_ and the base64 of 24 to 64 bytes',
    }),
  ),
  SMTP_URL: Type.Optional(
    Type.String({
      secret: true,
      pattern: '^smtps?://\\S+$',
      description: 'smtp:// or smtps://, with user:password@ if needed',
    }),
  ),
  SMTP_FROM: Type.String({
    default: 'Florin <notifications@localhost>',
    pattern: '^([^<>@]+<[^\\s<>@]+@[^\\s<>@]+>|[^\\s<>@]+@[^\\s<>@]+)$',
    description: 'an address, or a name and an address in angle brackets',
  }),
  WEBHOOK_ENCRYPTION_KEYS: Type.Array(Type.String({ pattern: encryptionKeyPattern }), {
    secret: true,
    minItems: 1,
    description: 'the base64 of 32 random bytes; several separated by commas, the first encrypts',
  }),
  WEBHOOK_ALLOW_HTTP: Type.Boolean({ default: false }),
  WEBHOOK_ALLOW_PRIVATE: Type.Boolean({ default: false }),
  WEBHOOK_PORTS: Type.Array(Type.String({ pattern: '^([1-9][0-9]{0,4}|any)$' }), {
    default: ['443', '8443'],
    minItems: 1,
    description: 'ports that webhooks may go to, separated by commas, or any',
  }),
  WEBHOOK_VERIFICATION: Type.String({ default: 'on', pattern: '^(on|off)$', description: 'on or off' }),
  WEBHOOK_RETRY_SECONDS: retrySeconds,
  WEBHOOK_TIMEOUT_MS: Type.Integer({ default: 15_000, minimum: 100, maximum: 15_000 }),
  WEBHOOK_CONCURRENCY: Type.Integer({ default: 500, minimum: 2, maximum: 5_000 }),
  WEBHOOK_ENDPOINT_CONCURRENCY: Type.Integer({ default: 10, minimum: 1, maximum: 100 }),
  WEBHOOK_REQUESTED_PER_MINUTE: Type.Integer({ default: 60, minimum: 0, maximum: 1_000_000 }),
  MAILS_PER_ADDRESS_PER_HOUR: Type.Integer({ default: 60, minimum: 0, maximum: 1_000_000 }),
  WEBHOOK_DISABLE_AFTER_SECONDS: Type.Integer({ default: 432_000, minimum: 1, maximum: 31_536_000 }),
});
