import { flushCompileCache } from 'node:module';
import closeWithGrace from 'close-with-grace';
import { Type, type Static, type TObject } from 'typebox';
import { endsWithin } from './attempt-within.ts';
import { collectBootGarbage } from './collect-boot-garbage.ts';
import { createDependencyGauge, type DependencyCheck, type DependencyName } from './dependency-gauge.ts';
import { armFailpoints } from './failpoints.ts';
import { createLogger, redactText, type Logger } from './logger.ts';
import { createMetrics, showBuild, type Metrics } from './metrics.ts';
import { logProcessOutput } from './process-output.ts';
import { readConfig, secretNamesOf } from './read-config.ts';
import { createReadiness, type Readiness, type ReadinessCheck } from './readiness.ts';
import { createStopHooks, type StopHook } from './stop-hooks.ts';
import { startTracing, tracingSettings, type TracingSettings } from './tracing.ts';

export type ServiceContext<C = unknown> = {
  /** The service's name, as in logs and metrics. */
  name: string;
  config: C;
  logger: Logger;
  /** Whether successful requests are logged too (ACCESS_LOG). */
  accessLog: boolean;
  metrics: Metrics;
  /**
   * Hooks run one after the other, the last registered first, each at most once. A hook that takes more than 6 s is
   * abandoned if a readiness check reports that a service is away.
   */
  onStop(name: string, hook: StopHook): void;
  /** True until `start` has resolved. Until then the service is not ready. */
  isStarting(): boolean;
  isStopping(): boolean;
  /** Aborts when the process receives a stop signal. `start` passes it to everything it waits for. */
  stopSignal: AbortSignal;
  onReadinessCheck(name: string, check: ReadinessCheck): void;
  /** Adds a dependency to the gauge `florin_source_up`. */
  onDependencyCheck(name: DependencyName, isUp: DependencyCheck): void;
  readiness(): Promise<Readiness>;
};

export type Service<S extends TObject> = {
  name: string;
  config: S;
  start: (context: ServiceContext<Static<S>>) => Promise<void>;
  /** How long servers accept requests after SIGTERM while readiness answers 503, so that load balancers notice (1,000). */
  drainMs?: number;
  /** The time after which a stop that hangs is given up, with exit code 1 (24,000). */
  stopWithinMs?: number;
};

// Orchestrators kill a process after 30 s by default. The promise is 25 s; one second is left for the exit itself.
const defaultStopWithinMs = 24_000;
const defaultDrainMs = 1_000;
/** Closing after a failed start. */
const closeAfterFailureLimitMs = 5_000;
/** The settings of every process, read in addition to its own. */
const commonSettings = {
  LOG_LEVEL: Type.String({ default: 'info', pattern: '^(fatal|error|warn|info|debug|trace|silent)$' }),
  ACCESS_LOG: Type.Boolean({ default: false }),
  NODE_ENV: Type.String({ default: 'development' }),
  FLORIN_FAILPOINTS: Type.String({ default: '' }),
  FLORIN_REVISION: Type.String({ default: '', maxLength: 64 }),
  ...tracingSettings,
};
type CommonSettings = Record<'LOG_LEVEL' | 'NODE_ENV' | 'FLORIN_FAILPOINTS' | 'FLORIN_REVISION', string> &
  TracingSettings & { ACCESS_LOG: boolean };

/**
 * The main function of every app. Reads the config (the schema's settings and the common ones), arms FLORIN_FAILPOINTS
 * (refused if NODE_ENV is production) and runs `start`. On SIGTERM or SIGINT it turns readiness off, waits `drainMs`,
 * runs the stop hooks and exits with code 0 within 25 s; a second signal exits at once. A failed start writes one log
 * line and exits with code 1. An uncaught error runs the hooks and exits with code 1. Everything the process writes is
 * one JSON object per line.
 */
export async function runService<S extends TObject>(service: Service<S>): Promise<void> {
  const logger = createLogger({ service: service.name, secretNames: secretNamesOf(service.config) });
  logProcessOutput(logger);
  try {
    const config = readConfig(Type.Object({ ...service.config.properties, ...commonSettings })) as Static<S> &
      CommonSettings;
    armFailpoints(config.FLORIN_FAILPOINTS, config.NODE_ENV);
    logger.level = config.LOG_LEVEL;
    await startService(service, config, logger);
  } catch (error) {
    logger.fatal({ err: error }, `could not start: ${reasonOf(error)}`);
    process.exit(1);
  }
}

async function startService<S extends TObject>(
  service: Service<S>,
  config: Static<S> & CommonSettings,
  logger: Logger,
): Promise<void> {
  if (config.FLORIN_FAILPOINTS)
    logger.warn(
      { failpoints: config.FLORIN_FAILPOINTS },
      'failpoints are armed: this process fails on purpose',
    );
  let starting = true;
  const stop = new AbortController();
  const isStopping = () => stop.signal.aborted;
  const readiness = createReadiness(logger, isStopping);
  readiness.add('start', async () => ({ ok: false, detail: 'starting', required: true }));
  const stopHooks = createStopHooks(logger, readiness.away);

  const onTimeout = () => logger.fatal({ hook: stopHooks.current() }, 'did not stop in time, giving up');
  closeWithGrace(
    { delay: service.stopWithinMs ?? defaultStopWithinMs, logger: graceLogger(logger), onTimeout },
    async ({ err, signal }) => {
      stop.abort();
      if (err) logger.fatal({ err }, 'stopping after an uncaught error');
      else logger.info({ signal }, 'stopping');
      if (!err) await new Promise((resolve) => setTimeout(resolve, service.drainMs ?? defaultDrainMs));
      await stopHooks.run();
      logger.info('stopped');
    },
  );

  const closeTraces = await startTracing(service.name, config);
  // Registered first, so it runs last: the other hooks end spans.
  if (closeTraces) stopHooks.add('traces', closeTraces);
  const metrics = createMetrics(service.name);
  showBuild(metrics, config.FLORIN_REVISION);
  const context: ServiceContext<Static<S>> = {
    name: service.name,
    config,
    logger,
    accessLog: config.ACCESS_LOG,
    metrics,
    onStop: stopHooks.add,
    isStarting: () => starting,
    isStopping,
    stopSignal: stop.signal,
    onReadinessCheck: readiness.add,
    onDependencyCheck: createDependencyGauge(metrics).add,
    readiness: readiness.read,
  };
  try {
    await service.start(context);
    starting = false;
    readiness.remove('start');
    // With NODE_COMPILE_CACHE, Node keeps compiled modules at an orderly exit only: processes that are killed would never
    // spare the next ones their compilation, a third of the CPU of a start.
    flushCompileCache();
    collectBootGarbage();
  } catch (error) {
    if (isStopping()) return;
    // Closes what was opened before the failure: a process that failed to start must not keep locks or leadership.
    await endsWithin(closeAfterFailureLimitMs, stopHooks.run()).catch(() => undefined);
    throw error;
  }
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
