import { cellSettings } from '@florin/access';
import {
  allMigrations,
  compareMigrations,
  connect,
  idToUuid,
  isLockTimeout,
  type Database,
} from '@florin/database';
import { armFailpoints, failpoint, readConfig } from '@florin/service';
import { Type } from 'typebox';
import { ownerUrlOf } from './cells.ts';
import { CannotDo, type Command } from './command.ts';
import { leadKeys } from './move/lead-keys.ts';
import { moveTenant } from './move/move-tenant.ts';
import { requireTenant } from './tenants.ts';

const ownersConfig = Type.Object({
  DATABASE_URL: Type.String({ secret: true }),
  DATABASE_OWNER_URL: Type.Optional(Type.String({ secret: true })),
  FLORIN_FAILPOINTS: Type.Optional(Type.String()),
  NODE_ENV: Type.Optional(Type.String()),
});
/** The schemas that a cell has. Those of the consumers are about all cells. */
const schemas = allMigrations().filter(({ schema }) => schema === 'ledger' || schema === 'access');

export const moveTenantCommand: Command = {
  usage:
    'move-tenant --tenant tenant_… --to eu2 [--map /etc/haproxy/moved-keys.map] [--haproxy /run/haproxy/admin.sock,…]',
  does: 'moves a tenant to another cell of CELL_DATABASE_OWNER_URLS, and adds its keys to the balancer’s map; goes on when it is repeated',
  options: { tenant: 'required', to: 'required', map: 'optional', haproxy: 'optional' },
  answersMany: false,
  async run(database, { tenant = '', to: cell = '', map, haproxy }, { env, operator }) {
    const settings = readConfig(ownersConfig, env);
    armFailpoints(settings.FLORIN_FAILPOINTS ?? '', settings.NODE_ENV);
    readConfig(Type.Object(cellSettings), { CELL: cell });
    if (haproxy !== undefined && map === undefined) throw new CannotDo('--haproxy needs --map.');
    await requireTenant(database, tenant);
    const source = await openAsOwner(settings.DATABASE_OWNER_URL ?? settings.DATABASE_URL);
    const target = await openAsOwner(ownerUrlOf(env, cell));
    try {
      await requireTwoEqualCells(source, target);
      const say = (line: string) => void process.stderr.write(`${line}\n`);
      const hashes = () => keyHashesOf(target, idToUuid(tenant));
      const lead = async () => {
        if (map !== undefined)
          await leadKeys(await hashes(), { cell, map, sockets: haproxy?.split(',') ?? [] });
      };
      const move = { source, target, tenant: idToUuid(tenant), cell, operator, failpoint, say, lead };
      const refusedMs = await moveTenant(move).catch(explainBusy);
      const keys = (await hashes()).length;
      return {
        rows: [{ tenant_id: tenant, cell, writes_refused_ms: String(refusedMs), keys: String(keys) }],
        ...(map === undefined && {
          remark: 'The balancer must lead these keys to the cell: docs/operations/cells.md.',
        }),
      };
    } finally {
      await Promise.all([source.close(), target.close()]);
    }
  },
};

function explainBusy(error: unknown): never {
  const message =
    'Another command moves this tenant, or a long transaction holds its rows. Repeat this one after it.';
  throw isLockTimeout(error) ? new CannotDo(message) : error;
}

/** A copy of a large tenant is one long read here, and one long commit there. */
const openAsOwner = (url: string): Promise<Database> =>
  connect({
    url,
    applicationName: 'florin-move-tenant',
    poolSize: 4,
    statementTimeoutMs: 120_000,
    idleInTransactionTimeoutMs: 120_000,
    connectTimeoutMs: 20_000,
  });

async function requireTwoEqualCells(source: Database, target: Database): Promise<void> {
  const name = `select system_identifier || ' ' || current_database() as name from pg_control_system()`;
  const read = async (database: Database) => (await database.query<{ name: string }>(name, []))[0]?.name;
  if ((await read(source)) === (await read(target)))
    throw new CannotDo('The database of the other cell is the database of this one.');
  for (const database of [source, target])
    for (const migrations of schemas) {
      const { pending, unknown } = await compareMigrations(database, migrations);
      const differing = [...pending, ...unknown];
      if (differing.length > 0)
        throw new CannotDo(
          `Both cells need the migrations of this version: ${migrations.schema} differs by ${differing.join(', ')}.`,
        );
    }
}

async function keyHashesOf(database: Database, tenant: string): Promise<string[]> {
  const sql = `
    select encode(sha256, 'hex') as hash from access.api_keys where tenant_id = $1 and revoked_at is null order by id`;
  return (await database.query<{ hash: string }>(sql, [tenant])).map(({ hash }) => hash);
}
