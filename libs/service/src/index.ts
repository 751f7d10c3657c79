export { attemptWithin, AttemptTimedOut, endsWithin } from './attempt-within.ts';
export { clockAheadMs } from './clock-ahead.ts';
export {
  armFailpoints,
  failpoint,
  FailpointReached,
  failpointNames,
  type FailpointName,
} from './failpoints.ts';
export { FairPlaces, NoPlace } from './fair-places.ts';
export { FairShares } from './fair-shares.ts';
export { equalShare, PartyCounts } from './party-counts.ts';
export { WindowCounts, type Unsent } from './window-counts.ts';
export { ConfigError, readConfig, secretNamesOf } from './read-config.ts';
export { createLogger, redactText, type Logger } from './logger.ts';
export { createMetrics, type Metrics } from './metrics.ts';
export { operatorName, operatorNameRule } from './operator-name.ts';
export { parseTime } from './parse-time.ts';
export { pause } from './pause.ts';
export { createProgressBar, createShareBar } from './progress-bar.ts';
export { isTlsFailure, readTlsFiles, speaksTls, tlsSetting, type TlsFiles } from './transport.ts';
export { isTracing, startSpan, tracingSettings, traceFields, type Span } from './tracing.ts';
export { runService, runServices } from './run-service.ts';
export { defineService, type ServiceContext } from './service.ts';
export { createLineLimit, createRateLimitedLog, type RateLimitedLog } from './rate-limited-log.ts';
