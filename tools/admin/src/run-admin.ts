import { accessEntities } from '@florin/access';
import { connect, databaseSettings, isUnavailable, SchemaOutdated } from '@florin/database';
import { ledgerEntities } from '@florin/ledger';
import { ConfigError, operatorName, operatorNameRule, readConfig } from '@florin/service';
import { parseArgs } from 'node:util';
import { Type } from 'typebox';
import { CannotDo, type Answer, type Command } from './command.ts';
import { auditLogCommand } from './audit-log.ts';
import { inCell } from './cells.ts';
import { listKeyChangesCommand } from './key-changes.ts';
import { createKeyCommand, listKeysCommand, revokeKeyCommand } from './keys.ts';
import { doctorCommand } from './doctor/doctor.ts';
import { moveEventsCommand } from './move-events.ts';
import { moveTenantCommand } from './move-tenant.ts';
import { asJson, asText, writeCsv } from './print.ts';
import { createRolesCommand, migrateCommand } from './roles.ts';
import { endSigningKeysCommand } from './signing-keys.ts';
import { createTenantCommand } from './tenants.ts';
import { isNativeError } from 'node:util/types';

const configSchema = Type.Object(databaseSettings);

/** All commands by their names. */
export const commands: Readonly<Record<string, Command>> = {
  'create-roles': createRolesCommand,
  migrate: migrateCommand,
  'create-tenant': createTenantCommand,
  'move-tenant': moveTenantCommand,
  'move-events': moveEventsCommand,
  'create-key': createKeyCommand,
  'revoke-key': revokeKeyCommand,
  'list-keys': listKeysCommand,
  'list-key-changes': listKeyChangesCommand,
  'audit-log': auditLogCommand,
  'end-signing-keys': endSigningKeysCommand,
  doctor: doctorCommand,
};

/** What a call reads and writes: environment variables, and the two outputs. */
export type Surroundings = {
  env: Record<string, string | undefined>;
  out(text: string): void;
  err(text: string): void;
};

/** Runs one command line. Returns the exit code: 0 done, 1 failed or something is wrong, 2 invalid command line. */
export async function runAdmin(args: string[], { env, out, err }: Surroundings): Promise<number> {
  const [name = '', ...rest] = args;
  const command = commands[name];
  if (!command) {
    err(usage());
    return 2;
  }
  try {
    const { format, operator, cell, options } = readOptions(command, rest);
    const ofCell = cell === undefined ? env : inCell(env, cell);
    let failed = false;
    await run(command, options, { env: ofCell, operator }, async (answer) => {
      failed = answer.failed === true;
      if (format === 'csv') await writeCsv(answer, out);
      else out(format === 'json' ? asJson(answer, command.answersMany) : asText(answer));
    });
    return failed ? 1 : 0;
  } catch (error) {
    err(explain(error, command));
    return error instanceof Misuse ? 2 : 1;
  }
}

class Misuse extends Error {}

type Options = Record<string, string | undefined>;

type Format = 'text' | 'json' | 'csv';

function readOptions(
  command: Command,
  args: string[],
): { format: Format; operator: string; cell: string | undefined; options: Options } {
  const names = Object.keys(command.options);
  const { json, csv, operator: given, cell, ...options } = parse(names, args);
  if (json && csv) throw new Misuse('--json and --csv exclude each other');
  const missing = names.filter((name) => command.options[name] === 'required' && !options[name]);
  if (missing.length > 0) throw new Misuse(`Missing: ${missing.map((name) => `--${name}`).join(', ')}`);
  const operator = operatorName(given);
  if (operator === undefined) throw new Misuse(operatorNameRule);
  const format = json ? 'json' : csv ? 'csv' : 'text';
  const texts = Object.fromEntries(names.map((name) => [name, textOf(options[name])]));
  return { format, operator, cell: textOf(cell), options: texts };
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

function parse(names: string[], args: string[]): Record<string, string | boolean | undefined> {
  const texts = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  try {
    const flags = { json: { type: 'boolean' }, csv: { type: 'boolean' } } as const;
    return parseArgs({
      args,
      options: { ...texts, operator: { type: 'string' }, cell: { type: 'string' }, ...flags },
    }).values;
  } catch (error) {
    throw new Misuse(messageOf(error), { cause: error });
  }
}

async function run(
  command: Command,
  options: Options,
  around: { env: Surroundings['env']; operator: string },
  print: (answer: Answer) => Promise<void>,
): Promise<void> {
  const { DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl } = readConfig(configSchema, around.env);
  const database = await connect({
    ...{ url, ownerUrl },
    entities: [...ledgerEntities, ...accessEntities],
    applicationName: 'florin-admin',
    poolSize: 2,
  });
  try {
    // While the database is connected: there may be further pages.
    await print(await command.run(database, options, { url, ...around }));
  } finally {
    await database.close();
  }
}

function messageOf(error: unknown): string {
  return isNativeError(error) ? error.message : String(error);
}

function explain(error: unknown, command: Command): string {
  if (error instanceof Misuse)
    return `${error.message}\nUsage: npm run admin -- ${command.usage} [--operator NAME] [--cell CELL] [--json|--csv]`;
  if (error instanceof ConfigError || error instanceof CannotDo || error instanceof SchemaOutdated)
    return error.message;
  if (isUnavailable(error)) return `The database is away: ${messageOf(error)}`;
  return isNativeError(error) ? String(error.stack) : String(error);
}

function usage(): string {
  const lines = Object.values(commands).map(
    ({ usage, does }) => `  npm run admin -- ${usage}\n      ${does}`,
  );
  return `Usage (each takes --json or --csv, reads DATABASE_URL or that of --cell, and records --operator, by default the system user):\n${lines.join('\n')}`;
}
