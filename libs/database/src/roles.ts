import { createHmac } from 'node:crypto';
import { BoundedClient } from './bounded-client.ts';
import { clientConfigOf } from './tls.ts';
import { schemaNames } from './schemas.ts';

/**
 * The roles in PostgreSQL, one login for each kind of process. Their rights are in `migrations/grants.sql` of each package
 * that owns a schema. The owner runs migrations and nothing else. The names of the last two state that no tenant limits them.
 */
export const roleNames = {
  owner: 'florin_owner',
  api: 'florin_api',
  worker: 'florin_worker',
  fraud: 'florin_fraud',
  notifications: 'florin_notifications',
  analytics: 'florin_analytics',
  /** The audit and the tool that publishes events again. */
  readsAllTenants: 'florin_reads_all_tenants',
  /** The operators' tool: tenants, API keys, signing keys. */
  managesAllTenants: 'florin_manages_all_tenants',
} as const;

export type Role = keyof typeof roleNames;

/** What the owner takes over from the role that created it before there were roles. */
const schemas = [...schemaNames, 'leadership'];

const names = Object.values(roleNames);
const everyRole = names.join(', ');

/** The URL of the same server and database for one role. */
export function urlOfRole(url: string, role: Role, password: string): string {
  const changed = new URL(url);
  changed.username = roleNames[role];
  changed.password = password;
  return changed.href;
}

/**
 * The role's URL on a server for development or tests, where its password is derived from the administrator's, so that no
 * second secret has to be stored. A process that has one role's password cannot compute another's.
 */
export function derivedUrlOfRole(administratorUrl: string, role: Role): string {
  return urlOfRole(administratorUrl, role, derivedPassword(administratorUrl, role));
}

/** The settings of an app, or of a tool, that runs as this role on such a server, and migrates as the owner. */
export function derivedSettings(administratorUrl: string, role: Role) {
  return {
    DATABASE_URL: derivedUrlOfRole(administratorUrl, role),
    DATABASE_OWNER_URL: derivedUrlOfRole(administratorUrl, 'owner'),
  };
}

function derivedPassword(administratorUrl: string, role: Role): string {
  const { password } = new URL(administratorUrl);
  return createHmac('sha256', decodeURIComponent(password)).update(roleNames[role]).digest('base64url');
}

/**
 * Creates the roles that are missing and sets their passwords, lets them connect to the URL's database and nobody else, and
 * makes the owner the owner of all schemas. `passwordOf` may return undefined for a role that exists, whose password then
 * stays. The URL's role needs CREATEROLE and the ownership of the database and of the schemas that exist. Safe to repeat,
 * and while the apps run.
 */
export async function createRoles(
  url: string,
  passwordOf: (role: Role, exists: boolean) => string | undefined,
): Promise<void> {
  await withSession(url, async (run) => {
    await run('begin');
    await run(`select pg_advisory_xact_lock(hashtext('florin roles'))`);
    const known = new Set((await run(`select rolname from pg_roles`)).map(({ rolname }) => rolname));
    for (const [role, name] of Object.entries(roleNames) as [Role, string][]) {
      const exists = known.has(name);
      const password = passwordOf(role, exists);
      if (!exists) await run(`create role ${name} login noinherit`);
      if (password !== undefined) await run(`alter role ${name} with login password ${literal(password)}`);
    }
    await run(refuseWideRoles);
    // Without a superuser, only a member may give a role something to own.
    await run(`do $$ begin
      if not (select rolsuper from pg_roles where rolname = current_user) then
        execute format('grant florin_owner to %I', current_user);
      end if;
    end $$`);
    const [row] = await run(`select quote_ident(current_database()) as name`);
    await run(databaseGrants(String(row?.['name'])));
    await run(takeOver(schemas));
    await run('commit');
  });
}

/** The same with derived passwords, for servers of development and tests. */
export function createDerivedRoles(administratorUrl: string): Promise<void> {
  return createRoles(administratorUrl, (role) => derivedPassword(administratorUrl, role));
}

/** The same unless all roles exist. */
export async function ensureDerivedRoles(administratorUrl: string): Promise<void> {
  const [known] = await withSession(administratorUrl, (run) => run(rolesExist));
  if (known?.['exist'] !== true) await createDerivedRoles(administratorUrl);
}

/** Lets the roles connect to a database and the owner create schemas there; PUBLIC loses even temporary tables. */
export const databaseGrants = (quotedName: string): string => `
  revoke all on database ${quotedName} from public;
  grant connect on database ${quotedName} to ${everyRole};
  grant create on database ${quotedName} to ${roleNames.owner}`;

const roleList = names.map(literal).join();

/** Whether all roles exist on this server. */
const rolesExist = `select count(*) = ${names.length} as exist from pg_roles where rolname in (${roleList})`;

/**
 * Whether all roles exist and the current one may act as the owner. Otherwise owners, rights and policies are left alone: one
 * role does everything in this database, and would see no row under policies that do not name it.
 */
export const mayActAsOwner = `
  select count(*) = ${names.length} and bool_or(rolname = '${roleNames.owner}' and pg_has_role(oid, 'MEMBER')) as may
  from pg_roles where rolname in (${roleList})`;

/** The roles whose rights a schema's grants declare. */
export const grantees = names.filter((name) => name !== roleNames.owner);

/** Only a superuser may take these attributes away, so that a role which has them is an error and not repaired. */
const refuseWideRoles = `do $$ declare wide text;
  begin
    select string_agg(rolname, ', ') into wide from pg_roles
    where rolname in (${roleList})
      and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication);
    if wide is not null then
      raise exception 'these roles have attributes that no role of Florin may have: %', wide;
    end if;
  end $$`;

/** Everything in these schemas belongs to the owner; identity sequences and indexes follow their table. */
export const takeOver = (schemas: readonly string[]): string => `do $$ declare each record;
  begin
    for each in
      select format('alter schema %I owner to ${roleNames.owner}', nspname) as statement
      from pg_namespace where nspname = any('{${schemas.join()}}') and nspowner <> '${roleNames.owner}'::regrole
      union all
      select format('alter table %s owner to ${roleNames.owner}', c.oid::regclass)
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = any('{${schemas.join()}}') and c.relkind in ('r', 'p', 'v')
        and c.relowner <> '${roleNames.owner}'::regrole
      union all
      select format('alter routine %s owner to ${roleNames.owner}', p.oid::regprocedure)
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname = any('{${schemas.join()}}') and p.proowner <> '${roleNames.owner}'::regrole
    loop execute each.statement; end loop;
  end $$`;

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

type Run = (sql: string) => Promise<Record<string, unknown>[]>;

/** Runs `work` with one session of its own. A statement without an answer for `answerWithinMs` destroys the connection. */
export async function withSession<T>(
  url: string,
  work: (run: Run) => Promise<T>,
  { connectWithinMs = 20_000, answerWithinMs = 60_000 } = {},
): Promise<T> {
  const client = new BoundedClient({
    ...clientConfigOf(url),
    application_name: 'florin session',
    connectionTimeoutMillis: connectWithinMs,
    answerLimitMs: answerWithinMs,
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work((sql) => client.rowsOf(sql));
  } finally {
    await (client.end() as Promise<void>);
  }
}
