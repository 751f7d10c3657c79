import type { Bearer } from './credentials.ts';
import { ConnectionError, FlorinError, TimeoutError } from './errors.ts';
import { wasNeverConnected } from './never-connected.ts';
import { isWorthRetrying, leavesOutcomeOpen, settlesEarlierAttempts } from './retry.ts';

/** What one call may change. Everything has a default. */
export type CallOptions = {
  /** Your own key for this posting, 1 to 255 visible characters; without it the SDK makes one per call. */
  idempotencyKey?: string;
  /** How long the server may wait for a busy account. 0: don't wait, throw `transaction_in_progress` at once. */
  waitSeconds?: number;
  /** Move money only if the account is still at this version, as its balance or an earlier answer told it. */
  ifVersion?: number;
  /** The same by the `ETag` of an answer, or several of them separated by commas; wins over `ifVersion`. */
  ifMatch?: string;
  /** Of a movement: answer what would be answered now, and move nothing. Ids of what does not exist are zeros. */
  dryRun?: boolean;
  /** Ends the call, retries included; it rejects with the signal's reason. */
  signal?: AbortSignal;
  /** Limit for each attempt, reading the answer included. Default 30,000. */
  timeoutMs?: number;
  /** Attempts after the first. Default 2; 0 turns retrying off. */
  maxRetries?: number;
  /** Sent as `X-Request-Id`; it appears in the server's logs and in errors. */
  requestId?: string;
};

export type TransportSettings = {
  bearer: Bearer;
  timeoutMs: number;
  maxRetries: number;
  retryDelayMs: (retry: number, headers?: Headers) => number;
  fetch: typeof globalThis.fetch;
};

/** An answer and how it was come by. */
export type Sent = {
  response: Response;
  /** How many times the request was sent. */
  attempts: number;
  idempotencyKey: string | undefined;
  /** True when an attempt may have moved money and this answer does not tell. */
  outcomeUnknown: boolean;
};

/** A request that can be sent any number of times. */
type Repeatable = {
  url: string;
  init: RequestInit & { headers: Headers };
  /** Undefined where the caller has said itself who asks. */
  bearer: Bearer | undefined;
  idempotencyKey: string | undefined;
  mayMoveMoney: boolean;
  waits: boolean;
  signal: AbortSignal;
  timeoutMs: number;
};

/** The longest delay that timers keep; anything above would fire at once. */
const longestTimeoutMs = 2 ** 31 - 1;

/**
 * Sends a request until an answer settles it or the retries are used up, under one idempotency key.
 * Any HTTP answer is returned; throws {@link ConnectionError} or {@link TimeoutError} when none came.
 */
export async function send(
  request: Request,
  settings: TransportSettings,
  options: CallOptions,
): Promise<Sent> {
  const repeatable = await makeRepeatable(request, settings, options);
  const { idempotencyKey, mayMoveMoney, signal, waits } = repeatable;
  const maxRetries = options.maxRetries ?? settings.maxRetries;
  let outcomeOpen = false;

  for (let attempt = 1; ; attempt++) {
    const result = await attemptInName(repeatable, settings.fetch).catch((cause: unknown) => {
      if (!(cause instanceof FlorinError)) throw cause;
      // No token could be had. Calls that waited for it share the error; what became of each is its own.
      const fields = { ...cause, idempotencyKey, outcomeUnknown: outcomeOpen, cause };
      throw new (cause.constructor as typeof FlorinError)(cause.message, fields);
    });
    const retriesLeft = attempt <= maxRetries;
    if ('failure' in result) {
      outcomeOpen ||= result.mayHaveArrived && mayMoveMoney;
      if (!retriesLeft) throw result.failure(outcomeOpen);
    } else {
      const answered = { status: result.status, code: await decidingCode(result), headers: result.headers };
      if (leavesOutcomeOpen(answered)) outcomeOpen = mayMoveMoney;
      else if (settlesEarlierAttempts(answered)) outcomeOpen = false;
      if (!retriesLeft || !isWorthRetrying(answered, waits)) {
        return { response: result, attempts: attempt, idempotencyKey, outcomeUnknown: outcomeOpen };
      }
    }
    const headers = 'failure' in result ? undefined : result.headers;
    await pause(settings.retryDelayMs(attempt, headers), signal);
  }
}

