import { accessEntities, createApiKey, createAuthenticator, scopes } from '@florin/access';
import { allMigrations, connect } from '@florin/database';
import type { Database } from '@florin/database';
import { createTenant, ledgerEntities } from '@florin/ledger';
import type { Credentials } from './credentials.ts';
import type { Say } from './narration.ts';

/** The URLs of the roles that migrate, and that create tenants. */
type Urls = { url: string; ownerUrl: string };

/** Migrates all schemas. Creates a development tenant and its keys unless the given ones still work. */
export async function prepareBank(urls: Urls, credentials: Credentials, say: Say): Promise<Credentials> {
  const database = await connect({
    ...urls,
    entities: [...ledgerEntities, ...accessEntities],
    applicationName: 'florin-start',
  });
  try {
    const counts: string[] = [];
    for (const source of allMigrations()) {
      const { length } = await database.migrate(source);
      if (length > 0) counts.push(`${source.schema} ${length}`);
    }
    say(counts.length > 0 ? `ran migrations: ${counts.join(', ')}` : 'the schemas are up to date');
    return await withWorkingKeys(database, credentials, say);
  } finally {
    await database.close();
  }
}

async function withWorkingKeys(database: Database, credentials: Credentials, say: Say): Promise<Credentials> {
  const withKey = await withWorkingKey(database, credentials, say);
  const { tenant_id: tenantId, fraud_api_key: known } = withKey;
  if (tenantId === undefined) return withKey;
  const principal = known === undefined ? undefined : await createAuthenticator(database)(known);
  if (principal?.tenantId === tenantId) return withKey;
  const { key } = await createApiKey(database, {
    tenantId,
    name: 'fraud app',
    scopes: ['accounts:freeze', 'transactions:read'],
    operator: 'npm start',
  });
  return { ...withKey, fraud_api_key: key };
}

async function withWorkingKey(database: Database, credentials: Credentials, say: Say): Promise<Credentials> {
  const principal = credentials.api_key
    ? await createAuthenticator(database)(credentials.api_key)
    : undefined;
  if (principal && scopes.every((scope) => principal.scopes.has(scope))) return credentials;
  // A key of an earlier release keeps working; its tenant gets a second key with the new scopes.
  const tenantId = principal?.tenantId ?? (await createTenant(database, { name: 'Development' })).id;
  const { key } = await createApiKey(database, {
    tenantId,
    name: 'npm start',
    scopes,
    operator: 'npm start',
  });
  say(principal ? 'made an API key with the new scopes' : 'made a development tenant and its API key');
  return { ...credentials, api_key: key, tenant_id: tenantId };
}
