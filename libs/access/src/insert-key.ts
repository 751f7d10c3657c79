import { ascendingIds } from '@florin/database';
import type { EntityManager } from '@mikro-orm/core';
import { ApiKeyEntity, type ApiKeyRow } from './api-key.ts';
import { displayPrefix, keyHash, newKeyText } from './key-text.ts';
import type { Scope } from './scopes.ts';

type KeyToInsert = {
  tenantId: string;
  name: string;
  scopes: readonly Scope[];
  /** The time of the database's clock. */
  now: Date;
  expiresAt: Date | null;
  /** The id of the key that makes it; null for an operator. */
  createdBy: string | null;
  allowedAddresses: readonly string[] | null;
  replaces?: string;
  /** The cell that the key's text names. */
  cell: string | undefined;
  request?: IdempotentRequest | undefined;
};

/** The idempotency key of a request, and the hash of its content. */
export type IdempotentRequest = { key: string; fingerprint: Buffer };

/** Adds a new key to the unit of work. `secret` cannot be read again: only its hash is stored. */
export function insertKey(em: EntityManager, wanted: KeyToInsert): { row: ApiKeyRow; secret: string } {
  const secret = newKeyText(wanted.cell);
  const row = em.create(ApiKeyEntity, {
    id: ascendingIds('key', wanted.now)(),
    tenantId: wanted.tenantId,
    name: wanted.name,
    displayPrefix: displayPrefix(secret),
    sha256: keyHash(secret),
    scopes: [...wanted.scopes],
    createdAt: wanted.now,
    expiresAt: wanted.expiresAt,
    revokedAt: null,
    lastUsedAt: null,
    lastUsedAddress: null,
    createdBy: wanted.createdBy,
    allowedAddresses: wanted.allowedAddresses && [...wanted.allowedAddresses],
    replaces: wanted.replaces ?? null,
    idempotencyKey: wanted.request?.key ?? null,
    fingerprint: wanted.request?.fingerprint ?? null,
  });
  return { row, secret };
}
