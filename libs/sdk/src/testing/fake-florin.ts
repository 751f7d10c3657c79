import { fieldScopeDetail, missingFieldScope, scopeDetail } from '@florin/rules';
import { Florin } from '../florin.ts';
import type { FlorinOptions } from '../options.ts';
import type { operations } from '../generated/openapi.ts';
import { operationRules, type OperationRule } from '../generated/contract-rules.ts';
import type { ProblemCode } from '../schemas.ts';
import { problemOf, responseOf, successOf, type Kept } from './answers.ts';
import { FakeBank } from './fake-bank.ts';
import { Failures, type Failure, type FailureOptions } from './failures.ts';
import { FakeClock } from './fake-clock.ts';
import type { FakeRequest } from './operation.ts';
import { routeOf, readRequest } from './read-request.ts';
import { FakeProblem, problemFrom } from './refusal.ts';

export type FakeFlorinOptions = {
  /** The time of the fake until the test moves it. Default: the running clock of the machine. */
  now?: Date | string;
};

/** A request that arrived at the fake. Each retry is a request of its own. */
export type ReceivedRequest = {
  operation: string | undefined;
  method: string;
  /** Path and query. */
  url: string;
  headers: Record<string, string>;
  /** The JSON of the body, or undefined without one. */
  body: unknown;
};

/** Every scope that some operation needs. */
const allScopes = operationRules.flatMap(({ scopes, fieldScopes = [] }) => [
  ...scopes,
  ...fieldScopes.map(({ scope }) => scope),
]);
/** Who makes the requests, apart from their ids. */
const fakeActor = { type: 'api_key', tokenId: null, address: '127.0.0.1', onBehalfOf: null } as const;

/** An operation's answer from a test: its body, or a function that returns the body. */
type Answerer = unknown | ((request: FakeRequest) => unknown);

/**
 * A Florin API inside your test: the operations of the ledger with the bank's rules, answers and problems, in memory.
 * Nothing is sent over a network. Each fake is a separate bank, which begins without accounts.
 */
export class FakeFlorin {
  /** An API key with all scopes. */
  readonly apiKey = 'flk_fake';
  readonly baseUrl = 'http://florin.fake';
  /** The clock of the fake. When a test moves it, holds expire and scheduled transactions are posted. */
  readonly clock: FakeClock;
  /** All requests that arrived, oldest first. */
  readonly requests: ReceivedRequest[] = [];
  /** For your own client: `new Florin({ apiKey: fake.apiKey, baseUrl: fake.baseUrl, fetch: fake.fetch })`. */
  readonly fetch: typeof globalThis.fetch;
  readonly #bank: FakeBank;
  readonly #failures = new Failures();
  readonly #scopes = new Map<string, ReadonlySet<string>>();
  readonly #ids = new Map<string, string>();
  readonly #answerers = new Map<string, Answerer>();

  constructor({ now }: FakeFlorinOptions = {}) {
    this.clock = new FakeClock(now);
    this.#bank = new FakeBank(this.clock);
    this.#scopes.set(this.apiKey, new Set(allScopes));
    this.fetch = (input, init) => this.#receive(new Request(input, init));
  }

  /** Creates a client of this fake. It retries without waiting, so that tests are fast. */
  client(options: Partial<FlorinOptions> = {}): Florin {
    const { apiKey, baseUrl, fetch } = this;
    return new Florin({ apiKey, baseUrl, fetch, retryDelayMs: () => 0, ...options });
  }

  /** Creates another API key, with only these scopes (such as `transactions:write`). */
  keyWith(scopes: readonly string[]): string {
    const key = `flk_fake_${this.#scopes.size}`;
    this.#scopes.set(key, new Set(scopes));
    return key;
  }

  /** Revokes an API key. */
  revokeKey(key: string): void {
    this.#scopes.delete(key);
  }

