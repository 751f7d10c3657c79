import type { components } from './generated/openapi.ts';
import { environment } from './options.ts';

/**
 * The credentials of a client: an API key, an API key that the client exchanges for access tokens, or a function that
 * returns access tokens.
 */
export type FlorinCredentials =
  | {
      /**
       * An API key (`flk_…`). Keep it on your servers: anyone who has it can move your tenant's money. Default: the
       * environment variable `FLORIN_API_KEY`, if there are no other credentials.
       */
      apiKey?: string | undefined;
    }
  | {
      /**
       * The id of an API key (`key_…`). The client exchanges the key for access tokens and sends it only to
       * `/oauth/token`.
       */
      clientId: string;
      /** The API key itself. */
      clientSecret: string;
      /** The scopes of the tokens, separated by spaces, such as `accounts:read`. Default: all scopes of the key. */
      scope?: string;
    }
  | {
      /**
       * Returns the access token for a request. It is called before each request, so it should cache the token. After a
       * 401 it is called once more, with the token that was refused.
       */
      accessToken: (refused?: string) => string | Promise<string>;
    };

/** Returns the token for `Authorization: Bearer`. After a refused token it returns another one, if there is another. */
export type Bearer = (refused?: string) => string | Promise<string>;

type AccessToken = components['schemas']['AccessToken'];
type ClientCredentials = { clientId: string; clientSecret: string; scope?: string | undefined };

/** Exchanges an API key for an access token. Throws a FlorinError when the bank gives none. */
export type Exchange = (client: ClientCredentials) => Promise<AccessToken>;

/**
 * Returns the source of tokens for the options. Throws a TypeError unless they contain exactly one kind of credentials.
 */
export function bearerOf(options: FlorinCredentials, exchange: Exchange): Bearer {
  const { clientId, clientSecret, scope, accessToken, ...rest } = options as AnyCredentials;
  const apiKey =
    rest.apiKey ?? (clientId || clientSecret || accessToken ? '' : environment('FLORIN_API_KEY'));
  if ([apiKey, clientSecret, accessToken].filter(Boolean).length === 1) {
    if (accessToken) return accessToken;
    if (apiKey) return () => apiKey;
    if (clientSecret && clientId) return keptToken(() => exchange({ clientId, clientSecret, scope }));
  }
  throw new TypeError(
    'Florin needs apiKey (or FLORIN_API_KEY in the environment), clientId and clientSecret, or accessToken.',
  );
}

type AnyCredentials = Partial<ClientCredentials> & {
  apiKey?: string;
  accessToken?: Bearer;
};

/** The milliseconds of use per second of a token's life: the client renews a token before the bank refuses it. */
const usedMs = 800;

/** Keeps one token for all calls. Calls that need a new token at the same time share one exchange. */
function keptToken(exchange: () => Promise<AccessToken>): Bearer {
  let kept: string | undefined;
  let renewAtMs = 0;
  let underWay: Promise<string> | undefined;

  async function renew(): Promise<string> {
    // Counted from before the request: the answer may have taken long to arrive.
    const nowMs = Date.now();
    try {
      const { access_token, expires_in } = await exchange();
      renewAtMs = nowMs + expires_in * usedMs;
      return (kept = access_token);
    } finally {
      underWay = undefined;
    }
  }

  return (refused) => {
    if (kept === refused) kept = undefined;
    return kept && Date.now() < renewAtMs ? kept : (underWay ??= renew());
  };
}
