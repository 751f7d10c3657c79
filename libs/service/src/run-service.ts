import { flushCompileCache } from 'node:module';
import closeWithGrace from 'close-with-grace';
import type { TObject } from 'typebox';
import { endsWithin } from './attempt-within.ts';
import { collectBootGarbage } from './collect-boot-garbage.ts';
import { createDependencyGauge } from './dependency-gauge.ts';
import { armFailpoints } from './failpoints.ts';
import { createLogger, redactText, type Logger } from './logger.ts';
import { createMetrics, showBuild, textOfAll, type Metrics } from './metrics.ts';
import { logProcessOutput } from './process-output.ts';
import { secretNamesOf } from './read-config.ts';
import { createReadiness } from './readiness.ts';
import { readConfigs, type AnyService, type CommonSettings, type Member, type Service } from './service.ts';
import { createStopHooks } from './stop-hooks.ts';
import { startTracing } from './tracing.ts';

// Orchestrators kill a process after 30 s by default. The promise is 25 s; one second is left for the exit itself.
const defaultStopWithinMs = 24_000;
const defaultDrainMs = 1_000;
/** Closing after a failed start. */
const closeAfterFailureLimitMs = 5_000;

/**
 * The main function of every app. Reads the config (the schema's settings and the common ones), arms FLORIN_FAILPOINTS
 * (refused if NODE_ENV is production) and runs `start`. On SIGTERM or SIGINT it turns readiness off, waits `drainMs`,
 * runs the stop hooks and exits with code 0 within 25 s; a second signal exits at once. A failed start writes one log
 * line and exits with code 1. An uncaught error runs the hooks and exits with code 1. Everything the process writes is
 * one JSON object per line.
 */
export const runService = <S extends TObject>(service: Service<S>): Promise<void> =>
  runServices(service.name, [{ service }]);

/**
 * The same for several services in one process. They start at the same time, and one that gets URLs of others as soon as those
 * listen; they stop one after the other, the last one first. The process is ready when all are, and ends when one of them does not
 * start. The last one shows the metrics and the health of all. A setting for the service `fraud` alone has its name in front:
 * FRAUD_DATABASE_URL.
 */
export async function runServices(name: string, members: readonly Member[]): Promise<void> {
  const parts = members.map(({ service, urls = {} }) => ({
    service,
    urls,
    logger: createLogger({ service: service.name, secretNames: secretNamesOf(service.config) }),
  }));
  const [only, ...others] = parts;
  const logger = only && others.length === 0 ? only.logger : createLogger({ service: name });
  logProcessOutput(logger);
  try {
    const configs = readConfigs(members);
    const configured = parts.flatMap((part, index) => {
      const config = configs[index];
      return config ? [{ ...part, config }] : [];
    });
    await startServices(name, configured, logger);
  } catch (error) {
    logger.fatal({ err: error }, `could not start: ${reasonOf(error)}`);
    process.exit(1);
  }
}

/** One service of the process, with what it alone has. */
type Part = Required<Pick<Member, 'service' | 'urls'>> & {
  logger: Logger;
  config: Record<string, unknown> & CommonSettings;
};

async function startServices(name: string, parts: readonly Part[], logger: Logger): Promise<void> {
  const last = parts.at(-1);
  if (last === undefined) throw new Error('a process needs a service');
  const common: CommonSettings = last.config;
  armFailpoints(common.FLORIN_FAILPOINTS, common.NODE_ENV);
  logger.level = common.LOG_LEVEL;
  if (common.FLORIN_FAILPOINTS)
    logger.warn(
      { failpoints: common.FLORIN_FAILPOINTS },
      'failpoints are armed: this process fails on purpose',
    );
  const shared = stopInOrder(last.service, logger);
  const closeTraces = await startTracing(name, common);
  // Registered first, so it runs last: the other hooks end spans.
  if (closeTraces) shared.stopHooks.add('traces', closeTraces);
  const metricsOf = createMetricsOf(name, parts, common.FLORIN_REVISION);
  const listening = new Map(parts.map(({ service }) => [service.name, Promise.withResolvers<string>()]));
  try {
    const starts = parts.map((part, place) =>
      startService(part, { ...shared, metricsOf, listening, place, count: parts.length }),
    );
    await Promise.all(starts);
    // With NODE_COMPILE_CACHE, Node keeps compiled modules at an orderly exit only: processes that are killed would never
    // spare the next ones their compilation, a third of the CPU of a start.
    flushCompileCache();
    collectBootGarbage();
  } catch (error) {
    if (shared.stopSignal.aborted) return;
    // Closes what was opened before the failure: a process that failed to start must not keep locks or leadership.
    await endsWithin(closeAfterFailureLimitMs, shared.stopHooks.run()).catch(() => undefined);
    throw error;
  }
}

