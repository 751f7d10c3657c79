import type { Logger } from './logger.ts';

export type StopHook = () => void | Promise<void>;

/** Longer than a hook takes whose services answer. */
const patienceMs = 6_000;
/** Once one was left behind, the others wait for the same service. */
const patienceWhenAwayMs = 500;

/**
 * What a process has to close, in reverse order of opening. A hook that fails does not keep the others from
 * running; `run` then rejects with all failures, so that the exit code says so. One that takes long is left behind
 * when `away` names a service: whatever it waits for may never answer. Without such a reason it is waited for.
 */
export function createStopHooks(logger: Logger, away: () => Promise<readonly string[]> = async () => []) {
  const hooks: { name: string; stop: StopHook }[] = [];
  let current: string | undefined;
  let isServiceAway = false;

  /** Answers true when the hook has not ended and need not be waited for. */
  async function leaves(name: string, stopping: Promise<void>): Promise<boolean> {
    if (await endsWithin(stopping, isServiceAway ? patienceWhenAwayMs : patienceMs)) return false;
    if (!isServiceAway) {
      const services = await away();
      isServiceAway = services.length > 0;
      if (isServiceAway) logger.warn({ away: services }, 'stopping without what is away');
    }
    if (isServiceAway) logger.warn({ hook: name }, 'left behind');
    return isServiceAway;
  }

  async function close({ name, stop }: (typeof hooks)[number]): Promise<void> {
    const stopping = Promise.resolve(stop());
    if (await leaves(name, stopping)) stopping.catch(() => undefined);
    else await stopping;
  }

  async function runAll(): Promise<void> {
    const failures: unknown[] = [];
    for (let hook = hooks.pop(); hook; hook = hooks.pop()) {
      const begin = performance.now();
      current = hook.name;
      try {
        await close(hook);
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

/** Rejects as `work` does. */
async function endsWithin(work: Promise<void>, withinMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), withinMs);
  });
  return Promise.race([work.then(() => true), tooLate]).finally(() => clearTimeout(timer));
}
