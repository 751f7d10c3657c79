import closeWithGrace from 'close-with-grace';
import { Type, type Static, type TObject } from 'typebox';
import { armFailpoints } from './failpoints.ts';
import { createLogger, type Logger } from './logger.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { logProcessOutput } from './process-output.ts';
import { readConfig } from './read-config.ts';
import { createReadiness, type Readiness, type ReadinessCheck } from './readiness.ts';
import { redactText } from './redact-text.ts';
import { releaseBootMemory } from './release-boot-memory.ts';
import { createSources, type SourceCheck, type SourceName } from './sources.ts';
import { createStopHooks, type StopHook } from './stop-hooks.ts';

export type ServiceContext<C = unknown> = {
  /** The service's name, as in logs and metrics. */
  name: string;
  config: C;
  logger: Logger;
  /** Whether requests that went well are logged too (ACCESS_LOG). */
  accessLog: boolean;
  metrics: Metrics;
  /**
   * Hooks run one after the other, the last registered first, each at most once. One that takes more than 6 s while a
   * readiness check says that a service is away is left behind.
   */
  onStop(name: string, hook: StopHook): void;
  /** True until `start` has resolved. Readiness says 503 as long. */
  isStarting(): boolean;
  isStopping(): boolean;
  /** Aborts when the process is told to stop: for what `start` waits for. */
  stopSignal: AbortSignal;
  onReadinessCheck(name: string, check: ReadinessCheck): void;
  /** For the gauge `florin_source_up`: whether the source answers and does what is asked of it. A rejection is a no. */
  onSourceCheck(name: SourceName, isUp: SourceCheck): void;
  readiness(): Promise<Readiness>;
};

export type Service<S extends TObject> = {
  name: string;
  config: S;
  start: (context: ServiceContext<Static<S>>) => Promise<void>;
  /** How long the servers stay open after SIGTERM while readiness already says 503, so that load balancers notice. */
  drainMs?: number;
  /** When a stop that hangs is given up, with exit code 1 (24,000). */
  stopWithinMs?: number;
};

// Orchestrators kill after 30 s as a rule; 25 s is the promise, one second is left for the exit itself.
const defaultStopWithinMs = 24_000;
const defaultDrainMs = 1_000;
/** What every process reads besides its own settings. */
const ownSettings = {
  LOG_LEVEL: Type.String({ default: 'info', pattern: '^(fatal|error|warn|info|debug|trace|silent)$' }),
  ACCESS_LOG: Type.Boolean({ default: false }),
  NODE_ENV: Type.String({ default: 'development' }),
  FLORIN_FAILPOINTS: Type.String({ default: '' }),
};
type OwnSettings = { LOG_LEVEL: string; ACCESS_LOG: boolean; NODE_ENV: string; FLORIN_FAILPOINTS: string };

/**
 * The main() of every app. Reads the config (the schema's own, LOG_LEVEL and ACCESS_LOG), arms FLORIN_FAILPOINTS unless NODE_ENV is
 * production (then they are refused), runs `start`, and on SIGTERM or
 * SIGINT turns readiness off, waits `drainMs` (1,000), runs the stop hooks and exits with 0 within 25 s. A second
 * signal exits at once. A failed boot is one clear line of the log and exit code 1; so is a bug that nobody caught,
 * after the hooks have run. Everything that the process writes is one JSON object a line, whoever writes it.
 */
export async function runService<S extends TObject>(service: Service<S>): Promise<void> {
  const logger = createLogger({ service: service.name });
  logProcessOutput(logger);
  try {
    const config = readConfig(Type.Object({ ...service.config.properties, ...ownSettings })) as Static<S> &
      OwnSettings;
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
  config: Static<S> & OwnSettings,
  logger: Logger,
): Promise<void> {
  if (config.FLORIN_FAILPOINTS)
    logger.warn({ failpoints: config.FLORIN_FAILPOINTS }, 'is going to fail on purpose');
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
      if (err) logger.fatal({ err }, 'stopping after an error that nobody caught');
      else logger.info({ signal }, 'stopping');
      if (!err) await new Promise((resolve) => setTimeout(resolve, service.drainMs ?? defaultDrainMs));
      await stopHooks.run();
      logger.info('stopped');
    },
  );

  const metrics = createMetrics(service.name);
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
    onSourceCheck: createSources(metrics).add,
    readiness: readiness.read,
  };
  try {
    await service.start(context);
    starting = false;
    readiness.remove('start');
    releaseBootMemory();
  } catch (error) {
    if (isStopping()) return;
    // What did open before the failure is closed again: a half-booted process must not keep locks or leadership.
    await Promise.race([stopHooks.run().catch(() => {}), new Promise((done) => setTimeout(done, 5_000))]);
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
