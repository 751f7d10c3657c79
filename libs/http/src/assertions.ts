import { createHash, createPrivateKey, createPublicKey, hkdfSync, type KeyObject } from 'node:crypto';
import { actorType, actorView, systemActor, type Actor } from '@florin/rules';
import type { FastifyRequest } from 'fastify';
import { errors, jwtVerify, SignJWT, type JWTPayload } from 'jose';
import type { Authenticate, Principal } from './authentication.ts';
import { Problem } from './problem.ts';
import { isRecord } from './request/is-record.ts';
import { actorOf as requestActor } from './request/request-actor.ts';

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
export function callAuthentication(verifier: CallVerifier): Authenticate {
  const verify = createCallVerifier(verifier);
  return (request) => {
    const assertion = bearerToken(request.headers.authorization);
    if (assertion === undefined) throw refused('There is no assertion of the calling app.');
    return verify(assertion, request);
  };
}

/** The header in which an app states that it makes a request with a tenant's key: the value that `SignCall` returns. */
export const actingAppHeader = 'florin-acting-app';

/**
 * Names the calling app as the actor of a request for which it signs in `Florin-Acting-App`. The request is made with a key of
 * the tenant all the same: what may be done is what the key may do, and the actor is the app on behalf of this key. A request
 * without the header passes as it is; one whose header is not valid is refused.
 */
export function actingApp(
  authenticate: Authenticate,
  verifier: CallVerifier & { caller: 'fraud' },
): Authenticate {
  const verify = createCallVerifier(verifier);
  return async (request) => {
    const principal = await authenticate(request);
    const header = request.headers[actingAppHeader];
    if (header === undefined) return principal;
    const signed = await verify(bearerToken(String(header)) ?? '', request);
    if (signed.tenantId !== principal.tenantId) throw refused('The assertion is for another tenant.');
    const { requestId, correlationId, address } = requestActor(request, principal);
    const details = { requestId, correlationId, address, onBehalfOf: principal.credentialId };
    return { ...principal, actor: systemActor(verifier.caller, details) };
  };
}

type VerifyCall = (assertion: string, request: FastifyRequest) => Promise<Principal>;

function createCallVerifier({ app, caller, publicKeys }: CallVerifier): VerifyCall {
  const keys = new Map(publicKeys.map(publicKeyFrom).map((key) => [idOf(key), key]));
  return async (assertion, request) => {
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

const bearerToken = (header: string | undefined): string | undefined =>
  /^Bearer +([^ ]{1,8192})$/i.exec(header ?? '')?.[1];

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
