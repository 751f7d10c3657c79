import type { Bearer } from './credentials.ts';
import { ConnectionError, FlorinError, TimeoutError } from './errors.ts';
import { wasNeverConnected } from './never-connected.ts';
import { assertCallOptions } from './options.ts';
import { isProblem } from './problem-to-error.ts';
import { isWorthRetrying, leavesOutcomeOpen, settlesEarlierAttempts } from './retry.ts';

/** The options of one call. Each has a default. */
export type CallOptions = {
  /** The idempotency key, 1 to 255 visible ASCII characters. Default: a new one for each POST. */
  idempotencyKey?: string;
  /** Seconds that the server may wait for a busy account. With 0 the call throws `transaction_in_progress` at once. */
  waitSeconds?: number;
  /**
   * Move money only if the account still has this version, as in its balance or an earlier answer. Otherwise the call
   * throws ConflictError (`precondition_failed`).
   */
  ifVersion?: number;
  /** Like `ifVersion`, with the `ETag` of an answer, or several separated by commas. Overrides `ifVersion`. */
  ifMatch?: string;
  /**
   * For movements: returns the answer that the bank would give now, and moves nothing. Ids of new objects are zeros.
   */
  dryRun?: boolean;
  /** Aborts the call and its retries. The call rejects with the reason of the signal. */
  signal?: AbortSignal;
  /** Time limit of each attempt until the whole answer is read, in milliseconds. Default: that of the client. */
  timeoutMs?: number;
  /** Number of attempts after the first; 0 turns retries off. Default: that of the client. */
  maxRetries?: number;
  /** The `X-Request-Id` of the request. It appears in the server's logs and in errors. */
  requestId?: string;
};

export type TransportSettings = {
  bearer: Bearer;
  timeoutMs: number;
  maxRetries: number;
  retryDelayMs: (retry: number, headers?: Headers) => number;
  fetch: typeof globalThis.fetch;
  /**
   * The latest position in the bank's log that an answer named. Reads send it, so that a replica of the database never
   * answers them without what this client wrote before.
   */
  position?: string;
};

/** An answer, and facts about its attempts. */
export type Sent = {
  response: Response;
  /** The number of attempts: 1 without a retry. */
  attempts: number;
  idempotencyKey: string | undefined;
  /** True when an attempt may have moved money and this answer does not say whether it did. */
  outcomeUnknown: boolean;
};

/** A request that can be sent any number of times. */
type Repeatable = {
  url: string;
  init: RequestInit & { headers: Headers };
  /** Undefined when the caller set the `Authorization` header. */
  bearer: Bearer | undefined;
  idempotencyKey: string | undefined;
  mayMoveMoney: boolean;
  waits: boolean;
  signal: AbortSignal;
  timeoutMs: number;
};

/** The longest delay that timers support: a timer with a longer delay fires at once. */
const longestTimeoutMs = 2 ** 31 - 1;

/**
 * Sends a request, and retries it under the same idempotency key until an answer is final or no retries are left.
 * Returns any HTTP answer. Throws {@link ConnectionError} or {@link TimeoutError} when the last attempt got none, and
 * the signal's reason when the caller aborts the call.
 */
export async function send(
  request: Request,
  settings: TransportSettings,
  options: CallOptions,
): Promise<Sent> {
  assertCallOptions(options);
  const repeatable = await makeRepeatable(request, settings, options);
  const { idempotencyKey, mayMoveMoney, signal, waits } = repeatable;
  const maxRetries = options.maxRetries ?? settings.maxRetries;
  let outcomeOpen = false;

  for (let attempt = 1; ; attempt++) {
    const result = await attemptInName(repeatable, settings.fetch).catch((cause: unknown) => {
      if (!(cause instanceof FlorinError)) throw cause;
      // The exchange for a token failed. All calls that waited for it share the error, but each has its own key and
      // outcome.
      const fields = { ...cause, idempotencyKey, outcomeUnknown: outcomeOpen, cause };
      throw new (cause.constructor as typeof FlorinError)(cause.message, fields);
    });
    const retriesLeft = attempt <= maxRetries;
    let headers: Headers | undefined;
    if ('cause' in result) {
      outcomeOpen ||= mayMoveMoney && (result.timedOut || !wasNeverConnected(result.cause));
      if (!retriesLeft) throw noAnswer(repeatable, result, outcomeOpen);
    } else {
      headers = result.headers;
      notePosition(settings, headers.get('florin-position'));
      const answered = { status: result.status, code: await decidingCode(result), headers };
      if (leavesOutcomeOpen(answered)) outcomeOpen = mayMoveMoney;
      else if (settlesEarlierAttempts(answered)) outcomeOpen = false;
      if (!retriesLeft || !isWorthRetrying(answered, waits)) {
        return { response: result, attempts: attempt, idempotencyKey, outcomeUnknown: outcomeOpen };
      }
    }
    await pause(settings.retryDelayMs(attempt, headers), signal);
  }
}

/** The beginning of a position names the log. Positions of one log are ordered as texts; another log replaces them. */
function notePosition(settings: TransportSettings, next: string | null): void {
  const { position = '' } = settings;
  if (next && (next > position || !position.startsWith(next.slice(0, 12)))) settings.position = next;
}

