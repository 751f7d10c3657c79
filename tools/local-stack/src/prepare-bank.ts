import { accessEntities, createApiKey, createAuthenticator, migrateAccess, scopes } from '@florin/access';
import { connect } from '@florin/database';
import type { Database } from '@florin/database';
import { createTenant, ledgerEntities, migrateLedger } from '@florin/ledger';
import type { Credentials } from './credentials.ts';
import type { Say } from './narration.ts';

/** Migrates the schemas of the API. Creates a development tenant and its keys unless the given ones still work. */
export async function prepareBank(
  databaseUrl: string,
  credentials: Credentials,
  say: Say,
): Promise<Credentials> {
  const database = await connect({
    url: databaseUrl,
    entities: [...ledgerEntities, ...accessEntities],
    applicationName: 'florin-start',
  });
  try {
    // Each consumer migrates its own schema when it starts.
    const migrations = [...(await migrateLedger(database)), ...(await migrateAccess(database))];
    say(migrations.length > 0 ? `migrated: ${migrations.join(', ')}` : 'the schemas are up to date');
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
  const { key } = await createApiKey(database, { tenantId, name: 'fraud app', scopes: ['accounts:freeze'] });
  return { ...withKey, fraud_api_key: key };
}

async function withWorkingKey(database: Database, credentials: Credentials, say: Say): Promise<Credentials> {
  const principal = credentials.api_key
    ? await createAuthenticator(database)(credentials.api_key)
    : undefined;
  if (principal && scopes.every((scope) => principal.scopes.has(scope))) return credentials;
  // A key of an earlier release keeps working; its tenant gets a second key with the new scopes.
  const tenantId = principal?.tenantId ?? (await createTenant(database, { name: 'Development' })).id;
  const { key } = await createApiKey(database, { tenantId, name: 'npm start', scopes });
  say(principal ? 'made an API key with the new scopes' : 'made a development tenant and its API key');
  return { ...credentials, api_key: key, tenant_id: tenantId };
}
