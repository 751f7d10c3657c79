import { createHash, createPrivateKey, createPublicKey, hkdfSync, type KeyObject } from 'node:crypto';
import { actorType, actorView, type Actor } from '@florin/rules';
import type { FastifyRequest } from 'fastify';
import { errors, jwtVerify, SignJWT, type JWTPayload } from 'jose';
import type { Authenticate, Principal } from './authentication.ts';
import { Problem } from './problem.ts';
import { isRecord } from './request/is-record.ts';

/** The apps that call other apps. Each has a key pair of its own. */
export type CallingApp = 'api' | 'fraud';

/** One HTTP request to another app. */
export type AssertedCall = {
  /** The name of the called app. */
  audience: string;
  method: string;
  /** The path that the called app sees; a query behind it is not signed. */
  path: string;
  principal: Pick<Principal, 'tenantId' | 'credentialId' | 'scopes' | 'actor'>;
  requestId: string;
};

/** Returns the value of `Authorization` for a call. */
export type SignCall = (call: AssertedCall) => Promise<string>;

const algorithm = 'EdDSA';
const mediaType = 'florin-call+jwt';
/** Together 60 s: how long an assertion works at most, and how far the clocks of two hosts may be apart. */
const lifetimeSeconds = 50;
const clockToleranceSeconds = 10;

/**
 * Signs calls of this app: a JWT (Ed25519) with tenant, scopes, request id and actor, for one called app, one method and
 * one path, that expires within 60 seconds. `privateKey` is the base64 of an Ed25519 key in PKCS #8 (DER).
 */
export function createCallSigner(app: CallingApp, privateKey: string): SignCall {
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' });
  const kid = idOf(createPublicKey(key));
  return async ({ audience, method, path, principal, requestId }) => {
    const { tenantId, credentialId, scopes } = principal;
    const actor = actorClaim(principal.actor ?? actorOf(credentialId, requestId));
    const claims = { tenant_id: tenantId, scope: [...scopes].join(' '), request_id: requestId, actor };
    const assertion = await new SignJWT({ ...claims, htm: method, htu: pathOf(path) })
      .setProtectedHeader({ alg: algorithm, typ: mediaType, kid })
      .setIssuer(app)
      .setAudience(audience)
      .setSubject(credentialId)
      .setIssuedAt()
      .setExpirationTime(`${lifetimeSeconds} seconds`)
      .sign(key);
    return `Bearer ${assertion}`;
  };
}

export type CallVerifier = {
  /** The name of the called app, which verifies. */
  app: string;
  caller: CallingApp;
  /** The caller's public keys, current and previous: the base64 of Ed25519 keys as SubjectPublicKeyInfo (DER). */
  publicKeys: readonly string[];
};

/**
 * Authenticates calls of another app by the assertion that it signed. Throws Problem('unauthenticated'), which says what is
 * wrong with the assertion, because only operators see it: the caller never passes it on.
 */
export function callAuthentication({ app, caller, publicKeys }: CallVerifier): Authenticate {
  const keys = new Map(publicKeys.map(publicKeyFrom).map((key) => [idOf(key), key]));
  return async (request) => {
    const assertion = bearerToken(request);
    if (assertion === undefined) throw refused('There is no assertion of the calling app.');
    const { payload } = await jwtVerify(
      assertion,
      ({ kid }) => {
        const key = keys.get(kid ?? '');
        if (!key) throw refused('The assertion is not signed by a key that this app knows.');
        return key;
      },
      {
        ...{ algorithms: [algorithm], typ: mediaType, issuer: caller, audience: app },
        ...{ clockTolerance: clockToleranceSeconds, maxTokenAge: lifetimeSeconds },
        requiredClaims: ['iat', 'exp', 'sub', 'tenant_id', 'scope', 'request_id', 'htm', 'htu'],
      },
    ).catch((error: unknown) => {
      throw error instanceof errors.JOSEError
        ? refused(`The assertion is not valid: ${error.message}.`)
        : error;
    });
    if (payload['htm'] !== request.method || payload['htu'] !== pathOf(request.url))
      throw refused('The assertion is for another request.');
    return principalFrom(payload);
  };
}

function principalFrom(payload: JWTPayload): Principal {
  const { sub, tenant_id: tenantId, scope, actor } = payload;
  if (typeof tenantId !== 'string' || !/^tenant_[0-7][0-9a-hjkmnp-tv-z]{25}$/.test(tenantId))
    throw refused('The assertion has no tenant.');
  return {
    tenantId,
    credentialId: String(sub),
    scopes: new Set(String(scope).split(' ')),
    ...(actor === undefined ? {} : { actor: actorFrom(actor) }),
  };
}

/** The actor of a caller that knows only its credential. */
const actorOf = (id: string, requestId: string): Actor => ({
  ...{ type: actorType(id), id, tokenId: null, requestId },
  ...{ correlationId: null, address: null, onBehalfOf: null },
});

/** An actor as a claim: as answers show it, without what is not known. */
const actorClaim = (actor: Actor): object =>
  Object.fromEntries(Object.entries(actorView(actor)).filter(([, value]) => value !== null));

function actorFrom(claim: unknown): Actor {
  const text = (name: string): string | null => {
    const value = isRecord(claim) ? claim[name] : undefined;
    return typeof value === 'string' ? value : null;
  };
  const id = text('id');
  if (id === null) throw refused('The assertion has no actor.');
  return {
    ...{ type: actorType(id), id, tokenId: text('token_id'), requestId: text('request_id') },
    ...{ correlationId: text('correlation_id'), address: text('address'), onBehalfOf: text('on_behalf_of') },
  };
}

/** The path as every URL parser writes it, without the query. */
const pathOf = (target: string): string => new URL(target, 'http://app').pathname;

const publicKeyFrom = (text: string): KeyObject =>
  createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' });

const idOf = (key: KeyObject): string =>
  createHash('sha256')
    .update(key.export({ format: 'der', type: 'spki' }))
    .digest('base64url')
    .slice(0, 16);

const bearerToken = ({ headers }: FastifyRequest): string | undefined =>
  /^Bearer +([^ ]{1,8192})$/i.exec(headers.authorization ?? '')?.[1];

const refused = (detail: string): Problem => new Problem('unauthenticated', { detail });

const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Derives the key pair of an app from the secret that all apps shared before they had key pairs. */
export function keyPairFrom(secret: string, app: CallingApp): { privateKey: string; publicKey: string } {
  const seed = Buffer.from(hkdfSync('sha256', secret, '', `florin calls of ${app}`, 32));
  const pkcs8 = Buffer.concat([pkcs8Prefix, seed]);
  const publicKey = createPublicKey(createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }));
  return {
    privateKey: pkcs8.toString('base64'),
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
  };
}
