import {
  createAccessTokens,
  createCredentials,
  refusalOfOtherCell,
  type AccessTokens,
  type KeyUse,
  type Principal,
} from '@florin/access';
import type { Database } from '@florin/database';
import { secretsOf } from '@florin/http';
import type { Static } from 'typebox';
import type { config } from './config.ts';

type Settings = Static<typeof config>;

/** Authenticates by an API key, which is looked up by its hash, or by an access token, which is recognized by its dots. */
export function authenticationBy(
  database: Database,
  settings: Settings,
): {
  tokens: AccessTokens;
  lookUp: (presented: string, use: KeyUse) => Promise<Principal | undefined>;
  /** Why a key or token that was not found is refused, if its text says so. */
  explain: (presented: string) => string | undefined;
} {
  const credentials = createCredentials(database);
  const tokens = createAccessTokens({
    database,
    credentials,
    issuer: settings.TOKEN_ISSUER,
    lifetimeSeconds: settings.TOKEN_LIFETIME_SECONDS,
    cell: settings.CELL,
    secrets: secretsOf('SEALING_KEYS', settings),
  });
  return {
    tokens,
    lookUp: (presented, use) =>
      presented.includes('.') ? tokens.principalOf(presented, use) : credentials.ofSecret(presented, use),
    explain: (presented) => refusalOfOtherCell(presented, settings.CELL),
  };
}
