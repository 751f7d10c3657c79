import { createHash, randomUUID } from 'node:crypto';
import { isId, type Database } from '@florin/database';
import { errors, jwtVerify, SignJWT, type JWTPayload } from 'jose';
import { LRUCache } from 'lru-cache';
import type { Credentials, Principal } from '../authenticator.ts';
import { createKeyRing } from './key-ring.ts';
import { algorithm, type TokenKey } from './signing-key.ts';

/** An expected refusal to issue a token; the codes are those of RFC 6749, section 5.2. */
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
  /** Who issues the tokens and whom they are for: the bank, by the address that its clients know. */
  issuer: string;
  /** How long a token works: 1 to 900. */
  lifetimeSeconds: number;
  /** Shared by all processes of the bank; what signs is kept encrypted with it. */
  secret: string;
}

export interface TokenRequest {
  /** The id of an API key. */
  clientId: string;
  /** The API key itself. */
  clientSecret: string;
  /** What the token is for; undefined for all that the key may do. */
  scopes: readonly string[] | undefined;
}

interface IssuedToken {
  token: string;
  expiresInSeconds: number;
  scopes: readonly string[];
}

/** Access tokens (RFC 9068): what a program carries for some minutes in place of its API key. */
export interface AccessTokens {
  /** Throws TokenRefusal, and CredentialsUnavailable or the database's own error while that is away. */
  issue(request: TokenRequest): Promise<IssuedToken>;
  /**
   * On whose behalf the token comes: its key's tenant and id, with the token's scopes. Undefined where it was not signed by
   * this bank, has ended, or its key has. Throws as `issue` when the database has to be asked and is away.
   */
  principalOf(token: string): Promise<Principal | undefined>;
  /** What verifies tokens, for whoever wants to. */
  publishedKeys(): Promise<TokenKey[]>;
}

/** What was read from a token whose signature is right. */
type Verified = { keyId: string; kid: string; scopes: ReadonlySet<string>; endsAt: number };

const mediaType = 'at+jwt';
const cacheSize = 10_000;

export function createAccessTokens(options: AccessTokenOptions): AccessTokens {
  const { database, credentials, issuer, lifetimeSeconds, secret } = options;
  const keys = createKeyRing(database, secret);
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
      const principal = await credentials.ofSecret(clientSecret);
      if (principal?.credentialId !== clientId) {
        const message = 'These credentials do not work: they are unknown, expired or revoked.';
        throw new TokenRefusal('invalid_client', message);
      }
      const granted = narrow(principal, scopes);
      const { kid, key } = await keys.signing();
      const token = await new SignJWT({
        client_id: clientId,
        scope: granted.join(' '),
        tenant_id: principal.tenantId,
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

    async principalOf(token) {
      const found = await verify(token);
      if (!found || found.endsAt <= Date.now()) return undefined;
      // Both may have ended since: the key that signed the token, and the API key in whose place it came.
      if (!(await keys.verifying(found.kid))) return undefined;
      const owner = await credentials.ofId(found.keyId);
      return owner && { tenantId: owner.tenantId, credentialId: found.keyId, scopes: found.scopes };
    },

    publishedKeys: () => keys.published(),
  };
}

/** Throws unless the key has all that is asked for. */
function narrow({ scopes }: Principal, wanted: readonly string[] | undefined): string[] {
  if (wanted === undefined) return [...scopes];
  const missing = wanted.filter((scope) => !scopes.has(scope));
  if (missing.length === 0) return [...new Set(wanted)];
  const which = missing.length === 1 ? 'scope' : 'scopes';
  throw new TokenRefusal('invalid_scope', `The key lacks the ${which} ${missing.join(', ')}.`);
}

type FindKey = (kid: string) => ReturnType<ReturnType<typeof createKeyRing>['verifying']>;

/** The algorithm is ours and never the token's; every claim that RFC 9068 demands has to be there. */
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
    return verifiedFrom(payload, protectedHeader.kid!);
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}

/** Whether a token is spelt as RFC 7515 wants it: decoders take padding, other alphabets and stray bits as well. */
function isCompact(token: string): boolean {
  return token.split('.').every((part) => Buffer.from(part, 'base64url').toString('base64url') === part);
}

function verifiedFrom({ sub, scope, exp }: JWTPayload, kid: string): Verified | undefined {
  if (!isId('key', sub) || typeof scope !== 'string' || exp === undefined) return undefined;
  return { keyId: sub, kid, scopes: new Set(scope.split(' ')), endsAt: exp * 1_000 };
}
