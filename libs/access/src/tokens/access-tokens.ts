import { createHash, randomUUID } from 'node:crypto';
import { isId, type Database } from '@florin/database';
import { errors, jwtVerify, SignJWT, type JWTPayload } from 'jose';
import { LRUCache } from 'lru-cache';
import { CredentialMoved, type Credentials, type KeyUse, type Principal } from '../authenticator.ts';
import { refusalOfOtherCell } from '../other-cell.ts';
import { createKeyRing } from './key-ring.ts';
import { algorithm, type TokenKey } from './signing-key.ts';

/** An expected refusal to issue a token. The codes are those of RFC 6749, section 5.2. */
export class TokenRefusal extends Error {
  override readonly name = 'TokenRefusal';
  readonly code: 'invalid_request' | 'invalid_client' | 'invalid_scope' | 'unsupported_grant_type';

  constructor(code: TokenRefusal['code'], message: string) {
    super(message);
    this.code = code;
  }
}

export interface AccessTokenOptions {
  database: Database;
  credentials: Credentials;
  /** Issuer and audience of the tokens: the URL by which clients know the bank. */
  issuer: string;
  /** Lifetime of a token: 1 to 900. */
  lifetimeSeconds: number;
  /** The name of the cell, which tokens carry as the claim `cell`, so that a balancer can route them. Default: none. */
  cell?: string | undefined;
  /** Shared by all processes of the bank. The first one encrypts private signing keys, all of them decrypt. */
  secrets: readonly string[];
}

export interface TokenRequest {
  /** The id of an API key. */
  clientId: string;
  /** The text of the API key. */
  clientSecret: string;
  /** The scopes of the token. Undefined for all scopes of the key. */
  scopes: readonly string[] | undefined;
}

interface IssuedToken {
  token: string;
  expiresInSeconds: number;
  scopes: readonly string[];
}

/** Access tokens (RFC 9068), which a client sends for some minutes instead of its API key. */
export interface AccessTokens {
  /** Throws TokenRefusal; while the database is unavailable, CredentialsUnavailable or the database's own error. */
  issue(request: TokenRequest): Promise<IssuedToken>;
  /**
   * The tenant and id of the token's API key, with the scopes of the token. Returns undefined if this bank did not sign
   * the token, or if the token or its API key has ended. Throws as `issue` while the database is unavailable.
   */
  principalOf(token: string, use?: KeyUse): Promise<Principal | undefined>;
  /** The public keys that verify tokens (JWK Set). */
  publishedKeys(): Promise<TokenKey[]>;
}

/** The content of a token with a valid signature. */
type Verified = { keyId: string; kid: string; tokenId: string; scopes: ReadonlySet<string>; endsAt: number };

const mediaType = 'at+jwt';
const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const cacheSize = 10_000;

export function createAccessTokens(options: AccessTokenOptions): AccessTokens {
  const { database, credentials, issuer, lifetimeSeconds, cell, secrets } = options;
  const keys = createKeyRing(database, secrets);
  const verified = new LRUCache<string, Verified>({ max: cacheSize });

  async function verify(token: string): Promise<Verified | undefined> {
    const hash = createHash('sha256').update(token).digest('base64');
    const known = verified.get(hash);
    if (known) return known;
    const fresh = await verifySignature(token, issuer, (kid) => keys.verifying(kid));
    if (fresh) verified.set(hash, fresh);
    return fresh;
  }

  return {
    async issue({ clientId, clientSecret, scopes }) {
      const principal = await credentials.ofSecret(clientSecret).catch(refuseMoved);
      if (principal?.credentialId !== clientId) {
        const usual = 'These credentials do not work: they are unknown, expired or revoked.';
        const message = principal ? usual : (refusalOfOtherCell(clientSecret, cell) ?? usual);
        throw new TokenRefusal('invalid_client', message);
      }
      const granted = grantedScopes(principal, scopes);
      const { kid, key } = await keys.signing();
      const token = await new SignJWT({
        client_id: clientId,
        scope: granted.join(' '),
        tenant_id: principal.tenantId,
        ...(cell === undefined ? {} : { cell }),
      })
        .setProtectedHeader({ alg: algorithm, typ: mediaType, kid })
        .setIssuer(issuer)
        .setAudience(issuer)
        .setSubject(clientId)
        .setJti(randomUUID())
        .setIssuedAt()
        .setExpirationTime(`${lifetimeSeconds} seconds`)
        .sign(key);
      return { token, expiresInSeconds: lifetimeSeconds, scopes: granted };
    },

    async principalOf(token, use) {
      const found = await verify(token);
      if (!found || found.endsAt <= Date.now()) return undefined;
      // The signing key and the API key may have ended after the token was cached.
      if (!(await keys.verifying(found.kid))) return undefined;
      const owner = await credentials.ofId(found.keyId, use);
      return owner && { ...owner, tokenId: found.tokenId, scopes: found.scopes };
    },

    publishedKeys: () => keys.published(),
  };
}

function refuseMoved(error: unknown): never {
  throw error instanceof CredentialMoved ? new TokenRefusal('invalid_client', error.message) : error;
}

/** Returns the granted scopes. Throws unless the key has all requested scopes. */
function grantedScopes({ scopes }: Principal, wanted: readonly string[] | undefined): string[] {
  if (wanted === undefined) return [...scopes];
  const missing = wanted.filter((scope) => !scopes.has(scope));
  if (missing.length === 0) return [...new Set(wanted)];
  const which = missing.length === 1 ? 'scope' : 'scopes';
  throw new TokenRefusal('invalid_scope', `The key lacks the ${which} ${missing.join(', ')}.`);
}

type FindKey = (kid: string) => ReturnType<ReturnType<typeof createKeyRing>['verifying']>;

/** The algorithm is fixed and never taken from the token. Every claim that RFC 9068 requires must be present. */
async function verifySignature(
  token: string,
  issuer: string,
  findKey: FindKey,
): Promise<Verified | undefined> {
  if (!isCompact(token)) return undefined;
  try {
    const { payload, protectedHeader } = await jwtVerify(
      token,
      async ({ kid }) => {
        const key = isId('skey', kid) ? await findKey(kid) : undefined;
        if (!key) throw new errors.JWKSNoMatchingKey();
        return key;
      },
      {
        ...{ algorithms: [algorithm], typ: mediaType, issuer, audience: issuer },
        requiredClaims: ['exp', 'iat', 'sub', 'jti', 'client_id', 'scope'],
      },
    );
    return verifiedFrom(payload, protectedHeader);
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}

/** Whether a token is encoded as RFC 7515 requires. Decoders also accept padding, other alphabets and stray bits. */
function isCompact(token: string): boolean {
  return token.split('.').every((part) => Buffer.from(part, 'base64url').toString('base64url') === part);
}

function verifiedFrom({ sub, jti, scope, exp }: JWTPayload, { kid }: { kid?: string }): Verified | undefined {
  if (!isId('key', sub) || typeof scope !== 'string' || exp === undefined || kid === undefined)
    return undefined;
  // Every token that this bank has signed has a UUID.
  if (jti === undefined || !uuidPattern.test(jti)) return undefined;
  return { keyId: sub, kid, tokenId: jti, scopes: new Set(scope.split(' ')), endsAt: exp * 1_000 };
}
