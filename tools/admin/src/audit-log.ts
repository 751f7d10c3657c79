import {
  allAuditedObjects,
  allMigrations,
  auditPositionIn,
  auditPositionText,
  isAuditedObject,
  readBankAuditLog,
  type BankAuditEntry,
  type Database,
} from '@florin/database';
import { auditLogCells, auditLogColumns } from '@florin/rules';
import { parseTime } from '@florin/service';
import { CannotDo, type Answer, type Command, type Row } from './command.ts';
import { requireTenant } from './tenants.ts';

const filters = {
  tenant: 'optional',
  'object-type': 'optional',
  'object-id': 'optional',
  'actor-id': 'optional',
  from: 'optional',
  to: 'optional',
  limit: 'optional',
  cursor: 'optional',
} as const;

export const auditLogCommand: Command = {
  usage:
    'audit-log [--tenant tenant_…] [--object-type account,…] [--object-id acct_…] [--actor-id operator:ada] [--from 2026-11-01] [--to 2026-12-01] [--limit 100] [--cursor …]',
  does: 'lists who changed what, newest first: for one tenant, or for all tenants and the bank itself; with --csv all of it',
  options: filters,
  answersMany: true,
  async run(database, options) {
    const filter = filterOf(options);
    // Each schema has a part of the log, also where its app never ran.
    for (const source of allMigrations()) await database.migrate(source);
    if (filter.tenantId !== undefined) await requireTenant(database, filter.tenantId);
    return pageOf(database, filter);
  },
};

type Filter = Parameters<typeof readBankAuditLog>[1];

async function pageOf(database: Database, filter: Filter): Promise<Answer> {
  const { entries, hasMore } = await readBankAuditLog(database, filter);
  const last = hasMore ? entries.at(-1) : undefined;
  return {
    rows: entries.map(toRow),
    ...(last && {
      remark: `There are more: --cursor ${auditPositionText(last)}`,
      next: () => pageOf(database, { ...filter, after: last }),
    }),
  };
}

type Options = { [Name in keyof typeof filters]?: string };

function filterOf(options: Options): Filter {
  const { tenant, limit = '100', cursor } = options;
  const after = cursor === undefined ? undefined : auditPositionIn(cursor);
  if (cursor !== undefined && after === undefined)
    throw new CannotDo(`--cursor ${cursor} is none of a list.`);
  if (!/^[1-9]\d{0,3}$/.test(limit)) throw new CannotDo('--limit is a number from 1 to 9999.');
  return {
    ...(tenant !== undefined && { tenantId: tenant }),
    ...(after && { after }),
    object_type: options['object-type']?.split(',').map(readType),
    object_id: options['object-id'],
    actor_id: options['actor-id'],
    from: readTime('from', options.from),
    to: readTime('to', options.to),
    limit: Number(limit),
  };
}

function readType(name: string) {
  if (isAuditedObject(name)) return name;
  throw new CannotDo(`There are no objects of type "${name}". There are ${allAuditedObjects.join(', ')}.`);
}

function readTime(name: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const time = parseTime(text);
  if (!time) throw new CannotDo(`--${name} "${text}" is not a time (2027-01-31 is one).`);
  return time.toISOString();
}

/** The columns of the API's table, with the tenant behind the time. */
function toRow({ tenant_id, ...entry }: BankAuditEntry): Row {
  const cells = auditLogCells(entry);
  const { at = null, ...others } = Object.fromEntries(
    auditLogColumns.map((column, index) => [column, cells[index] ?? null]),
  );
  return { at, tenant_id, ...others };
}
