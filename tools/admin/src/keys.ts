import {
  AccessRefusal,
  apiKeyStatus,
  cellSettings,
  createApiKey,
  isScope,
  listApiKeys,
  migrateAccess,
  revokeApiKey,
  scopes,
} from '@florin/access';
import type { ApiKey, Scope } from '@florin/access';
import { isId } from '@florin/database';
import { parseTime, readConfig } from '@florin/service';
import { Type } from 'typebox';
import { CannotDo, type Command, type Row } from './command.ts';
import { requireTenant } from './tenants.ts';

const dayMs = 86_400_000;
/** The API's settings of the same names. */
const keyConfig = Type.Object({
  ...cellSettings,
  API_KEY_MAX_LIFETIME_DAYS: Type.Optional(Type.Integer({ minimum: 1, maximum: 3_650 })),
});

function explainRefusal(error: unknown): never {
  if (!(error instanceof AccessRefusal)) throw error;
  throw new CannotDo(`${error.pointer ?? 'The key'} ${error.message}.`);
}

export const createKeyCommand: Command = {
  usage:
    'create-key --tenant tenant_… --name "till 7" [--scopes accounts:read,…] [--expires-at 2027-01-31] [--allowed-addresses 203.0.113.0/24,…]',
  does: 'creates an API key, by default with all scopes and without expiry',
  options: {
    tenant: 'required',
    name: 'required',
    scopes: 'optional',
    'expires-at': 'optional',
    'allowed-addresses': 'optional',
  },
  answersMany: false,
  async run(
    database,
    { tenant: tenantId = '', name = '', scopes: wanted, 'expires-at': end, ...more },
    { operator, env },
  ) {
    const granted = wanted === undefined ? scopes : readScopes(wanted);
    const expiresAt = end === undefined ? undefined : readEnd(end);
    const allowedAddresses = more['allowed-addresses']?.split(',');
    const { API_KEY_MAX_LIFETIME_DAYS: days, CELL: cell } = readConfig(keyConfig, env);
    await migrateAccess(database);
    await requireTenant(database, tenantId);
    const made = await createApiKey(database, {
      tenantId,
      name,
      scopes: granted,
      ...(expiresAt ? { expiresAt } : {}),
      ...(allowedAddresses ? { allowedAddresses } : {}),
      maxLifetimeMs: days === undefined ? null : days * dayMs,
      cell,
      operator,
    }).catch(explainRefusal);
    return {
      rows: [
        {
          key_id: made.id,
          api_key: made.key,
          tenant_id: tenantId,
          name,
          scopes: granted.join(','),
          expires_at: made.expiresAt?.toISOString() ?? null,
        },
      ],
      remark: 'The key is shown this once; only its hash is kept.',
    };
  },
};

export const revokeKeyCommand: Command = {
  usage: 'revoke-key --id key_… [--cascade yes]',
  does: 'ends a key, with --cascade also the keys that it made; every process refuses them within 5 s',
  options: { id: 'required', cascade: 'optional' },
  answersMany: false,
  async run(database, { id = '', cascade = 'no' }, { operator }) {
    if (!isId('key', id)) throw new CannotDo(`"${id}" is not a key id.`);
    if (!['yes', 'no'].includes(cascade)) throw new CannotDo('--cascade is yes or no.');
    await migrateAccess(database);
    const children = await revokeApiKey(database, id, { cascade: cascade === 'yes', operator });
    if (!children) throw new CannotDo(`There is no key ${id}.`);
    const row: Row = { key_id: id, status: 'revoked' };
    if (cascade === 'yes') row['also_revoked'] = children.join(',') || null;
    return { rows: [row] };
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
    last_used_address: key.lastUsedAddress,
    created_by: key.createdBy ?? 'operator',
    allowed_addresses: key.allowedAddresses?.join(',') ?? null,
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
