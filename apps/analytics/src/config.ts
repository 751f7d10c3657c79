import { databaseSettings, replicaSettings } from '@florin/database';
import { calledByApiSettings } from '@florin/http';
import { kafkaSettings } from '@florin/messaging';
import { Type } from 'typebox';

/** The settings that the process reads from its environment; README.md describes them. */
export const config = Type.Object({
  ...databaseSettings,
  ...replicaSettings,
  ...kafkaSettings,
  KAFKA_GROUP_ID: Type.String({ default: 'analytics', pattern: '^[a-z][a-z0-9._-]{0,99}$' }),
  ...calledByApiSettings,
  HOST: Type.String({ default: '127.0.0.1' }),
  PORT: Type.Integer({ default: 3003, minimum: 0, maximum: 65_535 }),
  METRICS_HOST: Type.String({ default: '127.0.0.1' }),
  METRICS_PORT: Type.Optional(Type.Integer({ minimum: 0, maximum: 65_535 })),
});
