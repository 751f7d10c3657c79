import { newId, type Database } from '@florin/database';
import { Tenant } from './entities/tenant.ts';

/** Creates a tenant without accounts. Returns its id. */
export async function createTenant(database: Database, { name }: { name: string }): Promise<{ id: string }> {
  const id = newId('tenant');
  await database.unitOfWork(async (em) => {
    em.create(Tenant, { id, name, createdAt: new Date() });
  });
  return { id };
}
