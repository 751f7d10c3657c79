import { readFile } from 'node:fs/promises';
import type { MigrationSource } from './migrations.ts';
import { readOneRow, runParameterized } from './parameterized.ts';
import { grantees, mayActAsOwner, takeOver } from './roles.ts';
import { securePolicies } from './row-security.ts';
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

export function withSlash(directory: URL): URL {
  return directory.href.endsWith('/') ? directory : new URL(`${directory.href}/`);
}
