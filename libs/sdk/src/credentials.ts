import type { components } from './generated/openapi.ts';

/** How a client shows who it is: one of these. */
export type FlorinCredentials =
  | {
      /** An API key (`flk_…`). Keep it on your servers: whoever has it moves your tenant's money. */
      apiKey: string;
    }
  | {
      /** The id of an API key (`key_…`), which is exchanged for access tokens and sent to nothing but `/oauth/token`. */
      clientId: string;
      /** The API key itself. */
      clientSecret: string;
      /** What the tokens are for, separated by spaces, such as `accounts:read`. By default all that the key may do. */
      scope?: string;
    }
  | {
      /**
       * Gives the access token for a request; asked before each, so that it is yours to keep one. After a 401 it is asked
       * once more, with the token that was refused.
       */
      accessToken: (refused?: string) => string | Promise<string>;
    };

/** Gives what goes behind `Bearer`; another one than the one that was refused, where there is another. */
export type Bearer = (refused?: string) => string | Promise<string>;

type AccessToken = components['schemas']['AccessToken'];
type ClientCredentials = { clientId: string; clientSecret: string; scope?: string | undefined };

/** Gets a token from the bank, or throws a FlorinError. */
export type Exchange = (client: ClientCredentials) => Promise<AccessToken>;

/** Throws a TypeError unless the options name one way to show who this is. */
export function bearerOf(options: FlorinCredentials, exchange: Exchange): Bearer {
  const { apiKey, clientId, clientSecret, scope, accessToken } = options as AnyCredentials;
  if ([apiKey, clientSecret, accessToken].filter(Boolean).length === 1) {
    if (accessToken) return accessToken;
    if (apiKey) return () => apiKey;
    if (clientSecret && clientId) return keptToken(() => exchange({ clientId, clientSecret, scope }));
  }
  throw new TypeError('Florin needs apiKey, clientSecret or accessToken.');
}

type AnyCredentials = Partial<ClientCredentials> & {
  apiKey?: string;
  accessToken?: Bearer;
};

/** Of each second of a token's life, how long it is used: nobody waits for the bank to refuse an old one. */
const usedMs = 800;

/** One token for all calls at a time. */
function keptToken(exchange: () => Promise<AccessToken>): Bearer {
  let kept: string | undefined;
  let renewAtMs = 0;
  let underWay: Promise<string> | undefined;

  async function renew(): Promise<string> {
    // Counted from before the question: the answer may have been long under way.
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
