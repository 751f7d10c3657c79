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

/**
 * Row-level security, forced, on every table of the schema with a `tenant_id`, and on the table of tenants: a new table
 * needs nothing but the column. A policy is written again only when its text has changed, because that locks the table.
 */
const securePolicies = (schema: string): string => `
  do $do$
  declare
    t record;
    p record;
  begin
    for t in
      select c.oid, format('%I.%I', n.nspname, c.relname) as name, a.attname as tenant, c.relrowsecurity and c.relforcerowsecurity as on
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and not a.attisdropped
        and a.attname = case when n.nspname || '.' || c.relname = 'ledger.tenants' then 'id' else 'tenant_id' end
      where n.nspname = '${schema}' and c.relkind in ('r', 'p')
    loop
      if not t.on then
        execute format('alter table %s enable row level security, force row level security', t.name);
      end if;
      for p in
        select * from (values
          ('of_tenants', '${underTenants.join()}', format($q$%I = any (${tenantsSet})$q$, t.tenant)),
          ('states_all_tenants', '${statesAllTenants.join()}', $q$${allTenantsSet}$q$),
          ('all_tenants', '${aboveTenants.join()}', 'true')
        ) as wanted (name, roles, condition)
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
