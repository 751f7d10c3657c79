import type { FlorinCredentials } from './credentials.ts';
import type { CallOptions } from './transport.ts';

export type FlorinOptions = FlorinCredentials & {
  /** The base URL of the API, for example `http://127.0.0.1:3000`. Default: the environment variable `FLORIN_URL`. */
  baseUrl?: string | undefined;
  /** Time limit of each attempt of a call, in milliseconds. Default 30,000. */
  timeoutMs?: number;
  /** Number of attempts after the first. Default 2. */
  maxRetries?: number;
  /**
   * Returns the milliseconds to wait before a retry. `retry` is 1 for the first one; `headers` are those of the answer,
   * if there was one. Default: exponential backoff with full jitter, from half a second to 8 s, added to `Retry-After`.
   */
  retryDelayMs?: (retry: number, headers?: Headers) => number;
  /** Replaces the global `fetch`. */
  fetch?: typeof globalThis.fetch;
};

type NamesIn<Options> = Options extends unknown ? keyof Options : never;

const callOptions: Record<keyof CallOptions, 1> = {
  signal: 1,
  timeoutMs: 1,
  maxRetries: 1,
  idempotencyKey: 1,
  waitSeconds: 1,
  ifVersion: 1,
  ifMatch: 1,
  dryRun: 1,
  requestId: 1,
};

const clientOptions: Record<NamesIn<FlorinOptions>, 1> = {
  apiKey: 1,
  clientId: 1,
  clientSecret: 1,
  scope: 1,
  accessToken: 1,
  baseUrl: 1,
  timeoutMs: 1,
  maxRetries: 1,
  retryDelayMs: 1,
  fetch: 1,
};

/** Throws TypeError when the options of a client are no object, or contain a name that no option has. */
export const assertClientOptions = (options: unknown): void => assertKnown(options, clientOptions);

/** Throws the same for the options of a call. A typing error in `dryRun` would move money. */
export const assertCallOptions = (options: unknown): void => assertKnown(options, callOptions);

/** The text of an environment variable, where the runtime has them; browsers have none. */
export function environment(name: string): string | undefined {
  const { process: runtime } = globalThis as { process?: { env?: Record<string, string | undefined> } };
  return runtime?.env?.[name];
}

function assertKnown(options: unknown, known: object): void {
  if (Object(options) !== options) throw new TypeError('Options are an object, such as { apiKey, baseUrl }.');
  for (const option of Object.keys(options as object)) {
    if (option in known) continue;
    const [nearest] = Object.keys(known).sort((a, b) => likeness(option, b) - likeness(option, a));
    throw new TypeError(`There is no option "${option}". The nearest is "${nearest}".`);
  }
}

/** How many letters of a name are followed by the same letter in another name, in upper or lower case. */
function likeness(name: string, other: string): number {
  const letters = [...name.toLowerCase()];
  return letters.filter((letter, at) => other.toLowerCase().includes(letter + letters[at + 1])).length;
}
