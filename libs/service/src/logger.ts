import { pino, type Logger, type LoggerOptions } from 'pino';

export type { Logger } from 'pino';

/** Fields of requests and answers. Secret settings are declared with the settings. */
const secretFields = [
  'authorization',
  '["x-api-key"]',
  'apiKey',
  'api_key',
  'password',
  'secret',
  'token',
  'cookie',
  'assertion',
];

/**
 * Logs one JSON object per line on stdout. Secrets are masked by field name up to two levels deep (fields of requests,
 * and `secretNames`), and in the messages and stacks of errors. An error is logged as type, message, code, stack and cause, without the request or query that
 * it carries.
 */
export function createLogger(options: {
  service: string;
  level?: string;
  /** The names of the secret settings of this process; see `secretNamesOf`. */
  secretNames?: readonly string[];
}): Logger {
  const names = [...secretFields, ...(options.secretNames ?? [])];
  const paths = names.flatMap((name) => [name, below('*', name), below('*.*', name)]);
  const settings: LoggerOptions = {
    name: options.service,
    level: options.level ?? 'info',
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths, censor: '[redacted]' },
    serializers: {
      err: (error: unknown) => serializeError(error),
      error: (error: unknown) => serializeError(error),
    },
  };
  // Few lines are logged, and none may be lost or reordered when the process exits. Without `sync`, the last lines
  // race with the flush at exit.
  const lines = pino.destination({ fd: 1, sync: true });
  // A line that cannot be written (disk full, log collector gone) is dropped. It must not end the process.
  lines.on('error', () => undefined);
  return pino(settings, lines);
}

const secretsInText: [RegExp, string][] = [
  [/\bflk_\w+/g, 'flk_[redacted]'],
  // Access tokens, and the assertions of calls between the apps.
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, '[redacted]'],
  [/\b(Bearer|Basic)\s+[^\s"',;]+/gi, '$1 [redacted]'],
  [/(:\/\/[^\s:/@]*):[^\s@/]+@/g, '$1:[redacted]@'],
];

/** Masks API keys, tokens and passwords in URLs, in a text that is about to be logged or printed. */
export function redactText(text: string): string {
  return secretsInText.reduce((redacted, [secret, mask]) => redacted.replace(secret, mask), text);
}

function below(path: string, name: string): string {
  return name.startsWith('[') ? `${path}${name}` : `${path}.${name}`;
}

function serializeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return error;
  const code = 'code' in error ? error.code : undefined;
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
