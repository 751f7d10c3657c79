import { join } from 'node:path';
import type { Say } from './narration.ts';
import type { ProgramDescription } from './processes/program.ts';
import { fromRoot, nodeBinary } from './repository.ts';
import { appNames } from './settings.ts';
import type { AppName, ServiceUrls, StackSettings } from './settings.ts';
import type { Supervisor } from './processes/supervisor.ts';

export type AppOptions = {
  name: AppName;
  port: number;
  /** Where its metrics are; 100 above its port by default. */
  metricsPort?: number;
  logFile: string;
  services: ServiceUrls;
  internalToken: string;
  /** The fraud app's keys, as its settings have them; without one it freezes nothing. */
  fraudApiKeys?: string;
  /** Where the API finds the consumers. */
  appPorts: Record<AppName, number>;
  env?: Record<string, string | undefined>;
};

/** Endpoints on this machine may be tried out; the key keeps nobody's secrets but a developer's. */
const webhooksInDevelopment = {
  WEBHOOK_ENCRYPTION_KEYS: Buffer.alloc(32, 'development').toString('base64'),
  WEBHOOK_ALLOW_HTTP: 'true',
  WEBHOOK_ALLOW_PRIVATE: 'true',
  WEBHOOK_PORTS: 'any',
};

/**
 * How an app's memory is bounded; the images say the same. Under load V8 lets the young generation grow to 134 MB, where
 * 34 do, and keeps what an old generation of 4 GB could hold: `npm run bench` prints what the API has after it. One helper
 * thread instead of four: a collection waits for all of them, also while PostgreSQL has their cores.
 */
export const appNodeOptions = '--max-semi-space-size=16 --max-old-space-size=512 --v8-pool-size=1';

/** An app as it runs in development: its TypeScript as it is, its settings from the environment alone. */
export function describeApp(options: AppOptions) {
  const {
    name,
    port,
    metricsPort,
    logFile,
    services,
    internalToken,
    fraudApiKeys = '',
    appPorts,
    env,
  } = options;
  return {
    name,
    command: nodeBinary,
    args: [fromRoot('apps', name, 'src', 'main.ts')],
    cwd: fromRoot(),
    env: {
      ...services,
      HOST: '127.0.0.1',
      PORT: String(port),
      // Of the API, where the shell that starts the stack has it; each app has its own.
      METRICS_PORT: metricsPort === undefined ? '' : String(metricsPort),
      INTERNAL_TOKEN: internalToken,
      FRAUD_URL: `http://127.0.0.1:${appPorts.fraud}`,
      NOTIFICATIONS_URL: `http://127.0.0.1:${appPorts.notifications}`,
      ANALYTICS_URL: `http://127.0.0.1:${appPorts.analytics}`,
      ...webhooksInDevelopment,
      NODE_OPTIONS: appNodeOptions,
      ...(name === 'fraud'
        ? { FLORIN_API_URL: `http://127.0.0.1:${appPorts.api}`, FLORIN_API_KEYS: fraudApiKeys }
        : {}),
      // Keeps what Node compiled, types stripped: the second start of an app takes about half the time.
      NODE_COMPILE_CACHE: fromRoot('.local', 'cache', 'node'),
      ...env,
    },
    logFile,
    isReady: () => isReady(port),
    readyWithinMs: 60_000,
  } satisfies ProgramDescription;
}

async function isReady(port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`, {
      signal: AbortSignal.timeout(2_000),
    });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false; // It does not listen yet; startProgram gives up at readyWithinMs.
  }
}

type Bank = { settings: StackSettings; services: ServiceUrls; internalToken: string; fraudApiKeys: string };

/** Starts the API, the worker and the consumers side by side; each is ready when its own checks say so. */
export async function startApps(bank: Bank, supervisor: Supervisor, say: Say): Promise<void> {
  const { settings, services, internalToken, fraudApiKeys } = bank;
  const { appPorts } = settings;
  const starts = appNames.map(async (name) => {
    const port = appPorts[name];
    const logFile = join(settings.logDirectory, `${name}.log`);
    await supervisor.start({
      name,
      port,
      restartAfterMs: 500,
      describe: () => describeApp({ name, port, logFile, services, internalToken, fraudApiKeys, appPorts }),
    });
    say(`${name} is ready on http://127.0.0.1:${port}`);
  });
  await Promise.all(starts);
}
