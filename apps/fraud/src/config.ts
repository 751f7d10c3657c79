import { databaseSettings } from '@florin/database';
import { calledByApiSettings, callerSettings, cursorSettings } from '@florin/http';
import { kafkaSettings } from '@florin/messaging';
import { Type } from 'typebox';

/** The settings that the process reads from its environment; README.md describes them. Rules are set through the API. */
export const config = Type.Object({
  ...databaseSettings,
  ...kafkaSettings,
  KAFKA_GROUP_ID: Type.String({ default: 'fraud', pattern: '^[a-z][a-z0-9._-]{0,99}$' }),
  ...calledByApiSettings,
  ...callerSettings,
  ...cursorSettings,
  HOST: Type.String({ default: '127.0.0.1' }),
  PORT: Type.Integer({ default: 3001, minimum: 0, maximum: 65_535 }),
  METRICS_HOST: Type.String({ default: '127.0.0.1' }),
  METRICS_PORT: Type.Optional(Type.Integer({ minimum: 0, maximum: 65_535 })),
  FRAUD_HISTORY_DAYS: Type.Integer({ default: 35, minimum: 2, maximum: 3_650 }),
  FLORIN_API_URL: Type.Optional(
    Type.String({ pattern: '^https?://', description: 'where the API answers, to freeze accounts' }),
  ),
  FLORIN_API_KEYS: Type.Array(
    Type.String({
      pattern: '^tenant_[0-7][0-9a-hjkmnp-tv-z]{25}=.{1,512}$',
      description: 'tenant_…=flk_…, separated by commas',
    }),
    {
      secret: true,
      default: [],
      description: 'an API key of each tenant whose accounts may be frozen: tenant_…=flk_…',
    },
  ),
});
