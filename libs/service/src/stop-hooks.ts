import { endsWithin } from './attempt-within.ts';
import type { Logger } from './logger.ts';

export type StopHook = () => void | Promise<void>;

/** Longer than any hook needs while the services it uses answer. */
const hookLimitMs = 6_000;
/** After one hook was abandoned because a service is away: the other hooks wait for the same service. */
const hookLimitWhenAwayMs = 500;

/**
 * Closes what a process has opened, in reverse order: the services one after the other, the last one first, and of each what
 * was opened last. A hook that fails does not prevent the others from running; `run`
 * then rejects with all failures, so that the exit code shows them. A hook that takes too long is abandoned if `away`
 * names a service, because that service may never answer. If `away` names none, the hook is waited for.
 */
export function createStopHooks(logger: Logger, away: () => Promise<readonly string[]> = async () => []) {
  const hooks: { name: string; stop: StopHook; service: number }[] = [];
  let current: string | undefined;
  let isServiceAway = false;

  /** Resolves to true when the hook has not ended and is not waited for. */
  async function isAbandoned(name: string, stopping: Promise<void>): Promise<boolean> {
    if (await endsWithin(isServiceAway ? hookLimitWhenAwayMs : hookLimitMs, stopping)) return false;
    if (!isServiceAway) {
      const services = await away();
      isServiceAway = services.length > 0;
      if (isServiceAway) logger.warn({ away: services }, 'stopping without the services that are away');
    }
    if (isServiceAway) logger.warn({ hook: name }, 'abandoned a stop hook');
    return isServiceAway;
  }

  async function close({ name, stop }: (typeof hooks)[number]): Promise<void> {
    const stopping = Promise.resolve(stop());
    if (await isAbandoned(name, stopping)) stopping.catch(() => undefined);
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
    if (failures.length > 0) throw new AggregateError(failures, 'some stop hooks failed');
  }

  let running: Promise<void> | undefined;
  return {
    /** `service` is the place of the service among those of the process. */
    add(name: string, stop: StopHook, service = 0): void {
      const later = hooks.findIndex((hook) => hook.service > service);
      hooks.splice(later === -1 ? hooks.length : later, 0, { name, stop, service });
    },
    /** The hook that is running. */
    current: () => current,
    run(): Promise<void> {
      return (running ??= runAll());
    },
  };
}
