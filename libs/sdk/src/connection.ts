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

/** The typed client that is generated from the contract. Each call returns `{ data, error, response }`. */
export type RawClient = Client<paths, Json>;

/** The media types of answers by default. For another one, send `Accept` and set `parseAs`. */
type Json = 'application/json' | 'application/problem+json';

/**
 * Options for a call of {@link RawClient}: `fetch` sends the request through the transport, with the options of the
 * call.
 */
type Via = { fetch: (request: Request) => Promise<Response> };

type RawAnswer<T> = { data?: T; error?: unknown; response: Response };

/** Sends the calls of all resources. Returns the data of an answer, or throws its error. */
export class Connection {
  readonly raw: RawClient;
  readonly #settings: TransportSettings;

  constructor(baseUrl: string, credentials: FlorinCredentials, options: Omit<TransportSettings, 'bearer'>) {
    const bearer = bearerOf(credentials, ({ clientId, clientSecret, scope = '' }) => {
      const headers = {
        authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}`,
        'content-type': 'application/x-www-form-urlencoded',
      };
      // With this media type, openapi-fetch sends the body as a form.
      const body = { grant_type: 'client_credentials' as const, scope };
      return this.call({}, (raw, via) => raw.POST('/oauth/token', { ...via, headers, body }));
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

/** The error for a 2xx answer without readable JSON, for example from a proxy between the client and the bank. */
function unreadable({ response, idempotencyKey }: Sent, cause?: unknown): ServerError {
  const requestId = requestIdOf(response);
  const { status } = response;
  const outcomeUnknown = idempotencyKey !== undefined;
  const fields = { code: 'unexpected_answer', status, requestId, idempotencyKey, outcomeUnknown, cause };
  return new ServerError('The answer cannot be read.', fields);
}

function requestIdOf(response: Response): string | undefined {
  return response.headers.get('x-request-id') ?? undefined;
}
