import { idToUuid, newId, runParameterized, TypedId, type Database, type UnitOfWork } from '@florin/database';
import { actorView, operatorActor, systemActor, type Actor } from '@florin/rules';
import { defineEntity, p, type EntityManager, type InferEntity } from '@mikro-orm/core';
import { exportJWK, exportPKCS8, generateKeyPair } from 'jose';
import { decryptKey, encryptionKeyFrom, encryptKey } from './encrypted-key.ts';
import { isKeyDue, verifiesSince } from './signing-key-rotation.ts';

/** Supported by every JWT library. A signature has 64 bytes. */
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

/** The keys whose tokens may still be valid, newest first. */
export function findSigningKeys(em: EntityManager): Promise<SigningKeyRow[]> {
  const where = { endedAt: null, createdAt: { $gt: verifiesSince(new Date()) } };
  return em.find(SigningKeyEntity, where, { orderBy: { createdAt: 'desc', id: 'desc' } });
}

/** Creates a key, unless another process has done so already. */
export async function makeSigningKey(
  database: Database,
  encryptionKeys: readonly Uint8Array[],
): Promise<void> {
  const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const id = newId('skey');
  const publicJwk = { ...(await exportJWK(publicKey)), kid: id, alg: algorithm, use: 'sig' } as TokenKey;
  const sealedPrivateKey = await encryptKey(await exportPKCS8(privateKey), id, encryptionKeys);
  await database.unitOfWork(async (em) => {
    await runParameterized(em, "select pg_advisory_xact_lock(hashtext('access.signing_keys'))", []);
    const usable = await decryptable(await findSigningKeys(em), encryptionKeys);
    const createdAt = new Date();
    if (!isKeyDue(usable, createdAt)) return;
    em.create(SigningKeyEntity, { id, publicJwk, sealedPrivateKey, createdAt, endedAt: null });
    await em.flush();
    await recordSigningKeyChange(em, [id], 'created', systemActor('tokens'));
  });
}

/** The keys that this process can sign with: those that were encrypted with one of its secrets. */
export async function decryptable(
  keys: readonly SigningKeyRow[],
  encryptionKeys: readonly Uint8Array[],
): Promise<SigningKeyRow[]> {
  const decrypted = await Promise.all(
    keys.map(({ id, sealedPrivateKey }) => decryptKey(sealedPrivateKey, id, encryptionKeys)),
  );
  return keys.filter((_key, index) => decrypted[index] !== undefined);
}

/**
 * How many keys whose tokens may still be valid are not encrypted with the first of these secrets, and so would be lost with
 * the others.
 */
export async function countKeysUnderOldSecrets(
  database: Database,
  [current]: readonly string[],
): Promise<number> {
  const keys = await database.read((em) => findSigningKeys(em));
  const under = current === undefined ? [] : await decryptable(keys, [encryptionKeyFrom(current)]);
  return keys.length - under.length;
}

/**
 * Ends all signing keys on behalf of an operator, for example after a key was stolen. Within 3 s no process accepts a
 * token signed with them, and the next token is signed with a new key. Returns their number.
 */
export async function endSigningKeys(database: Database, operator: string): Promise<number> {
  return database.unitOfWork(async (em) => {
    const keys = await findSigningKeys(em);
    for (const key of keys) key.endedAt = new Date();
    const ids = keys.map(({ id }) => id);
    await recordSigningKeyChange(em, ids, 'ended', operatorActor(operator));
    return keys.length;
  });
}

/** Records who changed signing keys, in the unit of work that does. */
async function recordSigningKeyChange(
  em: UnitOfWork,
  ids: readonly string[],
  change: 'created' | 'ended',
  actor: Actor,
): Promise<void> {
  await runParameterized(
    em,
    `insert into access.signing_key_changes (signing_key_id, change, actor)
     select id, $2, $3::jsonb from unnest($1::uuid[]) as s (id)`,
    [ids.map(idToUuid), change, JSON.stringify(actorView(actor))],
  );
}
