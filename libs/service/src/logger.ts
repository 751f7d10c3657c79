import { pino, type Logger, type LoggerOptions } from 'pino';
import { redactText } from './redact-text.ts';

export type { Logger } from 'pino';

const secretNames = [
  'authorization',
  '["x-api-key"]',
  'apiKey',
  'api_key',
  'password',
  'secret',
  'token',
  'cookie',
  'INTERNAL_TOKEN',
  'WEBHOOK_SECRET',
  'DATABASE_URL',
];
const redactedPaths = secretNames.flatMap((name) => [name, below('*', name), below('*.*', name)]);

/**
 * One JSON object a line on stdout. Secrets are masked by field name up to two levels deep, and inside the
 * messages of errors; an error is logged as type, message, code, stack and cause, never with the request or
 * query that it carries.
 */
export function createLogger(options: { service: string; level?: string }): Logger {
  const settings: LoggerOptions = {
    name: options.service,
    level: options.level ?? 'info',
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: redactedPaths, censor: '[redacted]' },
    serializers: {
      err: (error: unknown) => serializeError(error),
      error: (error: unknown) => serializeError(error),
    },
  };
  // Little is logged, and what is must not be lost or overtaken when the process exits: without `sync` the last
  // lines race with the flush at the exit.
  const lines = pino.destination({ fd: 1, sync: true });
  // A line that cannot be written (the disk is full, the collector is gone) is lost; the process is not.
  lines.on('error', () => undefined);
  return pino(settings, lines);
}

function below(path: string, name: string): string {
  return name.startsWith('[') ? `${path}${name}` : `${path}.${name}`;
}

function serializeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return error;
  const code = (error as { code?: unknown }).code;
  return {
    type: error.name,
    message: redactText(error.message),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    stack: redactText(error.stack ?? ''),
    ...(error instanceof AggregateError && depth < 3
      ? { errors: error.errors.map((each) => serializeError(each, depth + 1)) }
      : {}),
    ...(error.cause !== undefined && depth < 3 ? { cause: serializeError(error.cause, depth + 1) } : {}),
  };
}
