import { isAlive, postgresUrl, readRecord, SetupProblem } from '@florin/processes';
import { connect, derivedUrlOfRole } from '@florin/database';
import { auditLedger } from '@florin/ledger';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './command.ts';
import type { StackSettings } from '../settings.ts';
import { readSettings } from '../settings.ts';

/** `npm run audit` checks that the ledger of the running bank balances. */
await runCommand(async () => {
  const database = await connect({
    url: databaseUrl(readSettings()),
    applicationName: 'florin-audit',
    statementTimeoutMs: 10 * 60_000,
  });
  try {
    await database.ping().catch((error: Error) => {
      throw new SetupProblem(`The database does not answer (${error.message}): npm start starts it.`);
    });
    const findings = await auditLedger(database);
    for (const { invariant, says, row } of findings)
      console.log(`${invariant}: ${says}: ${JSON.stringify(row)}`);
    console.log(findings.length === 0 ? 'The books balance.' : `${findings.length} findings.`);
    return findings.length === 0 ? 0 : 1;
  } finally {
    await database.close();
  }
});

function databaseUrl(settings: StackSettings): string {
  if (settings.given.DATABASE_URL) return settings.given.DATABASE_URL;
  const directory = join(settings.directory, 'postgres');
  if (!existsSync(directory)) throw new SetupProblem('There is no ledger yet: npm start creates it.');
  // What runs may have been started with another port than a start would take now.
  const record = readRecord(settings.runDirectory, 'postgres');
  const running = record && isAlive(record) ? record : undefined;
  const url = postgresUrl({ directory, port: running?.port ?? settings.postgresPort });
  return derivedUrlOfRole(url, 'readsAllTenants');
}
