import { databaseSettings, replicaSettings } from '@florin/database';
import {
  calledByApiSettings,
  calledByFraudSettings,
  callerSettings,
  cursorSettings,
  sealingSettings,
} from '@florin/http';
import { redisSettings } from '@florin/locks';
import { kafkaSettings } from '@florin/messaging';
import { ConfigError, readConfig } from '@florin/service';
import { Type, type Static } from 'typebox';

const address = (port: number) => Type.String({ default: `http://127.0.0.1:${port}` });

/**
 * The settings of all processes that the checks are about: those that the libs declare, and of the apps' own those that
 * concern the whole bank.
 */
const bankSettings = Type.Object({
  ...databaseSettings,
  ...replicaSettings,
  ...redisSettings,
  ...kafkaSettings,
  ...callerSettings,
  ...calledByApiSettings,
  ...calledByFraudSettings,
  ...sealingSettings,
  ...cursorSettings,
  TOKEN_ISSUER: address(3000),
  PUBLIC_URL: Type.Optional(Type.String()),
  DATABASE_POOL_SIZE: Type.Integer({ default: 12, minimum: 2, maximum: 200 }),
  WEBHOOK_ENCRYPTION_KEYS: Type.Array(Type.String(), { default: [] }),
  WEBHOOK_ALLOW_HTTP: Type.Boolean({ default: false }),
  WEBHOOK_ALLOW_PRIVATE: Type.Boolean({ default: false }),
  WEBHOOK_VERIFICATION: Type.String({ default: 'on' }),
});

/** A setting that is missing or wrong is undefined. */
export type BankSettings = Partial<Static<typeof bankSettings>>;

/** The settings that can be read, and the mistakes in the others. The mistakes have no values. */
export function readBankSettings(env: Record<string, string | undefined>): {
  settings: BankSettings;
  mistakes: string[];
} {
  const settings: Record<string, unknown> = {};
  const mistakes: string[] = [];
  for (const [name, property] of Object.entries(bankSettings.properties)) {
    try {
      Object.assign(settings, readConfig(Type.Object({ [name]: property }), env));
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      mistakes.push(...error.mistakes);
    }
  }
  return { settings, mistakes };
}