async function makeRepeatable(
  request: Request,
  settings: TransportSettings,
  options: CallOptions,
): Promise<Repeatable> {
  const headers = new Headers(request.headers);
  if (options.idempotencyKey !== undefined) headers.set('idempotency-key', options.idempotencyKey);
  if (request.method === 'POST' && !headers.has('idempotency-key'))
    headers.set('idempotency-key', crypto.randomUUID());
  if (options.waitSeconds !== undefined) headers.set('prefer', `wait=${options.waitSeconds}`);
  const ifMatch = options.ifMatch ?? (options.ifVersion === undefined ? undefined : `"${options.ifVersion}"`);
  if (ifMatch !== undefined) headers.set('if-match', ifMatch);
  if (options.requestId !== undefined) headers.set('x-request-id', options.requestId);
  const body = await request.text();
  const url = new URL(request.url);
  if (options.dryRun) url.searchParams.set('dry_run', 'true');
  const isReading = request.method === 'GET' || request.method === 'HEAD';
  return {
    url: options.dryRun ? url.href : request.url,
    // A redirect would turn a POST into a GET without a word: show it instead of following it.
    init: { method: request.method, headers, redirect: 'manual', ...(body === '' ? {} : { body }) },
    bearer: headers.has('authorization') ? undefined : settings.bearer,
    idempotencyKey: headers.get('idempotency-key') ?? undefined,
    mayMoveMoney: !isReading && url.searchParams.get('dry_run') !== 'true',
    waits: headers.get('prefer')?.trim() !== 'wait=0',
    signal: options.signal ?? request.signal,
    timeoutMs: Math.min(options.timeoutMs ?? settings.timeoutMs, longestTimeoutMs),
  };
}

/** An attempt as whoever the credentials say; one more, at once, where they are refused and there are others. */
async function attemptInName(request: Repeatable, fetch: TransportSettings['fetch']): Promise<Attempt> {
  const { bearer, signal } = request;
  if (!bearer) return attemptOnce(request, fetch);
  const attemptWith = (token: string) => {
    request.init.headers.set('authorization', `Bearer ${token}`);
    return attemptOnce(request, fetch);
  };
  const token = await orAborted(bearer(), signal);
  const result = await attemptWith(token);
  if ('failure' in result || result.status !== 401) return result;
  const other = await orAborted(bearer(token), signal);
  return other === token ? result : attemptWith(other);
}

/** Several calls may wait for the same token: a call that is ended does not end it for the others. */
async function orAborted(token: string | Promise<string>, signal: AbortSignal): Promise<string> {
  if (typeof token === 'string') return token;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    token.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

/** `failure` makes the error, from what is known about all attempts together. */
type Attempt = Response | { mayHaveArrived: boolean; failure: (outcomeUnknown: boolean) => FlorinError };

/** One request and its whole answer: a connection that breaks in the middle of a body counts as no answer. */
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
  // The limit holds for any `fetch`, also for one that does not heed the signal.
  const ended = new Promise<never>((_, reject) => {
    controller.signal.addEventListener('abort', () => reject(controller.signal.reason), { once: true });
  });
  try {
    return await Promise.race([wholeAnswer(request, fetch, controller.signal), ended]);
  } catch (cause) {
    signal.throwIfAborted();
    return {
      mayHaveArrived: timedOut || !wasNeverConnected(cause),
      failure: (outcomeUnknown) => noAnswer(request, { timedOut, outcomeUnknown, cause }),
    };
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
  const { status, statusText, headers } = response;
  return new Response(body.byteLength > 0 ? body : null, { status, statusText, headers });
}

type Failed = { timedOut: boolean; outcomeUnknown: boolean; cause: unknown };

function noAnswer(request: Repeatable, { timedOut, outcomeUnknown, cause }: Failed): FlorinError {
  const target = `${request.init.method} ${request.url}`;
  const fields = { idempotencyKey: request.idempotencyKey, outcomeUnknown, cause };
  if (timedOut) {
    return new TimeoutError(`${target} gave no answer within ${request.timeoutMs} ms.`, {
      ...fields,
      code: 'timeout',
    });
  }
  const systemCode = (cause as { cause?: { code?: string } }).cause?.code;
  const reason = systemCode ? ` (${systemCode})` : '';
  return new ConnectionError(`${target} gave no answer${reason}.`, { ...fields, code: 'connection_failed' });
}

/** The statuses that alone say neither whether to try again nor whether money may have moved. */
const ambiguousStatuses = new Set([408, 409, 503]);

/** The problem code of an answer whose status does not say enough. */
async function decidingCode(response: Response): Promise<string | undefined> {
  if (!ambiguousStatuses.has(response.status)) return undefined;
  const problem: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  const code =
    typeof problem === 'object' && problem !== null ? (problem as { code?: unknown }).code : undefined;
  return typeof code === 'string' ? code : undefined;
}

async function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', abort);
      resolve();
    }, delayMs);
    signal.addEventListener('abort', abort, { once: true });
  });
}
