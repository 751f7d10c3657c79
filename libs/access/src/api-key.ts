import { TypedId } from '@florin/database';
import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import { KeyChangeEntity } from './key-changes.ts';
import type { Scope } from './scopes.ts';
import { SigningKeyEntity } from './tokens/signing-key.ts';

export const ApiKeyEntity = defineEntity({
  name: 'ApiKey',
  schema: 'access',
  tableName: 'api_keys',
  properties: {
    id: p.type(new TypedId('key')).$type<string>().primary(),
    tenantId: p.type(new TypedId('tenant')).$type<string>(),
    name: p.text(),
    displayPrefix: p.text(),
    sha256: p.blob().$type<Buffer>().lazy(),
    scopes: p.array().$type<Scope[]>(),
    createdAt: p.datetime(),
    expiresAt: p.datetime().strictNullable(),
    revokedAt: p.datetime().strictNullable(),
    lastUsedAt: p.datetime().strictNullable(),
    /** The client's address at that time. */
    lastUsedAddress: p.text().strictNullable(),
    /** The id of the key that this one replaced by rotation. */
    replaces: p.type(new TypedId('key')).$type<string>().strictNullable(),
    /** The id of the key that made this one; null for an operator. */
    createdBy: p.type(new TypedId('key')).$type<string>().strictNullable(),
    /** Addresses and networks in CIDR notation from which the key works; null for any. */
    allowedAddresses: p.array().$type<string[]>().strictNullable(),
    idempotencyKey: p.text().strictNullable().lazy(),
    fingerprint: p.blob().$type<Buffer>().strictNullable().lazy(),
  },
});

export type ApiKeyRow = InferEntity<typeof ApiKeyEntity>;

/** A key as people may see it: without its text, its hash and the request that created it. */
export type ApiKey = Readonly<Omit<ApiKeyRow, 'sha256' | 'idempotencyKey' | 'fingerprint'>>;

/** The state of a key at `now`. A rotated key is expired once its overlap has passed. */
export function apiKeyStatus(
  key: Pick<ApiKey, 'revokedAt' | 'expiresAt'>,
  now = new Date(),
): 'active' | 'expired' | 'revoked' {
  if (key.revokedAt) return 'revoked';
  return key.expiresAt && key.expiresAt <= now ? 'expired' : 'active';
}

/** All entities of this package, for `connect`. */
export const accessEntities = [ApiKeyEntity, KeyChangeEntity, SigningKeyEntity];
