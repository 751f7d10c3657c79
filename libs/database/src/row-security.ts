import type { Database } from './database.ts';
import { roleNames } from './roles.ts';
import { allMigrations } from './schemas.ts';

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
 * The tables without row-level security, and why: `schema.table`, or a name in every schema. Every other table of the bank's
 * schemas has it, forced, and a new table gets it without a line here.
 */
export const tablesWithoutRowSecurity: Readonly<Record<string, string>> = {
  migrations: 'Names of files, which every role compares with its own before it starts.',
  'leadership.leases': 'One row for each kind of work that one process does at a time, about no tenant.',
  'access.signing_keys': 'The keys of the bank, encrypted by its apps, which each request of a token needs.',
  'access.signing_key_changes':
    'Records about these keys. The app that makes one adds its record, and nobody changes any.',
  'ledger.outbox':
    'A commit has one row, whatever the number of its tenants, and a look-up of them would cost every commit. The API ' +
    'inserts rows and reads their ids and times; what they say is readable by the worker and the audit only.',
};

/**
 * Tables whose rows are as visible as that of another table of their schema, by this column, without a foreign key to it:
 * events of an account may arrive before that of its opening. Requests read many of their rows at once, so that the rows of
 * the other table are read once for a statement: with a look-up for each row, the cohorts of a tenant with 50,000 accounts
 * took 2.3 times as long as without policies; like this, 1.1 times (medians of five turns).
 */
const parentsWithoutKey: readonly (readonly [table: string, column: string, parent: string])[] = [
  ['analytics.account_days', 'account_id', 'accounts'],
  ['analytics.account_months', 'account_id', 'accounts'],
];

const rowsOf = (rows: readonly (readonly string[])[]) =>
  `values ${rows.map((row) => `(${row.map((text) => `'${text}'`).join()})`).join()}`;

/**
 * Row-level security, forced, on every table of the schema but those of `tablesWithoutRowSecurity`. Rows with a `tenant_id` are
 * visible to work for this tenant; rows that reference such a row, to work that sees that one; all others only to work
 * about all tenants. The setting for all tenants is compared first, so that such work does not look the referenced row
 * up. A policy is written again only when its text has changed, because that locks the table.
 */
export const securePolicies = (schema: string): string => `
  do $do$
  declare
    t record;
    p record;
  begin
    for t in
      select c.oid, format('%I.%I', n.nspname, c.relname) as name, c.relrowsecurity and c.relforcerowsecurity as on,
        case when a.attname is not null then format($q$%I = any (${tenantsSet})$q$, a.attname)
          when parent.together then format(
            $q$${allTenantsSet} or %I.%I in (select parent.%I from %s as parent)$q$,
            c.relname, parent.reference, parent.key, parent.name)
          when parent.key is not null then format(
            $q$${allTenantsSet} or exists (select from %s as parent where parent.%I = %I.%I)$q$,
            parent.name, parent.key, c.relname, parent.reference) end as of_tenants,
        case when parent.key is null then $q$${allTenantsSet}$q$ end as of_all_tenants
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      left join pg_attribute a on a.attrelid = c.oid and not a.attisdropped
        and a.attname = case when n.nspname || '.' || c.relname = 'ledger.tenants' then 'id' else 'tenant_id' end
      left join lateral (
        select f.confrelid::regclass::text as name, key.attname as key, own.attname as reference, false as together
        from pg_constraint f
        join pg_attribute own on own.attrelid = f.conrelid and own.attnum = f.conkey[1]
        join pg_attribute key on key.attrelid = f.confrelid and key.attnum = f.confkey[1]
        join pg_attribute tenant on tenant.attrelid = f.confrelid and tenant.attname = 'tenant_id'
        where f.conrelid = c.oid and f.contype = 'f' and cardinality(f.conkey) = 1
        union all
        select format('%I.%I', n.nspname, named.parent), named.reference, named.reference, true
        from (${rowsOf(parentsWithoutKey)}) as named (child, reference, parent)
        where named.child = n.nspname || '.' || c.relname
        order by 1 limit 1) as parent on a.attname is null
      where n.nspname = '${schema}' and c.relkind in ('r', 'p')
        and not array[c.relname::text, n.nspname || '.' || c.relname] && '{${Object.keys(tablesWithoutRowSecurity).join()}}'
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

/** Tables of the bank without row-level security that `tablesWithoutRowSecurity` does not name, as `schema.table`. */
export async function findTablesWithoutRowSecurity(database: Pick<Database, 'query'>): Promise<string[]> {
  const rows = await database.query<{ name: string }>(
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = any($1) and c.relkind in ('r', 'p') and not (c.relrowsecurity and c.relforcerowsecurity)
       and not array[c.relname::text, n.nspname || '.' || c.relname] && $2::text[] order by 1`,
    [allMigrations().map(({ schema }) => schema), Object.keys(tablesWithoutRowSecurity)],
  );
  return rows.map(({ name }) => name);
}