async function makeRepeatable(
  request: Request,
  settings: TransportSettings,
  options: CallOptions,
): Promise<Repeatable> {
  const headers = new Headers(request.headers);
  const { waitSeconds, ifVersion, dryRun } = options;
  const given = {
    'idempotency-key': options.idempotencyKey,
    prefer: waitSeconds === undefined ? waitSeconds : `wait=${waitSeconds}`,
    'if-match': options.ifMatch ?? (ifVersion === undefined ? ifVersion : `"${ifVersion}"`),
    'x-request-id': options.requestId,
  };
  for (const [name, value] of Object.entries(given)) if (value !== undefined) headers.set(name, value);
  if (request.method === 'POST' && !headers.has('idempotency-key'))
    headers.set('idempotency-key', crypto.randomUUID());
  const body = await request.text();
  const url = new URL(request.url);
  if (dryRun) url.searchParams.set('dry_run', 'true');
  const isReading = request.method === 'GET' || request.method === 'HEAD';
  if (isReading && settings.position) headers.set('florin-position', settings.position);
  return {
    url: dryRun ? url.href : request.url,
    // `fetch` would repeat a redirected POST as a GET, so a redirect is returned to the caller.
    init: { method: request.method, headers, redirect: 'manual', body: body || null },
    bearer: headers.has('authorization') ? undefined : settings.bearer,
    idempotencyKey: headers.get('idempotency-key') ?? undefined,
    mayMoveMoney: !isReading && url.searchParams.get('dry_run') !== 'true',
    waits: headers.get('prefer') !== 'wait=0',
    signal: options.signal ?? request.signal,
    timeoutMs: Math.min(options.timeoutMs ?? settings.timeoutMs, longestTimeoutMs),
  };
}

/** Makes one attempt. If the bank refuses the token and there is another one, makes one more attempt at once. */
async function attemptInName(request: Repeatable, fetch: TransportSettings['fetch']): Promise<Attempt> {
  const { bearer, signal } = request;
  if (!bearer) return attemptOnce(request, fetch);
  const attemptWith = (token: string) => {
    request.init.headers.set('authorization', `Bearer ${token}`);
    return attemptOnce(request, fetch);
  };
  const token = await orAborted(bearer(), signal);
  const result = await attemptWith(token);
  if ('cause' in result || result.status !== 401) return result;
  const other = await orAborted(bearer(token), signal);
  return other === token ? result : attemptWith(other);
}

/** Waits for a value or for the abort of this call, which does not stop the others that wait for the same value. */
async function orAborted<T>(value: T | Promise<T>, signal: AbortSignal): Promise<T> {
  let abort = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort);
  });
  return Promise.race([value, aborted]).finally(() => signal.removeEventListener('abort', abort));
}

/** The lack of an answer, with what `fetch` threw. */
type Failed = { timedOut: boolean; cause: unknown };
type Attempt = Response | Failed;

/**
 * Sends the request and reads the whole answer. A connection that breaks in the middle of a body counts as no answer.
 */
async function attemptOnce(request: Repeatable, fetch: TransportSettings['fetch']): Promise<Attempt> {
  const { signal, timeoutMs } = request;
  signal.throwIfAborted();
  const controller = new AbortController();
  const abort = () => controller.abort(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    controller.abort();
  }, timeoutMs);
  try {
    // The time limit also applies to a custom `fetch` that ignores the signal.
    return await orAborted(wholeAnswer(request, fetch, controller.signal), controller.signal);
  } catch (cause) {
    signal.throwIfAborted();
    return { timedOut, cause };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}

async function wholeAnswer(
  { url, init }: Repeatable,
  fetch: TransportSettings['fetch'],
  signal: AbortSignal,
): Promise<Response> {
  const response = await fetch(url, { ...init, signal });
  const body = await response.arrayBuffer();
  return new Response(body.byteLength > 0 ? body : null, response);
}

function noAnswer(request: Repeatable, { timedOut, cause }: Failed, outcomeUnknown: boolean): FlorinError {
  const target = `${request.init.method} ${request.url}`;
  const { idempotencyKey, timeoutMs } = request;
  const systemCode = (cause as { cause?: { code?: string } }).cause?.code;
  const reason = timedOut ? ` within ${timeoutMs} ms` : systemCode ? ` (${systemCode})` : '';
  const code = timedOut ? 'timeout' : 'connection_failed';
  return new (timedOut ? TimeoutError : ConnectionError)(`${target} gave no answer${reason}.`, {
    code,
    idempotencyKey,
    outcomeUnknown,
    cause,
  });
}

/** Statuses that need the problem code: alone they decide neither about a retry nor about the outcome. */
const ambiguousStatuses = new Set([408, 409, 503]);

/** Returns the problem code of an answer with such a status, otherwise undefined. */
async function decidingCode(response: Response): Promise<string | undefined> {
  if (!ambiguousStatuses.has(response.status)) return undefined;
  const problem: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  return isProblem(problem) ? problem.code : undefined;
}

async function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const passed = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, delayMs);
  });
  await orAborted(passed, signal).finally(() => clearTimeout(timer));
}
