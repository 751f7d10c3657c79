import { idToUuid, isId, type Database } from '@florin/database';
import { cellSettings } from '@florin/access';
import { createTenant, migrateLedger } from '@florin/ledger';
import { readConfig } from '@florin/service';
import { Type } from 'typebox';
import { CannotDo, type Command } from './command.ts';

export const createTenantCommand: Command = {
  usage: 'create-tenant --name "Bakery on the corner" [--cell eu2]',
  does: 'creates a tenant with an empty ledger, in the cell of CELL_DATABASE_URLS that --cell names',
  options: { name: 'required' },
  answersMany: false,
  async run(database, { name = '' }, { operator, env }) {
    const { CELL: cell } = readConfig(Type.Object(cellSettings), env);
    await migrateLedger(database);
    const { id } = await createTenant(database, { name, operator });
    return { rows: [{ tenant_id: id, name, ...(cell !== undefined && { cell }) }] };
  },
};

/** Throws when the tenant does not exist: a key without a tenant could write to a ledger that belongs to nobody. */
export async function requireTenant(database: Database, tenantId: string): Promise<void> {
  if (!isId('tenant', tenantId)) throw new CannotDo(`"${tenantId}" is not a tenant id.`);
  const found = await database.read((em) =>
    em.getConnection().execute('select 1 from ledger.tenants where id = ?', [idToUuid(tenantId)]),
  );
  if (found.length === 0) throw new CannotDo(`There is no tenant ${tenantId}.`);
}
