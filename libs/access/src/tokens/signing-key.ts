import { newId, runParameterized, TypedId, type Database } from '@florin/database';
import { defineEntity, p, type EntityManager, type InferEntity } from '@mikro-orm/core';
import { exportJWK, exportPKCS8, generateKeyPair } from 'jose';
import { openKey, sealKey } from './sealed-key.ts';
import { isKeyDue, verifiesSince } from './signing-key-age.ts';

/** Understood by every library; a signature is 64 bytes. */
export const algorithm = 'ES256';

/** A public key as it is published (RFC 7517). */
export interface TokenKey {
  kid: string;
  kty: 'EC';
  crv: 'P-256';
  alg: 'ES256';
  use: 'sig';
  x: string;
  y: string;
}

export const SigningKeyEntity = defineEntity({
  name: 'SigningKey',
  schema: 'access',
  tableName: 'signing_keys',
  properties: {
    id: p.type(new TypedId('skey')).$type<string>().primary(),
    publicJwk: p.json().$type<TokenKey>(),
    sealedPrivateKey: p.text(),
    createdAt: p.datetime(),
    endedAt: p.datetime().strictNullable(),
  },
});

export type SigningKeyRow = InferEntity<typeof SigningKeyEntity>;

/** The keys whose tokens may still work, the newest first. */
export function findSigningKeys(em: EntityManager): Promise<SigningKeyRow[]> {
  const where = { endedAt: null, createdAt: { $gt: verifiesSince(new Date()) } };
  return em.find(SigningKeyEntity, where, { orderBy: { createdAt: 'desc', id: 'desc' } });
}

/** Makes a key, unless another process has done so before. */
export async function makeSigningKey(database: Database, sealingKey: Uint8Array): Promise<void> {
  const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const id = newId('skey');
  const publicJwk = { ...(await exportJWK(publicKey)), kid: id, alg: algorithm, use: 'sig' } as TokenKey;
  const sealedPrivateKey = await sealKey(await exportPKCS8(privateKey), id, sealingKey);
  await database.unitOfWork(async (em) => {
    await runParameterized(em, "select pg_advisory_xact_lock(hashtext('access.signing_keys'))", []);
    const usable = await openable(await findSigningKeys(em), sealingKey);
    const createdAt = new Date();
    if (!isKeyDue(usable, createdAt)) return;
    em.create(SigningKeyEntity, { id, publicJwk, sealedPrivateKey, createdAt, endedAt: null });
  });
}

/** Those that this process can sign with: not those that were sealed with another secret. */
export async function openable(
  keys: readonly SigningKeyRow[],
  sealingKey: Uint8Array,
): Promise<SigningKeyRow[]> {
  const opened = await Promise.all(
    keys.map(({ id, sealedPrivateKey }) => openKey(sealedPrivateKey, id, sealingKey)),
  );
  return keys.filter((_key, index) => opened[index] !== undefined);
}

/**
 * Ends all signing keys, as an operator who fears that one was stolen: within 3 s no process believes a token that they
 * signed, and the next token is signed with a new one. Returns how many they were.
 */
export async function endSigningKeys(database: Database): Promise<number> {
  return database.unitOfWork(async (em) => {
    const keys = await findSigningKeys(em);
    for (const key of keys) key.endedAt = new Date();
    return keys.length;
  });
}
