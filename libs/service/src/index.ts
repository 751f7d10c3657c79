export { attemptWithin, AttemptTimedOut } from './attempt-within.ts';
export {
  armFailpoints,
  failpoint,
  FailpointReached,
  failpointNames,
  type FailpointName,
} from './failpoints.ts';
export { ConfigError, readConfig, type Environment } from './read-config.ts';
export { createLogger, type Logger } from './logger.ts';
export { createMetrics, type Metrics } from './metrics.ts';
export { parseTime } from './parse-time.ts';
export { pause } from './pause.ts';
export type { CheckResult, Readiness, ReadinessCheck } from './readiness.ts';
export { createProgressBar, createShareBar } from './progress-bar.ts';
export { redactText } from './redact-text.ts';
export type { SourceCheck, SourceName } from './sources.ts';
export { runService, type Service, type ServiceContext } from './run-service.ts';
export { createSeldomLog, type SeldomLog } from './seldom-log.ts';
