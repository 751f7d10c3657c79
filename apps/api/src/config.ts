import { cellSettings } from '@florin/access';
import { databaseSettings, replicaSettings } from '@florin/database';
import {
  calledByFraudSettings,
  callerSettings,
  cursorSettings,
  rateLimitSettings,
  sealingSettings,
  securityTextSettings,
} from '@florin/http';
import { redisSettings } from '@florin/locks';
import { Type } from 'typebox';

const whole = (fallback: number, minimum: number, maximum: number) =>
  Type.Integer({ default: fallback, minimum, maximum });

/** The settings that the process reads from its environment; README.md describes them. */
export const config = Type.Object({
  ...databaseSettings,
  ...replicaSettings,
  ...redisSettings,
  ...callerSettings,
  ...calledByFraudSettings,
  ...sealingSettings,
  ...cursorSettings,
  ...cellSettings,
  FRAUD_URL: Type.String({ default: 'http://127.0.0.1:3001' }),
  NOTIFICATIONS_URL: Type.String({ default: 'http://127.0.0.1:3002' }),
  ANALYTICS_URL: Type.String({ default: 'http://127.0.0.1:3003' }),
  TOKEN_ISSUER: Type.String({
    default: 'http://127.0.0.1:3000',
    pattern: '^https?://[^\\s?#@]{1,200}$',
    description: 'the address by which clients know the bank; the same at all API processes',
  }),
  PUBLIC_URL: Type.Optional(
    Type.String({
      pattern: '^https?://[^\\s?#@]{1,200}$',
      description: 'the address by which clients know the API, for links in its answers',
    }),
  ),
  CONSOLE_SIGN_IN_FILE: Type.Optional(
    Type.String({
      minLength: 1,
      description:
        'for npm start: the file with the key for which the console exchanges the code of its sign-in link',
    }),
  ),
  TOKEN_LIFETIME_SECONDS: whole(600, 1, 900),
  API_KEY_MAX_LIFETIME_DAYS: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 3_650, description: 'how long a new API key works at most' }),
  ),
  HOST: Type.String({ default: '127.0.0.1' }),
  PORT: whole(3000, 0, 65_535),
  METRICS_HOST: Type.String({ default: '127.0.0.1' }),
  METRICS_PORT: Type.Optional(Type.Integer({ minimum: 0, maximum: 65_535 })),
  DATABASE_POOL_SIZE: whole(12, 2, 200),
  POSTING_BATCH_SIZE: whole(500, 1, 5_000),
  POSTING_BATCHES_IN_FLIGHT: whole(2, 1, 200),
  POSTING_WAITING: whole(5_000, 1, 1_000_000),
  POSTING_ANSWER_WITHIN_MS: whole(2_000, 100, 60_000),
  ...rateLimitSettings,
  ...securityTextSettings,
  TRUSTED_PROXIES: Type.Array(Type.String({ pattern: '^[0-9a-fA-F:.]+(/[0-9]{1,3})?$' }), {
    default: [],
    description: 'addresses or networks of load balancers, by commas; their X-Forwarded-For names the client',
  }),
  LOCK_TTL_MS: whole(2_000, 100, 60_000),
  LOCK_ANSWER_MS: whole(35, 5, 10_000),
});