  /**
   * Makes the next request fail, or with `options` several requests, or requests of one operation. Failures apply in
   * the order of these calls.
   */
  failNext(failure: Failure, options?: FailureOptions): void {
    this.#failures.add(failure, options);
  }

  /** Delays the next request by this many milliseconds of real time before it is carried out. */
  delayNext(delayMs: number, options?: FailureOptions): void {
    this.#failures.addDelay(delayMs, options);
  }

  /** Removes all planned failures and delays. */
  clearFailures(): void {
    this.#failures.clear();
  }

  /**
   * Answers an operation with this body from now on. Use it for operations that the fake does not have (fraud,
   * analytics, notifications, webhooks, API keys), and for answers that its rules would not give.
   */
  answer(operation: keyof operations, body: Answerer): void {
    this.#answerers.set(operation, body);
  }

  async #receive(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const { pathname, search } = url;
    const own = this.#bank.newId('req');
    const correlationId = request.headers.get('x-request-id');
    const ids = { own, shown: correlationId ?? own };
    const write = (problem: FakeProblem) => problemOf(problem, url, ids.shown);
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
        throw new FakeProblem(
          failure,
          undefined,
          retryAfterSeconds === undefined ? {} : { retryAfterSeconds },
        );
      }
      const { id, allowed } = this.#authorize(request.headers, route.rule);
      const valid = await readRequest(request, route);
      const missing = missingFieldScope(route.rule.fieldScopes ?? [], valid.body, allowed);
      if (missing) {
        const message = `needs the scope ${missing.scope}`;
        const errors = [{ in: 'body' as const, pointer: `/${missing.field}`, message }];
        throw new FakeProblem('forbidden', fieldScopeDetail(missing), { errors });
      }
      const actor = { ...fakeActor, id, requestId: own, correlationId };
      const answer = this.#answer({ ...valid, actor }, write);
      if (failure === 'answer_lost') throw brokenConnection('ECONNRESET');
      return responseOf(answer, ids);
    } catch (error) {
      const problem = problemFrom(error);
      if (problem) return responseOf(write(problem), ids);
      throw error;
    }
  }

  /** Returns the id and the scopes of the request's key; none for an operation that needs none. */
  #authorize(headers: Headers, { scopes }: OperationRule): { id: string; allowed: ReadonlySet<string> } {
    if (scopes.length === 0) return { id: '', allowed: new Set() };
    const bearer = /^Bearer +([^ ]+) *$/i.exec(headers.get('authorization') ?? '')?.[1];
    const key = bearer ?? headers.get('x-api-key');
    if (!key) throw new FakeProblem('unauthenticated');
    const allowed = this.#scopes.get(key);
    if (!allowed) {
      const detail = 'This key or token does not work: it is unknown, expired or revoked.';
      const challenge = { 'www-authenticate': 'Bearer realm="florin", error="invalid_token"' };
      throw new FakeProblem('unauthenticated', detail, { headers: challenge });
    }
    if (!scopes.some((scope) => allowed.has(scope))) throw new FakeProblem('forbidden', scopeDetail(scopes));
    return { id: this.#idOf(key), allowed };
  }

  #idOf(key: string): string {
    const id = this.#ids.get(key) ?? this.#bank.newId('key');
    this.#ids.set(key, id);
    return id;
  }

  #answer(request: FakeRequest, write: (problem: FakeProblem) => Kept): Kept {
    const answerer = this.#answerers.get(request.operation);
    if (answerer === undefined) return this.#bank.answer(request, write);
    const body: unknown = typeof answerer === 'function' ? answerer(request) : answerer;
    return successOf({ body });
  }
}

/** Throws a problem of this code; for functions that are passed to `FakeFlorin.answer`. */
export function refuse(code: ProblemCode, detail?: string): never {
  throw new FakeProblem(code, detail);
}

function jsonOf(text: string): unknown {
  try {
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    return body;
  } catch {
    return text;
  }
}

/** Creates the error that `fetch` throws when no server listens or the connection breaks. */
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
