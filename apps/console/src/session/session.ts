import { Florin, FlorinError, type Scope } from '@florin/sdk';

/** Who is signed in, and what the key may do. */
export type SignedIn = { keyId: string; keyName: string; scopes: readonly Scope[] };

/** What this tab keeps: the token always, the key only if the user wants to stay signed in after a reload. */
type Kept = SignedIn & { token: string; renewAtMs: number; expiresAtMs: number; apiKey?: string };

type Place = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export type SessionOptions = {
  baseUrl: string;
  storage: Place;
  fetch?: typeof globalThis.fetch;
  nowMs?: () => number;
};

const storageKey = 'florin.console.session';
/** The share of a token's life after which it is exchanged again. */
const usedShare = 0.8;

/**
 * Exchanges an API key for access tokens, and renews them as long as this tab has the key. A token stands in the session
 * storage, and neither key nor token ever in a URL.
 */
export function createSession({ baseUrl, storage, fetch, nowMs = Date.now }: SessionOptions) {
  const listeners = new Set<() => void>();
  const connection = { baseUrl, ...(fetch ? { fetch } : {}) };
  let kept = read(storage, nowMs());
  let apiKey = kept?.apiKey;
  let renewal: Promise<string> | undefined;

  function keep(next: Kept | undefined): void {
    const hasChanged = next?.keyId !== kept?.keyId;
    kept = next;
    if (next) storage.setItem(storageKey, JSON.stringify(next));
    else storage.removeItem(storageKey);
    if (hasChanged) listeners.forEach((listener) => listener());
  }

  async function exchange(key: string, owner: SignedIn, keepKey: boolean): Promise<string> {
    const beginMs = nowMs();
    const token = await requestToken(connection, owner.keyId, key);
    keep({
      ...owner,
      token: token.access_token,
      renewAtMs: beginMs + token.expires_in * 1_000 * usedShare,
      expiresAtMs: beginMs + token.expires_in * 1_000,
      ...(keepKey ? { apiKey: key } : {}),
    });
    return token.access_token;
  }

  /** The token for a request. One that was refused is not sent again. */
  async function token(refused?: string): Promise<string> {
    if (!kept) throw ended();
    const isGood = kept.token !== refused && nowMs() < (apiKey ? kept.renewAtMs : kept.expiresAtMs);
    if (isGood) return kept.token;
    if (!apiKey) {
      keep(undefined);
      throw ended();
    }
    renewal ??= exchange(apiKey, kept, kept.apiKey !== undefined).finally(() => (renewal = undefined));
    return renewal;
  }

  const florin = new Florin({ ...connection, accessToken: token });
  return {
    /** The client of the signed-in key. Without one, its calls fail with `unauthenticated`. */
    florin,
    current: (): SignedIn | undefined => kept,
    allows: (scope: Scope): boolean => kept?.scopes.includes(scope) ?? false,
    /** Throws a FlorinError when the key is not known or no longer works. */
    async signIn(key: string, { stay }: { stay: boolean }): Promise<void> {
      const { id, name, scopes } = await new Florin({ ...connection, apiKey: key }).apiKeys.current();
      apiKey = key;
      await exchange(key, { keyId: id, keyName: name, scopes }, stay);
    },
    end(): void {
      apiKey = undefined;
      keep(undefined);
    },
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

async function requestToken(connection: { baseUrl: string }, clientId: string, clientSecret: string) {
  const headers = {
    authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}`,
    'content-type': 'application/x-www-form-urlencoded',
  };
  const body = { grant_type: 'client_credentials' } as const;
  const { raw } = new Florin({ ...connection, apiKey: clientSecret });
  const { data, error, response } = await raw.POST('/oauth/token', {
    headers,
    body,
    bodySerializer: () => new URLSearchParams(body),
  });
  if (data) return data;
  const message = error && 'error_description' in error ? error.error_description : undefined;
  throw new FlorinError(message ?? 'The key was not exchanged for a token.', {
    code: 'unauthenticated',
    status: response.status,
  });
}

const ended = () =>
  new FlorinError('The session has ended: sign in again.', { code: 'unauthenticated', status: 401 });

function read(storage: Place, nowMs: number): Kept | undefined {
  try {
    const found: unknown = JSON.parse(storage.getItem(storageKey) ?? 'null');
    if (isKept(found) && (found.apiKey !== undefined || nowMs < found.expiresAtMs)) return found;
  } catch {
    // What cannot be read is not a session.
  }
  return undefined;
}

const isKept = (value: unknown): value is Kept =>
  typeof value === 'object' &&
  value !== null &&
  'token' in value &&
  'scopes' in value &&
  'expiresAtMs' in value;
