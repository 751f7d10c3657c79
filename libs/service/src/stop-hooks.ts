import type { Logger } from './logger.ts';

export type StopHook = () => void | Promise<void>;

/**
 * What a process has to close, in reverse order of opening. A hook that fails does not keep the others from
 * running; `run` then rejects with all failures, so that the exit code says so.
 */
export function createStopHooks(logger: Logger) {
  const hooks: { name: string; stop: StopHook }[] = [];
  let current: string | undefined;

  async function runAll(): Promise<void> {
    const failures: unknown[] = [];
    for (let hook = hooks.pop(); hook; hook = hooks.pop()) {
      const begin = performance.now();
      current = hook.name;
      try {
        await hook.stop();
      } catch (error) {
        failures.push(new Error(`closing ${hook.name} failed`, { cause: error }));
      }
      logger.debug({ hook: hook.name, ms: Math.round(performance.now() - begin) }, 'closed');
    }
    if (failures.length > 0) throw new AggregateError(failures, 'not everything could be closed');
  }

  let running: Promise<void> | undefined;
  return {
    add(name: string, stop: StopHook): void {
      hooks.push({ name, stop });
    },
    /** The hook that is being waited for. */
    current: () => current,
    run(): Promise<void> {
      return (running ??= runAll());
    },
  };
}
