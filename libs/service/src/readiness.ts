import type { Logger } from './logger.ts';

/** What one dependency says of itself. Only a `required` one that is not ok makes the service not ready. */
export type CheckResult = { ok: boolean; detail?: string; required: boolean };
export type ReadinessCheck = () => Promise<CheckResult>;
export type Readiness = { ready: boolean; checks: Record<string, CheckResult> };

const checkTimeoutMs = 1_000;
// /health/ready is open to everyone: however often it is asked, the dependencies are asked twice a second, once at a time.
const keptMs = 500;

/** Runs all checks side by side, each bounded to a second. Once `isStopping` it is not ready, at once. */
export function createReadiness(logger: Logger, isStopping: () => boolean) {
  const checks = new Map<string, ReadinessCheck>();
  let kept: { until: number; readiness: Promise<Readiness> } | undefined;

  async function runAll(): Promise<Readiness> {
    const results = await Promise.all(
      [...checks].map(async ([name, check]) => [name, await runBounded(name, check, logger)] as const),
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
    /** The dependencies that are not ok, asked now and while stopping too. */
    async away(): Promise<string[]> {
      const { checks: results } = await runAll();
      return Object.keys(results).filter((name) => !results[name]!.ok);
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

async function runBounded(name: string, check: ReadinessCheck, logger: Logger): Promise<CheckResult> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<CheckResult>((resolve) => {
    const detail = `no answer within ${checkTimeoutMs} ms`;
    timer = setTimeout(() => resolve({ ok: false, detail, required: true }), checkTimeoutMs);
  });
  try {
    return await Promise.race([check(), tooLate]);
  } catch (error) {
    logger.warn({ err: error, check: name }, 'readiness check failed');
    return { ok: false, detail: 'check failed', required: true };
  } finally {
    clearTimeout(timer);
  }
}
