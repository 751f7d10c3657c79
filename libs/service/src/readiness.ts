import { attemptWithin, AttemptTimedOut } from './attempt-within.ts';
import type { Logger } from './logger.ts';

/** The state of one dependency. The service is not ready while a `required` dependency is not ok. */
export type CheckResult = { ok: boolean; detail?: string; required: boolean };
export type ReadinessCheck = () => Promise<CheckResult>;
export type Readiness = { ready: boolean; checks: Record<string, CheckResult> };

const checkLimitMs = 1_000;
/**
 * /health/ready needs no key. However often it is requested, each dependency is checked at most twice a second, and one
 * check at a time.
 */
const keptMs = 500;

/** Runs all checks concurrently, each for at most one second. Not ready as soon as `isStopping` returns true. */
export function createReadiness(logger: Logger, isStopping: () => boolean) {
  const checks = new Map<string, ReadinessCheck>();
  let kept: { until: number; readiness: Promise<Readiness> } | undefined;

  async function runAll(): Promise<Readiness> {
    const results = await Promise.all(
      [...checks].map(async ([name, check]) => [name, await runCheck(name, check, logger)] as const),
    );
    return {
      ready: results.every(([, result]) => result.ok || !result.required),
      checks: Object.fromEntries(results),
    };
  }

  return {
    add(name: string, check: ReadinessCheck): void {
      checks.set(name, check);
      kept = undefined;
    },
    remove(name: string): void {
      checks.delete(name);
      kept = undefined;
    },
    /** The dependencies that are not ok. Checks them now, also while the process stops. */
    async away(): Promise<string[]> {
      const results = Object.entries((await runAll()).checks);
      return results.filter(([, { ok }]) => !ok).map(([name]) => name);
    },
    async read(): Promise<Readiness> {
      if (isStopping()) {
        return { ready: false, checks: { process: { ok: false, detail: 'stopping', required: true } } };
      }
      if (!kept || performance.now() > kept.until) {
        const requested = { until: Infinity, readiness: runAll() };
        void requested.readiness.finally(() => (requested.until = performance.now() + keptMs));
        kept = requested;
      }
      return kept.readiness;
    },
  };
}

async function runCheck(name: string, check: ReadinessCheck, logger: Logger): Promise<CheckResult> {
  try {
    return await attemptWithin(checkLimitMs, check);
  } catch (error) {
    if (error instanceof AttemptTimedOut) return { ok: false, detail: error.message, required: true };
    logger.warn({ err: error, check: name }, 'readiness check failed');
    return { ok: false, detail: 'check failed', required: true };
  }
}
