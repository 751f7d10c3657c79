import { ConfigError, type Logger } from '@florin/service';
import { Type } from 'typebox';
import {
  actingApp,
  callAuthentication,
  createCallSigner,
  keyPairFrom,
  type CallingApp,
  type SignCall,
} from './assertions.ts';
import { sharedTokenAuthentication, type Authenticate } from './authentication.ts';

const publicKeys = (app: string) =>
  Type.Array(Type.String({ pattern: '^MCowBQYDK2VwAyEA[A-Za-z0-9+/]{43}=$' }), {
    default: [],
    description: `public keys of the ${app}'s ASSERTION_PRIVATE_KEY, the current and the previous one, by commas`,
  });

const secrets = (use: string) =>
  Type.Array(Type.String({ minLength: 32 }), {
    secret: true,
    default: [],
    description: `at least 32 characters each, separated by commas: ${use}`,
  });

const internalToken = Type.Optional(
  Type.String({
    secret: true,
    minLength: 32,
    description: 'deprecated: the one secret of earlier releases',
  }),
);

/** Settings of an app that signs its calls of other apps. */
export const callerSettings = {
  ASSERTION_PRIVATE_KEY: Type.Optional(
    Type.String({
      secret: true,
      pattern: '^MC4CAQAwBQYDK2VwBCIEI[A-Za-z0-9+/]{43}$',
      description: 'the base64 of an Ed25519 key in PKCS #8 (DER); signs calls of other apps',
    }),
  ),
  INTERNAL_TOKEN: internalToken,
};

/** Settings of the API, which accepts what the fraud app states of itself. */
export const calledByFraudSettings = { FRAUD_ASSERTION_PUBLIC_KEYS: publicKeys('fraud app') };

/** Settings of an app that the API calls. */
export const calledByApiSettings = {
  API_ASSERTION_PUBLIC_KEYS: publicKeys('API'),
  INTERNAL_TOKEN: internalToken,
};

/** Settings of an app with lists that have cursors. */
export const cursorSettings = {
  CURSOR_KEYS: secrets('the first one signs list cursors, all verify them'),
  INTERNAL_TOKEN: internalToken,
};

/** Settings of an app that encrypts what it stores. */
export const sealingSettings = {
  SEALING_KEYS: secrets('the first one encrypts the signing keys of access tokens, all decrypt them'),
  INTERNAL_TOKEN: internalToken,
};

type Secrets = { CURSOR_KEYS?: string[]; SEALING_KEYS?: string[]; INTERNAL_TOKEN?: string };

/**
 * The secrets of a setting, the current one first. INTERNAL_TOKEN is the last one while it is set, because earlier releases
 * used it for everything. Throws ConfigError if there is none.
 */
export function secretsOf(name: 'CURSOR_KEYS' | 'SEALING_KEYS', settings: Secrets): string[] {
  const { [name]: own = [], INTERNAL_TOKEN: token } = settings;
  const all = token === undefined ? own : [...own, token];
  if (all.length === 0)
    throw missing(name, 'one secret of at least 32 characters, or two separated by a comma');
  return all;
}

/** Signs the calls of this app, with a key derived from INTERNAL_TOKEN if it has none of its own. Throws ConfigError. */
export function callSignerOf(
  app: CallingApp,
  settings: { ASSERTION_PRIVATE_KEY?: string; INTERNAL_TOKEN?: string },
): SignCall {
  const { ASSERTION_PRIVATE_KEY: own, INTERNAL_TOKEN: token } = settings;
  const key = own ?? (token === undefined ? undefined : keyPairFrom(token, app).privateKey);
  if (key === undefined) throw missing('ASSERTION_PRIVATE_KEY', 'the base64 of an Ed25519 key in PKCS #8');
  return createCallSigner(app, key);
}

/**
 * Authenticates the API at the app behind it. While INTERNAL_TOKEN is set, the key derived from it is accepted too, and as
 * long as it is the only setting, also the headers of the release before, so that the API may be upgraded after the app.
 * Throws ConfigError if neither is set.
 */
export function apiAuthenticationOf(
  app: string,
  settings: { API_ASSERTION_PUBLIC_KEYS: string[]; INTERNAL_TOKEN?: string },
): Authenticate {
  const { API_ASSERTION_PUBLIC_KEYS: own, INTERNAL_TOKEN: token } = settings;
  const derived = token === undefined ? [] : [keyPairFrom(token, 'api').publicKey];
  const publicKeys = [...own, ...derived];
  if (publicKeys.length === 0)
    throw missing('API_ASSERTION_PUBLIC_KEYS', "the public key of the API's ASSERTION_PRIVATE_KEY");
  const byAssertion = callAuthentication({ app, caller: 'api', publicKeys });
  if (token === undefined || own.length > 0) return byAssertion;
  const byToken = sharedTokenAuthentication(token);
  return (request) => (request.headers['x-florin-tenant'] === undefined ? byAssertion : byToken)(request);
}

/**
 * Lets the fraud app name itself where it acts with a tenant's key. Without a public key of the app, as in deployments from
 * before it had one, its header is ignored and the actor is the tenant's key.
 */
export function namingFraudApp(
  authenticate: Authenticate,
  settings: { FRAUD_ASSERTION_PUBLIC_KEYS: string[]; INTERNAL_TOKEN?: string },
): Authenticate {
  const { FRAUD_ASSERTION_PUBLIC_KEYS: own, INTERNAL_TOKEN: token } = settings;
  const derived = token === undefined ? [] : [keyPairFrom(token, 'fraud').publicKey];
  const publicKeys = [...own, ...derived];
  if (publicKeys.length === 0) return authenticate;
  return actingApp(authenticate, { app: 'api', caller: 'fraud', publicKeys });
}

/** Signs for the app where it acts with a tenant's key; undefined if it has no key of its own to sign with. */
export function ownSignerOf(
  app: CallingApp,
  settings: { ASSERTION_PRIVATE_KEY?: string; INTERNAL_TOKEN?: string },
): SignCall | undefined {
  const { ASSERTION_PRIVATE_KEY: own, INTERNAL_TOKEN: token } = settings;
  return own === undefined && token === undefined ? undefined : callSignerOf(app, settings);
}

/** Logs once that INTERNAL_TOKEN is deprecated, if it is set. */
export function warnOfInternalToken(settings: { INTERNAL_TOKEN?: string }, logger: Logger): void {
  if (settings.INTERNAL_TOKEN === undefined) return;
  logger.warn(
    'INTERNAL_TOKEN is deprecated: it is one secret for several uses. Set a key for each use, then remove it ' +
      '(docs/guides/production.md, "Keys between the apps")',
  );
}

const missing = (name: string, what: string) => new ConfigError([`${name} is missing (${what})`]);
