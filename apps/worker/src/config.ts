import { databaseSettings } from '@florin/database';
import { redisTlsSettings } from '@florin/locks';
import { kafkaSettings } from '@florin/messaging';
import { Type } from 'typebox';

/** The settings that the process reads from its environment; README.md describes them. */
export const config = Type.Object({
  ...databaseSettings,
  REDIS_URLS: Type.Array(Type.String(), {
    secret: true,
    minItems: 1,
    description: 'independent nodes, an odd number, by commas; rediss://user:password@host:port with TLS',
  }),
  ...redisTlsSettings,
  ...kafkaSettings,
  HOST: Type.String({ default: '127.0.0.1' }),
  PORT: Type.Integer({ default: 3004, minimum: 0, maximum: 65_535 }),
  METRICS_HOST: Type.String({ default: '127.0.0.1' }),
  METRICS_PORT: Type.Optional(Type.Integer({ minimum: 0, maximum: 65_535 })),
  OUTBOX_RETENTION_HOURS: Type.Integer({ default: 168, minimum: 1, maximum: 87_600 }),
  LOCK_TTL_MS: Type.Integer({ default: 2_000, minimum: 100, maximum: 60_000 }),
});
