import { expect, test } from '@jest/globals';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** By their names they could be secrets, and they are not: paths, limits, addresses, public keys. */
const publicSettings = [
  'ANALYTICS_URL',
  'API_ASSERTION_PUBLIC_KEYS',
  'API_KEY_MAX_LIFETIME_DAYS',
  'FLORIN_API_URL',
  'FRAUD_ASSERTION_PUBLIC_KEYS',
  'FRAUD_URL',
  'KAFKA_TLS_KEY',
  'NOTIFICATIONS_URL',
  'PUBLIC_URL',
  'RATE_LIMIT_KEY',
  'RATE_LIMIT_WRONG_KEYS',
  'REDIS_TLS_KEY',
  'TOKEN_ISSUER',
  'TOKEN_LIFETIME_SECONDS',
];

type Settings = { config: { properties: Record<string, { secret?: boolean }> } };

test.each(['api', 'worker', 'fraud', 'notifications', 'analytics'])(
  'the settings of %s that may hold a secret are declared as secret, so that no log line shows them',
  async (app) => {
    const root = fileURLToPath(new URL('../../..', import.meta.url));
    const { config }: Settings = await import(join(root, 'apps', app, 'src', 'config.ts'));
    const settings = Object.entries(config.properties);
    const open = settings.filter(([, { secret }]) => secret !== true).map(([name]) => name);
    expect(open.length).toBeLessThan(settings.length);
    const couldBeSecret = /PASS|SECRET|TOKEN|KEY|URL|CREDENTIAL/;
    expect(open.filter((name) => couldBeSecret.test(name) && !publicSettings.includes(name))).toEqual([]);
  },
);
