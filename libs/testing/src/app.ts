import { derivedSettings } from '@florin/database';
import { describeApp, freePort } from '@florin/processes';
import type { AppName, ProgramDescription } from '@florin/processes';
import { openPlace, startPrivately } from './private-program.ts';
import type { PrivateProgram } from './private-program.ts';
import { testServices } from './test-services.ts';

/**
 * `metricsUrl` serves its metrics and its detailed health. `stop` kills the app: an orderly stop, which is `end`, takes a
 * second for load balancers.
 */
export type StartedApp = PrivateProgram & {
  url: string;
  metricsUrl: string;
  /** The environment that the test and the services gave it, without that of the shell. */
  settings: Record<string, string | undefined>;
};

/** The secret from which tests derive the keys between the apps. */
export const internalToken = 'internal-token-of-the-tests-0123456789abcdef';

/**
 * Runs `apps/<name>` as a process on a free port and resolves when its /health/ready answers 200. `env` overrides the
 * tests' services: FRAUD_URL and so on. DATABASE_URL is the administrator's of a test database; the app gets the URL of its
 * own role there, and migrates as the owner. With DATABASE_OWNER_URL, both are taken as they are.
 */
export function startApp(name: AppName, env: Record<string, string> = {}): Promise<StartedApp> {
  return start(name, env, {});
}

/** The same, but resolves at once: the app may still be starting, or never become ready. */
export function launchApp(name: AppName, env: Record<string, string> = {}): Promise<StartedApp> {
  return start(name, env, { isReady: async () => true });
}

/** Below the limit of a test, so that the reason is reported. An app is ready in 2 s, and in a minute beside all other tests. */
const readyWithinMs = 150_000;

async function start(
  name: AppName,
  env: Record<string, string>,
  change: Partial<ProgramDescription>,
): Promise<StartedApp> {
  const { databaseUrl, redisUrls, kafkaBrokers } = testServices();
  const port = env['PORT'] ? Number(env['PORT']) : await freePort();
  const metricsPort = await freePort();
  const place = openPlace(name);
  const describe = () => ({
    ...describeApp({
      name,
      port,
      metricsPort,
      logFile: place.logFile,
      services: {
        DATABASE_URL: databaseUrl,
        REDIS_URLS: redisUrls.join(','),
        KAFKA_BROKERS: kafkaBrokers.join(','),
      },
      internalToken,
      // Nothing listens on port 1: a consumer that the test did not start is unavailable.
      appPorts: { api: 1, worker: 1, fraud: 1, notifications: 1, analytics: 1 },
      env: { ...env, ...ownRole(name, env, databaseUrl) },
    }),
    readyWithinMs,
    ...change,
  });
  const program = await startPrivately(place, describe);
  return {
    ...program,
    url: `http://127.0.0.1:${port}`,
    metricsUrl: `http://127.0.0.1:${metricsPort}`,
    settings: describe().env,
    async stop() {
      await program.kill();
      await program.stop();
    },
  };
}

function ownRole(name: AppName, env: Record<string, string>, testUrl: string): Record<string, string> {
  return env['DATABASE_OWNER_URL'] === undefined ? derivedSettings(env['DATABASE_URL'] ?? testUrl, name) : {};
}

/** The environment of an app whose `Date` is shifted by this much. */
export function clockShiftedBy(shiftMs: number): Record<string, string> {
  const script = new URL('shifted-clock.mjs', import.meta.url).href;
  return { NODE_OPTIONS: `--import ${script}`, CLOCK_SHIFT_MS: String(shiftMs) };
}