/** What the services of a process share. Stops the process on a signal or an uncaught error. */
function stopInOrder({ stopWithinMs, drainMs }: AnyService, logger: Logger) {
  const stop = new AbortController();
  const readiness = createReadiness(logger, () => stop.signal.aborted);
  const stopHooks = createStopHooks(logger, readiness.away);
  const onTimeout = () => logger.fatal({ hook: stopHooks.current() }, 'did not stop in time, giving up');
  closeWithGrace(
    { delay: stopWithinMs ?? defaultStopWithinMs, logger: graceLogger(logger), onTimeout },
    async ({ err, signal }) => {
      stop.abort();
      if (err) logger.fatal({ err }, 'stopping after an uncaught error');
      else logger.info({ signal }, 'stopping');
      if (!err) await new Promise((resolve) => setTimeout(resolve, drainMs ?? defaultDrainMs));
      await stopHooks.run();
      logger.info('stopped');
    },
  );
  return { stopSignal: stop.signal, readiness, stopHooks };
}

type Shared = ReturnType<typeof stopInOrder> & {
  metricsOf: (service: string) => Metrics;
  /** The URL of each service by its name, once it listens. */
  listening: ReadonlyMap<string, PromiseWithResolvers<string>>;
  /** Of the service among the `count` of the process. */
  place: number;
  count: number;
};

async function startService({ service, urls, logger, config }: Part, shared: Shared): Promise<void> {
  const { stopSignal, readiness, stopHooks, listening, place, count } = shared;
  const { name } = service;
  const metrics = shared.metricsOf(name);
  const nameOf = (check: string) => (count === 1 ? check : `${name}: ${check}`);
  let starting = true;
  logger.level = config.LOG_LEVEL;
  readiness.add(nameOf('start'), async () => ({ ok: false, detail: 'starting', required: true }));
  const given = Object.entries(urls).map(async ([setting, other]) => [
    setting,
    await listening.get(other)?.promise,
  ]);
  await service.start({
    name,
    config: { ...config, ...Object.fromEntries(await Promise.all(given)) },
    logger,
    accessLog: config.ACCESS_LOG,
    metrics,
    onStop: (hook, stop) => stopHooks.add(nameOf(hook), stop, place),
    isStarting: () => starting,
    isStopping: () => stopSignal.aborted,
    stopSignal,
    onReadinessCheck: (check, run) => readiness.add(nameOf(check), run),
    onDependencyCheck: createDependencyGauge(metrics).add,
    readiness: readiness.read,
    servesOperators: place === count - 1,
    onListening: (url) => listening.get(name)?.resolve(url),
  });
  starting = false;
  readiness.remove(nameOf('start'));
}

/** The metrics of each service by name. The text of each is that of the whole process, whose own metrics are in it once. */
function createMetricsOf(
  name: string,
  parts: readonly Part[],
  revision: string,
): (service: string) => Metrics {
  const ofProcess = createMetrics(name);
  showBuild(ofProcess, revision);
  if (parts.length === 1) return () => ofProcess;
  const all = new Map(
    parts.map(({ service }) => [service.name, createMetrics(service.name, { ofProcess: false })]),
  );
  const text = textOfAll([ofProcess, ...all.values()].map(({ registry }) => registry));
  return (service) => ({ ...(all.get(service) ?? ofProcess), text });
}

function reasonOf(error: unknown): string {
  return redactText(error instanceof Error ? error.message || error.name : String(error));
}

function graceLogger(logger: Logger) {
  return {
    error(message: unknown): void {
      if (message instanceof Error) logger.fatal({ err: message }, 'stopping failed');
      else logger.fatal(String(message));
    },
  };
}
