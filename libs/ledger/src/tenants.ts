import { newId, type Database } from '@florin/database';
import { operatorActor } from '@florin/rules';
import { Tenant } from './entities/tenant.ts';

/** Creates a tenant without accounts, on behalf of an operator if one is named. Returns its id. */
export async function createTenant(
  database: Database,
  { name, operator }: { name: string; operator?: string },
): Promise<{ id: string }> {
  const id = newId('tenant');
  const createdBy = operator === undefined ? null : operatorActor(operator).id;
  await database.unitOfWork(async (em) => {
    em.create(Tenant, { id, name, createdBy, createdAt: new Date() });
  });
  return { id };
}
