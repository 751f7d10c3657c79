import {
  apiKeyStatus,
  createApiKey,
  isScope,
  listApiKeys,
  migrateAccess,
  revokeApiKey,
  scopes,
} from '@florin/access';
import type { ApiKey, Scope } from '@florin/access';
import { isId } from '@florin/database';
import { parseTime } from '@florin/service';
import { CannotDo, type Command, type Row } from './command.ts';
import { requireTenant } from './tenants.ts';

export const createKeyCommand: Command = {
  usage: 'create-key --tenant tenant_… --name "till 7" [--scopes accounts:read,…] [--expires-at 2027-01-31]',
  does: 'creates an API key, by default with all scopes and without expiry',
  options: { tenant: 'required', name: 'required', scopes: 'optional', 'expires-at': 'optional' },
  answersMany: false,
  async run(database, { tenant: tenantId = '', name = '', scopes: wanted, 'expires-at': end }) {
    const granted = wanted === undefined ? scopes : readScopes(wanted);
    const expiresAt = end === undefined ? undefined : readEnd(end);
    await migrateAccess(database);
    await requireTenant(database, tenantId);
    const { id, key } = await createApiKey(database, {
      tenantId,
      name,
      scopes: granted,
      ...(expiresAt ? { expiresAt } : {}),
    });
    return {
      rows: [
        {
          key_id: id,
          api_key: key,
          tenant_id: tenantId,
          name,
          scopes: granted.join(','),
          expires_at: expiresAt?.toISOString() ?? null,
        },
      ],
      remark: 'The key is shown this once; only its hash is kept.',
    };
  },
};

export const revokeKeyCommand: Command = {
  usage: 'revoke-key --id key_…',
  does: 'ends a key; every process refuses it within 5 s',
  options: { id: 'required' },
  answersMany: false,
  async run(database, { id = '' }) {
    if (!isId('key', id)) throw new CannotDo(`"${id}" is not a key id.`);
    await migrateAccess(database);
    if (!(await revokeApiKey(database, id))) throw new CannotDo(`There is no key ${id}.`);
    return { rows: [{ key_id: id, status: 'revoked' }] };
  },
};

export const listKeysCommand: Command = {
  usage: 'list-keys [--tenant tenant_…]',
  does: 'lists the keys without their secrets',
  options: { tenant: 'optional' },
  answersMany: true,
  async run(database, { tenant }) {
    await migrateAccess(database);
    if (tenant !== undefined) await requireTenant(database, tenant);
    const keys = await listApiKeys(database, tenant);
    return { rows: keys.map(toRow) };
  },
};

function toRow(key: ApiKey): Row {
  return {
    key_id: key.id,
    starts_with: key.displayPrefix,
    tenant_id: key.tenantId,
    name: key.name,
    status: apiKeyStatus(key),
    scopes: key.scopes.join(','),
    expires_at: key.expiresAt?.toISOString() ?? null,
    last_used_at: key.lastUsedAt?.toISOString() ?? null,
  };
}

function readScopes(text: string): Scope[] {
  const names = text.split(',').map((name) => name.trim());
  const granted = names.filter(isScope);
  const unknown = names.filter((name) => !isScope(name));
  if (unknown.length > 0) {
    throw new CannotDo(`Unknown scopes: ${unknown.join(', ')}. There are ${scopes.join(', ')}.`);
  }
  return [...new Set(granted)];
}

function readEnd(text: string): Date {
  const end = parseTime(text);
  if (!end) throw new CannotDo(`--expires-at "${text}" is not a date (2027-01-31 is one).`);
  if (end <= new Date()) throw new CannotDo(`--expires-at ${text} is past.`);
  return end;
}
