export type RawAnswer = {
  status: number;
  headers: Headers;
  text: string;
  /** The body as JSON; undefined if it is not JSON. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the untyped answer, for assertions
  json: any;
};

export type RawRequest = {
  method?: string;
  apiKey?: string;
  headers?: Record<string, string>;
  /** A string or bytes are sent unchanged, anything else as JSON. The default content type is application/json. */
  body?: unknown;
};

/** Sends a request without the SDK: plain fetch, without retries. */
export async function ask(url: string, request: RawRequest = {}): Promise<RawAnswer> {
  const { apiKey, body, method = body === undefined ? 'GET' : 'POST' } = request;
  const isRaw = typeof body === 'string' || body instanceof Uint8Array;
  const answer = await fetch(url, {
    method,
    headers: {
      ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...request.headers,
    },
    ...(body === undefined
      ? {}
      : { body: isRaw ? (body as NonNullable<RequestInit['body']>) : JSON.stringify(body) }),
    signal: AbortSignal.timeout(60_000),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, json: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
