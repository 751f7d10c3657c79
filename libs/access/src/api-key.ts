import { TypedId } from '@florin/database';
import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { Scope } from './scopes.ts';

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
  },
});

type ApiKeyRow = InferEntity<typeof ApiKeyEntity>;

/** A key as people may see it: without the key, and without its hash. */
export type ApiKey = Readonly<Omit<ApiKeyRow, 'sha256'>>;

/** All entities of this room, for `connect`. */
export const accessEntities = [ApiKeyEntity];
