import { Florin, type FlorinOptions } from '../florin.ts';
import type { operations } from '../generated/openapi.ts';
import { operationRules, type OperationRule } from '../generated/contract-rules.ts';
import type { ProblemCode } from '../schemas.ts';
import { problemOf, responseOf, successOf, type Kept } from './answers.ts';
import { FakeBank } from './fake-bank.ts';
import { Failures, type Failure, type FailureOptions } from './failures.ts';
import { FakeClock } from './fake-clock.ts';
import type { FakeRequest } from './operation.ts';
import { routeOf, readRequest } from './read-request.ts';
import { Refusal } from './refusal.ts';

export type FakeFlorinOptions = {
  /** The fake's time stands still at this moment until the test moves it; without it, it goes with the machine's. */
  now?: Date | string;
};

/** A request as it arrived at the fake, retries included. */
export type ReceivedRequest = {
  operation: string | undefined;
  method: string;
  /** Path and query. */
  url: string;
  headers: Record<string, string>;
  /** The JSON of the body, or undefined without one. */
  body: unknown;
};

/** What a test gives as an operation's answer: its body, or a function of the request that gives it. */
type Answerer = unknown | ((request: FakeRequest) => unknown);

/**
 * A Florin API inside your test: the ledger's operations with the bank's rules, answers and problems, over books in
 * memory. Nothing is sent anywhere. Each fake is a bank of its own, empty at first.
 */
export class FakeFlorin {
  /** A key that may do everything. */
  readonly apiKey = 'flk_fake';
  readonly baseUrl = 'http://florin.fake';
  /** The fake's time. Move it, and holds expire and scheduled transactions are posted. */
  readonly clock: FakeClock;
  /** All requests that arrived, the oldest first. */
  readonly requests: ReceivedRequest[] = [];
  /** For a `Florin` of your own: `new Florin({ apiKey: fake.apiKey, baseUrl: fake.baseUrl, fetch: fake.fetch })`. */
  readonly fetch: typeof globalThis.fetch;
  readonly #bank: FakeBank;
  readonly #failures = new Failures();
  readonly #scopes = new Map<string, ReadonlySet<string>>();
  readonly #answerers = new Map<string, Answerer>();

  constructor({ now }: FakeFlorinOptions = {}) {
    this.clock = new FakeClock(now);
    this.#bank = new FakeBank(this.clock);
    this.#scopes.set(this.apiKey, new Set(operationRules.flatMap(({ scopes }) => scopes)));
    this.fetch = (input, init) => this.#receive(new Request(input, init));
  }

  /** A client of this fake. Its retries don't wait: a test has better things to do. */
  client(options: Partial<FlorinOptions> = {}): Florin {
    const { apiKey, baseUrl, fetch } = this;
    return new Florin({ apiKey, baseUrl, fetch, retryDelayMs: () => 0, ...options });
  }

  /** Another key, which may do only what these scopes allow (`transactions:write`…). */
  keyWith(scopes: readonly string[]): string {
    const key = `flk_fake_${this.#scopes.size}`;
    this.#scopes.set(key, new Set(scopes));
    return key;
  }

  /** Ends a key, as if it had been revoked. */
  revokeKey(key: string): void {
    this.#scopes.delete(key);
  }

  /** Lets the next request (or several, or the next of one operation) fail in this way. Failures queue up. */
  failNext(failure: Failure, options?: FailureOptions): void {
    this.#failures.add(failure, options);
  }

  /** Lets the next request wait for this many milliseconds of real time before it is carried out. */
  delayNext(delayMs: number, options?: FailureOptions): void {
    this.#failures.addDelay(delayMs, options);
  }

  /** Forgets all failures and delays that nothing has met yet. */
  clearFailures(): void {
    this.#failures.clear();
  }

  /**
   * Answers an operation from now on with what the test says, for those the fake does not have (fraud, analytics,
   * notifications, webhooks, API keys) and for answers that its rules would not give.
   */
  answer(operation: keyof operations, body: Answerer): void {
    this.#answerers.set(operation, body);
  }

  async #receive(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const { pathname, search } = url;
    const requestId = request.headers.get('x-request-id') ?? this.#bank.newId('req');
    const problem = (refusal: Refusal) => problemOf(refusal, url, requestId);
    const copy = request.clone();
    const received: ReceivedRequest = {
      operation: undefined,
      method: request.method,
      url: pathname + search,
      headers: Object.fromEntries(request.headers),
      body: jsonOf(await copy.text()),
    };
    this.requests.push(received);
    try {
      const route = routeOf(request.method, pathname);
      received.operation = route.rule.id;
      const { failure, delayMs, retryAfterSeconds } = this.#failures.take(route.rule.id);
      if (delayMs !== undefined) await passes(delayMs, request.signal);
      if (failure === 'connection_failed') throw brokenConnection('ECONNREFUSED');
      if (failure === 'timeout') return await neverAnswered(request.signal);
      if (failure && failure !== 'answer_lost') {
        throw new Refusal(failure, undefined, retryAfterSeconds === undefined ? {} : { retryAfterSeconds });
      }
      this.#authorize(request.headers, route.rule);
      const answer = this.#answer(await readRequest(request, route), problem);
      if (failure === 'answer_lost') throw brokenConnection('ECONNRESET');
      return responseOf(answer, requestId);
    } catch (error) {
      if (error instanceof Refusal) return responseOf(problem(error), requestId);
      throw error;
    }
  }

  #authorize(headers: Headers, { scopes }: OperationRule): void {
    if (scopes.length === 0) return;
    const bearer = /^Bearer +([^ ]+) *$/i.exec(headers.get('authorization') ?? '')?.[1];
    const key = bearer ?? headers.get('x-api-key');
    if (!key) throw new Refusal('unauthenticated');
    const allowed = this.#scopes.get(key);
    if (!allowed) {
      const detail = 'This key or token does not work: it is unknown, expired or revoked.';
      const challenge = { 'www-authenticate': 'Bearer realm="florin", error="invalid_token"' };
      throw new Refusal('unauthenticated', detail, { headers: challenge });
    }
    const missing = scopes.find((scope) => !allowed.has(scope));
    if (missing) throw new Refusal('forbidden', `This key lacks the scope ${missing}.`);
  }

  #answer(request: FakeRequest, problem: (refusal: Refusal) => Kept): Kept {
    const answerer = this.#answerers.get(request.operation);
    if (answerer === undefined) return this.#bank.answer(request, problem);
    const body = typeof answerer === 'function' ? (answerer(request) as unknown) : answerer;
    return successOf({ body });
  }
}

/** A problem of this code, to be thrown by what `FakeFlorin.answer` was given. */
export function refuse(code: ProblemCode, detail?: string): never {
  throw new Refusal(code, detail);
}

function jsonOf(text: string): unknown {
  try {
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return text;
  }
}

/** What `fetch` throws when there is nobody, or when the connection breaks. */
function brokenConnection(code: 'ECONNREFUSED' | 'ECONNRESET'): TypeError {
  return new TypeError('fetch failed', { cause: { code } });
}

function neverAnswered(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const give = () => reject(signal.reason as Error);
    if (signal.aborted) give();
    else signal.addEventListener('abort', give, { once: true });
  });
}

async function passes(delayMs: number, signal: AbortSignal): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const waited = new Promise<void>((resolve) => (timer = setTimeout(resolve, delayMs)));
  await Promise.race([waited, neverAnswered(signal)]).finally(() => clearTimeout(timer));
}
