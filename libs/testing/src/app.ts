import { describeApp, freePort } from '@florin/processes';
import type { AppName, ProgramDescription } from '@florin/processes';
import { openPlace, startPrivately } from './private-program.ts';
import type { PrivateProgram } from './private-program.ts';
import { testServices } from './test-services.ts';

/** `metricsUrl` is where its metrics are, and what its health says in detail. */
export type StartedApp = PrivateProgram & { url: string; metricsUrl: string };

/** Both sides of the API's HTTP server to its consumers know it in tests. */
export const internalToken = 'internal-token-of-the-tests-0123456789abcdef';

/**
 * Runs `apps/<name>` as a process of its own on a free port, and resolves when its /health/ready answers 200. `env`
 * goes over the tests' services: give it DATABASE_URL of a test database, FRAUD_URL and so on.
 */
export function startApp(name: AppName, env: Record<string, string> = {}): Promise<StartedApp> {
  return start(name, env, {});
}

/** The same without waiting for anything: it may still be starting, or never be ready. */
export function launchApp(name: AppName, env: Record<string, string> = {}): Promise<StartedApp> {
  return start(name, env, { isReady: async () => true });
}

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
      // Nobody listens on port 1: a consumer that a test did not start is away, not somebody else's.
      appPorts: { api: 1, worker: 1, fraud: 1, notifications: 1, analytics: 1 },
      env,
    }),
    ...change,
  });
  const program = await startPrivately(place, describe);
  return { ...program, url: `http://127.0.0.1:${port}`, metricsUrl: `http://127.0.0.1:${metricsPort}` };
}

/** The environment of an app whose clock is wrong by this much: its `Date`, and nothing else of the machine. */
export function clockShiftedBy(shiftMs: number): Record<string, string> {
  const script = new URL('shifted-clock.mjs', import.meta.url).href;
  return { NODE_OPTIONS: `--import ${script}`, CLOCK_SHIFT_MS: String(shiftMs) };
}
