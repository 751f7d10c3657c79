import { Type } from 'typebox';
import { retrySeconds } from './retry-schedule.ts';
import { webhookSecretPattern } from './webhook-signature.ts';

/** What the process reads from its environment; see README.md. */
export const config = Type.Object({
  DATABASE_URL: Type.String({ description: 'postgresql://user:password@host:port/database' }),
  KAFKA_BROKERS: Type.Array(Type.String(), { minItems: 1, description: 'host:port, separated by commas' }),
  KAFKA_GROUP_ID: Type.String({ default: 'notifications', pattern: '^[a-z][a-z0-9._-]{0,99}$' }),
  INTERNAL_TOKEN: Type.String({ minLength: 32, description: 'the same as at the API' }),
  HOST: Type.String({ default: '127.0.0.1' }),
  PORT: Type.Integer({ default: 3002, minimum: 0, maximum: 65_535 }),
  WEBHOOK_URL: Type.Optional(
    Type.String({
      pattern: '^https?://[^@\\s]+$',
      description: 'http:// or https://, without a password in it',
    }),
  ),
  WEBHOOK_SECRET: Type.Optional(
    Type.String({ pattern: webhookSecretPattern, description: 'whsec_ and the base64 of 24 to 64 bytes' }),
  ),
  WEBHOOK_RETRY_SECONDS: retrySeconds,
  WEBHOOK_TIMEOUT_MS: Type.Integer({ default: 15_000, minimum: 100, maximum: 15_000 }),
});
