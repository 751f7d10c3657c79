import { readFile } from 'node:fs/promises';
import type { MigrationSource } from './migrations.ts';
import { readOneRow, runParameterized } from './parameterized.ts';
import { grantees, mayActAsOwner, roleNames, takeOver } from './roles.ts';
import type { UnitOfWork } from './unit-of-work.ts';

const everybody = ['public', ...grantees].join(', ');

/**
 * The statements that make the owner the owner of everything, give each role exactly what `grants.sql` beside the migrations
 * declares, and take everything else in the schema away. In one transaction, no other session sees anything between.
 */
export async function grantStatements({ schema, directory }: MigrationSource): Promise<string> {
  const declared = await readFile(new URL('grants.sql', withSlash(directory)), 'utf8').catch(() => '');
  return `
    ${takeOver([schema])};
    revoke all on schema ${schema} from ${everybody};
    revoke all on all tables in schema ${schema} from ${everybody};
    revoke all on all sequences in schema ${schema} from ${everybody};
    revoke all on all routines in schema ${schema} from ${everybody};
    ${declared};
    ${securePolicies(schema)}`;
}

/**
 * Gives tables that a unit of work has put into the schema the owner, rights and policies that a migration gives them, in
 * the same commit. Where the current role may not act as the owner it changes nothing.
 */
export async function secureNewTables(unit: UnitOfWork, source: MigrationSource): Promise<void> {
  const { may } = await readOneRow<{ may: boolean }>(unit, mayActAsOwner, []);
  if (may) await runParameterized(unit, await grantStatements(source), []);
}

/** Roles that see one tenant at a time; the consumers' background work is about all, and states it on its connections. */
const underTenants = [roleNames.api, roleNames.fraud, roleNames.notifications, roleNames.analytics];
const statesAllTenants = [roleNames.fraud, roleNames.notifications, roleNames.analytics];
/** Roles whose work is about all tenants: migrations and triggers, relay and due work, audit, operators. */
const aboveTenants = [
  roleNames.owner,
  roleNames.worker,
  roleNames.readsAllTenants,
  roleNames.managesAllTenants,
];

/** Sub-selects, so that a statement reads the setting once and not once for each row. A missing setting matches nothing. */
const tenantsSet = `(select nullif(current_setting('florin.tenants', true), '')::uuid[])::uuid[]`;
const allTenantsSet = `(select current_setting('florin.all_tenants', true)) = 'on'`;

/** Schemas without tables whose rows every connection of their app sees. Other schemas have some without a tenant. */
const strictSchemas = ['notifications'];

/**
 * Row-level security, forced, on every table of the schema with a `tenant_id`, and on the table of tenants: a new table
 * needs nothing but the column. In a strict schema also on every other table: a row that references a row with a tenant is
 * as visible as that one, and rows that reference none are for work about all tenants. The setting for all tenants is
 * compared first, so that such work does not look the referenced row up. A policy is written again only when its text has
 * changed, because that locks the table.
 */
const securePolicies = (schema: string): string => `
  do $do$
  declare
    t record;
    p record;
  begin
    for t in
      select c.oid, format('%I.%I', n.nspname, c.relname) as name, c.relrowsecurity and c.relforcerowsecurity as on,
        case when a.attname is not null then format($q$%I = any (${tenantsSet})$q$, a.attname)
          when parent.key is not null then format(
            $q$${allTenantsSet} or exists (select from %s as parent where parent.%I = %I.%I)$q$,
            parent.name, parent.key, c.relname, parent.reference) end as of_tenants,
        case when parent.key is null then $q$${allTenantsSet}$q$ end as of_all_tenants
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      left join pg_attribute a on a.attrelid = c.oid and not a.attisdropped
        and a.attname = case when n.nspname || '.' || c.relname = 'ledger.tenants' then 'id' else 'tenant_id' end
      left join lateral (
        select f.confrelid::regclass::text as name, key.attname as key, own.attname as reference
        from pg_constraint f
        join pg_attribute own on own.attrelid = f.conrelid and own.attnum = f.conkey[1]
        join pg_attribute key on key.attrelid = f.confrelid and key.attnum = f.confkey[1]
        join pg_attribute tenant on tenant.attrelid = f.confrelid and tenant.attname = 'tenant_id'
        where f.conrelid = c.oid and f.contype = 'f' and cardinality(f.conkey) = 1
        order by f.conname limit 1) as parent on a.attname is null
      where n.nspname = '${schema}' and c.relkind in ('r', 'p')
        and (a.attname is not null or (n.nspname = any ('{${strictSchemas.join()}}') and c.relname <> 'migrations'))
    loop
      if not t.on then
        execute format('alter table %s enable row level security, force row level security', t.name);
      end if;
      for p in
        select * from (values
          ('of_tenants', '${underTenants.join()}', t.of_tenants),
          ('states_all_tenants', '${statesAllTenants.join()}', t.of_all_tenants),
          ('all_tenants', '${aboveTenants.join()}', 'true')
        ) as wanted (name, roles, condition) where condition is not null
      loop
        continue when (select obj_description(oid, 'pg_policy') from pg_policy where polrelid = t.oid and polname = p.name)
          is not distinct from p.roles || ': ' || p.condition;
        execute format('drop policy if exists %I on %s', p.name, t.name);
        execute format('create policy %I on %s to %s using (%s)', p.name, t.name, p.roles, p.condition);
        execute format('comment on policy %I on %s is %L', p.name, t.name, p.roles || ': ' || p.condition);
      end loop;
    end loop;
  end $do$`;

export function withSlash(directory: URL): URL {
  return directory.href.endsWith('/') ? directory : new URL(`${directory.href}/`);
}
