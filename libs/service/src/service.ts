import { Type, type Static, type TObject } from 'typebox';
import type { DependencyCheck, DependencyName } from './dependency-gauge.ts';
import type { Logger } from './logger.ts';
import type { Metrics } from './metrics.ts';
import { ConfigError, environmentOf, readConfig, type Environment } from './read-config.ts';
import type { Readiness, ReadinessCheck } from './readiness.ts';
import type { StopHook } from './stop-hooks.ts';
import { tracingSettings, type TracingSettings } from './tracing.ts';

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
  /** Of the whole process. */
  readiness(): Promise<Readiness>;
  /** Whether this service shows operators the metrics and the health of the process: one service of each process does. */
  servesOperators: boolean;
  /** The service calls it once with its URL, as soon as it listens. */
  onListening(url: string): void;
};

export type Service<S extends TObject> = {
  name: string;
  config: S;
  start(context: ServiceContext<Static<S>>): Promise<void>;
  /** How long servers accept requests after SIGTERM while readiness answers 503, so that load balancers notice (1,000). */
  drainMs?: number;
  /** The time after which a stop that hangs is given up, with exit code 1 (24,000). */
  stopWithinMs?: number;
};

/** A service of any settings. */
export type AnyService = Service<TObject>;

/** One of the services of a process. */
export type Member = {
  service: AnyService;
  /** Settings that replace those of the environment. */
  settings?: Environment;
  /** Settings that get the URL at which another service of the process listens, by its name. */
  urls?: Readonly<Record<string, string>>;
};

/** Gives `start` the types of the service's settings. */
export const defineService = <S extends TObject>(service: Service<S>): AnyService => service;

/** The settings of every process, read in addition to its own. */
const commonSettings = {
  LOG_LEVEL: Type.String({ default: 'info', pattern: '^(fatal|error|warn|info|debug|trace|silent)$' }),
  ACCESS_LOG: Type.Boolean({ default: false }),
  NODE_ENV: Type.String({ default: 'development' }),
  FLORIN_FAILPOINTS: Type.String({ default: '' }),
  FLORIN_REVISION: Type.String({ default: '', maxLength: 64 }),
  ...tracingSettings,
};
export type CommonSettings = Record<
  'LOG_LEVEL' | 'NODE_ENV' | 'FLORIN_FAILPOINTS' | 'FLORIN_REVISION',
  string
> &
  TracingSettings & { ACCESS_LOG: boolean };

/** Reads the settings of all services of a process. Throws ConfigError with every mistake. */
export function readConfigs(members: readonly Member[]): (Record<string, unknown> & CommonSettings)[] {
  const isAlone = members.length === 1;
  const mistakes: string[] = [];
  const configs = members.flatMap(({ service, settings = {} }) => {
    const schema = Type.Object({ ...service.config.properties, ...commonSettings });
    try {
      return [
        isAlone ? readConfig(schema) : readConfig(schema, environmentOf(service.name, schema, settings)),
      ];
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      mistakes.push(...error.mistakes.map((each) => (isAlone ? each : `${service.name}: ${each}`)));
      return [];
    }
  });
  if (mistakes.length > 0) throw new ConfigError(mistakes);
  return configs;
}
