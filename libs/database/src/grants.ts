import { readFile } from 'node:fs/promises';
import type { MigrationSource } from './migrations.ts';
import { grantees } from './roles.ts';

const everybody = ['public', ...grantees].join(', ');

/**
 * The statements that give each role exactly what `grants.sql` beside the migrations declares, and take everything else in
 * the schema away. In one transaction, no other session sees anything between.
 */
export async function grantStatements({ schema, directory }: MigrationSource): Promise<string> {
  const declared = await readFile(new URL('grants.sql', withSlash(directory)), 'utf8').catch(() => '');
  return `
    revoke all on schema ${schema} from ${everybody};
    revoke all on all tables in schema ${schema} from ${everybody};
    revoke all on all sequences in schema ${schema} from ${everybody};
    revoke all on all routines in schema ${schema} from ${everybody};
    ${declared}`;
}

export function withSlash(directory: URL): URL {
  return directory.href.endsWith('/') ? directory : new URL(`${directory.href}/`);
}
