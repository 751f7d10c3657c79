import { databaseSettings } from '@florin/database';
import { redisSettings } from '@florin/locks';
import { kafkaSettings } from '@florin/messaging';
import { Type } from 'typebox';

/** The settings that the process reads from its environment; README.md describes them. */
export const config = Type.Object({
  ...databaseSettings,
  ...redisSettings,
  ...kafkaSettings,
  HOST: Type.String({ default: '127.0.0.1' }),
  PORT: Type.Integer({ default: 3004, minimum: 0, maximum: 65_535 }),
  METRICS_HOST: Type.String({ default: '127.0.0.1' }),
  METRICS_PORT: Type.Optional(Type.Integer({ minimum: 0, maximum: 65_535 })),
  OUTBOX_RETENTION_HOURS: Type.Integer({ default: 168, minimum: 1, maximum: 87_600 }),
  EVENT_LOG_RETENTION_DAYS: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 36_500,
      description: 'how long the event log in PostgreSQL keeps events; for ever without it',
    }),
  ),
  LOCK_TTL_MS: Type.Integer({ default: 2_000, minimum: 100, maximum: 60_000 }),
  LOCK_ANSWER_MS: Type.Integer({ default: 35, minimum: 5, maximum: 10_000 }),
});
