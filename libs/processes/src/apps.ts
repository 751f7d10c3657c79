import { join } from 'node:path';
import { internalKeys } from './internal-keys.ts';
import type { ProgramDescription } from './program.ts';
import { fromRoot, nodeBinary, repositoryRoot } from './repository.ts';
import type { ServiceUrls } from './service-urls.ts';

export const appNames = ['api', 'worker', 'fraud', 'notifications', 'analytics'] as const;
export type AppName = (typeof appNames)[number];

export type AppOptions = {
  name: AppName;
  port: number;
  /** The port of its metrics; by default 100 above its port. */
  metricsPort?: number;
  logFile: string;
  services: ServiceUrls;
  /** The secret from which the keys between the apps are derived. */
  internalToken: string;
  /** The fraud app's setting FLORIN_API_KEYS; without a key it freezes no accounts. */
  fraudApiKeys?: string;
  /** The ports at which the API finds the consumers. */
  appPorts: Record<AppName, number>;
  /** The checkout whose code it runs; by default this one. */
  root?: string;
  env?: Record<string, string | undefined>;
};

/** Webhook endpoints on this machine are allowed, and prove nothing. The key protects only the secrets of a developer's own bank. */
const webhooksInDevelopment = {
  WEBHOOK_ENCRYPTION_KEYS: Buffer.alloc(32, 'development').toString('base64'),
  WEBHOOK_ALLOW_HTTP: 'true',
  WEBHOOK_ALLOW_PRIVATE: 'true',
  WEBHOOK_PORTS: 'any',
  WEBHOOK_VERIFICATION: 'off',
};

/**
 * Limits the memory of an app; the images set the same. Under load V8 lets the young generation grow to 134 MB, where
 * 34 MB suffice, and an old generation of up to 4 GB keeps garbage for long: `npm run bench` prints the API's memory after
 * a run. One helper thread instead of four, because a collection waits for all of them while PostgreSQL uses the cores.
 */
export const appNodeOptions = '--max-semi-space-size=16 --max-old-space-size=512 --v8-pool-size=1';

/** An app as it runs in development: Node runs its TypeScript, and its settings come from the environment. */
export function describeApp(options: AppOptions) {
  const { name, metricsPort, services, internalToken, fraudApiKeys = '', appPorts, env } = options;
  return describeProcess(options, {
    ...services,
    // Overrides METRICS_PORT of the shell, which would be the same for all apps.
    METRICS_PORT: metricsPort === undefined ? '' : String(metricsPort),
    ...sharedSettings(internalToken),
    ...(name === 'api' || name === 'fraud'
      ? { ASSERTION_PRIVATE_KEY: privateKeyOf(name, internalToken) }
      : {}),
    FRAUD_URL: `http://127.0.0.1:${appPorts.fraud}`,
    NOTIFICATIONS_URL: `http://127.0.0.1:${appPorts.notifications}`,
    ANALYTICS_URL: `http://127.0.0.1:${appPorts.analytics}`,
    ...(name === 'fraud'
      ? { FLORIN_API_URL: `http://127.0.0.1:${appPorts.api}`, FLORIN_API_KEYS: fraudApiKeys }
      : {}),
    ...env,
  });
}

export type AllOptions = Omit<AppOptions, 'name' | 'appPorts' | 'services'> & {
  services: Omit<ServiceUrls, 'DATABASE_URL'>;
  /** Each app connects to PostgreSQL as a role of its own. */
  urlOf: (app: AppName) => string;
};

/** All apps in one process, on one port. */
export function describeAllApps({
  services,
  urlOf,
  internalToken,
  fraudApiKeys = '',
  ...options
}: AllOptions) {
  const urls = appNames.map((name) => [`${name.toUpperCase()}_DATABASE_URL`, urlOf(name)]);
  return describeProcess(
    { ...options, name: 'all' },
    {
      ...services,
      ...Object.fromEntries(urls),
      METRICS_PORT: options.metricsPort === undefined ? '' : String(options.metricsPort),
      ...sharedSettings(internalToken),
      API_ASSERTION_PRIVATE_KEY: privateKeyOf('api', internalToken),
      FRAUD_ASSERTION_PRIVATE_KEY: privateKeyOf('fraud', internalToken),
      FLORIN_API_URL: `http://127.0.0.1:${options.port}`,
      FLORIN_API_KEYS: fraudApiKeys,
      ...options.env,
    },
  );
}

function describeProcess(
  {
    name,
    port,
    logFile,
    root = repositoryRoot,
  }: Pick<AppOptions, 'port' | 'logFile' | 'root'> & { name: string },
  env: Record<string, string | undefined>,
) {
  return {
    name,
    command: nodeBinary,
    args: [join(root, 'apps', name, 'src', 'main.ts')],
    cwd: root,
    env: {
      HOST: '127.0.0.1',
      PORT: String(port),
      ...webhooksInDevelopment,
      NODE_OPTIONS: appNodeOptions,
      // Node keeps compiled code here: the second start of an app takes about half the time.
      NODE_COMPILE_CACHE: fromRoot('.local', 'cache', 'node'),
      ...env,
    },
    logFile,
    isReady: () => answersOk(`http://127.0.0.1:${port}/health/ready`),
    readyWithinMs: 60_000,
  } satisfies ProgramDescription;
}

/** INTERNAL_TOKEN of the shell would let the apps accept what the keys below are there to replace. */
function sharedSettings(internalToken: string): Record<string, string> {
  const keys = internalKeys(internalToken);
  return {
    INTERNAL_TOKEN: '',
    CURSOR_KEYS: keys.cursorKey,
    SEALING_KEYS: keys.sealingKey,
    API_ASSERTION_PUBLIC_KEYS: keys.api.publicKey,
    FRAUD_ASSERTION_PUBLIC_KEYS: keys.fraud.publicKey,
  };
}

const privateKeyOf = (name: 'api' | 'fraud', internalToken: string): string =>
  internalKeys(internalToken)[name].privateKey;

/** Whether a server answers this URL with 2xx now. */
export async function answersOk(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false; // It does not listen yet. startProgram gives up after readyWithinMs.
  }
}
