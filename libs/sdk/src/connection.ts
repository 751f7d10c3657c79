import createClient, { type Client } from 'openapi-fetch';
import { Call, type Answer } from './call.ts';
import { bearerOf, type FlorinCredentials } from './credentials.ts';
import { ServerError } from './errors.ts';
import type { paths } from './generated/openapi.ts';
import { List, type Page } from './list.ts';
import { errorFromAnswer } from './problem-to-error.ts';
import { queryText } from './query-text.ts';
import { retryAfterMs } from './retry.ts';
import { send, type CallOptions, type Sent, type TransportSettings } from './transport.ts';

/** The typed client generated from the contract: every path and method, `{ data, error, response }` as answer. */
export type RawClient = Client<paths, Json>;

/** What calls are answered in; another form that the contract has is asked for with `Accept` and read with `parseAs`. */
type Json = 'application/json' | 'application/problem+json';

/** How one call of {@link RawClient} is told to go through this SDK's transport with its own options. */
type Via = { fetch: (request: Request) => Promise<Response> };

type RawAnswer<T> = { data?: T; error?: unknown; response: Response };

/** What the resources share: the raw client, and the way from its answers to data or a thrown error. */
export class Connection {
  readonly raw: RawClient;
  readonly #settings: TransportSettings;

  constructor(baseUrl: string, credentials: FlorinCredentials, options: Omit<TransportSettings, 'bearer'>) {
    const bearer = bearerOf(credentials, ({ clientId, clientSecret, scope = '' }) => {
      const headers = {
        authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}`,
        'content-type': 'application/x-www-form-urlencoded',
      };
      const body = { grant_type: 'client_credentials' as const, scope };
      const bodySerializer = () => new URLSearchParams(body);
      return this.call({}, (raw, via) => raw.POST('/oauth/token', { ...via, headers, body, bodySerializer }));
    });
    const settings = { ...options, bearer };
    this.#settings = settings;
    this.raw = createClient<paths, Json>({
      baseUrl,
      querySerializer: queryText,
      fetch: async (request) => (await send(request, settings, {})).response,
    });
  }

  call<T>(
    options: CallOptions | undefined,
    request: (raw: RawClient, via: Via) => Promise<RawAnswer<T>>,
  ): Call<T> {
    return new Call(this.#answer(options ?? {}, request));
  }

  list<T, P extends Page<T> = Page<T>>(
    options: CallOptions | undefined,
    request: (raw: RawClient, via: Via, cursor: { cursor?: string }) => Promise<RawAnswer<P>>,
  ): List<T, P> {
    return new List((cursor) =>
      this.call(options, (raw, via) => request(raw, via, cursor ? { cursor } : {})),
    );
  }

  async #answer<T>(
    options: CallOptions,
    request: (raw: RawClient, via: Via) => Promise<RawAnswer<T>>,
  ): Promise<Answer<T>> {
    let sent: Sent | undefined;
    const via: Via = {
      fetch: async (prepared) => {
        sent = await send(prepared, this.#settings, options);
        return sent.response;
      },
    };
    const { data, error } = await request(this.raw, via).catch((cause: unknown) => {
      throw sent?.response.ok ? unreadable(sent, cause) : cause;
    });
    if (!sent) throw new Error('The request never reached the transport.');
    if (data !== undefined) return answerOf(sent, data);
    throw sent.response.ok ? unreadable(sent) : errorFromAnswer(failedCall(sent, error));
  }
}

function answerOf<T>({ response, attempts, idempotencyKey }: Sent, data: T): Answer<T> {
  const { headers, status } = response;
  const replayed = headers.get('idempotent-replayed') === 'true';
  return { data, replayed, status, headers, requestId: requestIdOf(response), idempotencyKey, attempts };
}

function failedCall({ response, idempotencyKey, outcomeUnknown }: Sent, body: unknown) {
  const waitMs = retryAfterMs(response.headers);
  return {
    status: response.status,
    body,
    requestId: requestIdOf(response),
    idempotencyKey,
    outcomeUnknown,
    retryAfterSeconds: waitMs === undefined ? undefined : Math.ceil(waitMs / 1_000),
  };
}

/** A 2xx whose body is no JSON, or none at all: something between here and the bank has changed it. */
function unreadable({ response, idempotencyKey }: Sent, cause?: unknown): ServerError {
  const requestId = requestIdOf(response);
  const fields = { code: 'unexpected_answer', status: response.status, requestId, idempotencyKey, cause };
  return new ServerError('The answer cannot be read.', {
    ...fields,
    outcomeUnknown: idempotencyKey !== undefined,
  });
}

function requestIdOf(response: Response): string | undefined {
  return response.headers.get('x-request-id') ?? undefined;
}
