import { newId, type Database } from '@florin/database';
import { Tenant } from './entities/tenant.ts';

/** Makes a tenant with empty books; returns its id. */
export async function createTenant(database: Database, { name }: { name: string }): Promise<{ id: string }> {
  const id = newId('tenant');
  await database.unitOfWork(async (em) => {
    em.create(Tenant, { id, name, createdAt: new Date() });
  });
  return { id };
}
