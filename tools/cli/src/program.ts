import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { addAccountCommands } from './commands/accounts.ts';
import { addAlertCommands } from './commands/alerts.ts';
import { addApiCommand } from './commands/api.ts';
import { addAuditLogCommand } from './commands/audit-log.ts';
import { addBenchCommand } from './commands/bench.ts';
import { addCompletionCommand } from './commands/completion.ts';
import { addExportCommand } from './commands/export.ts';
import { addImportCommand } from './commands/import.ts';
import { addKeysCommands } from './commands/keys.ts';
import { addListenCommand } from './commands/listen.ts';
import { addLoginCommands } from './commands/login.ts';
import { addMovementCommands } from './commands/movements.ts';
import { addOpenCommand } from './commands/open.ts';
import { addScheduledCommands } from './commands/scheduled.ts';
import { addStatementCommand } from './commands/statement.ts';
import { addStatusCommand } from './commands/status.ts';
import { addTailCommand } from './commands/tail.ts';
import { addTransactionCommands } from './commands/transactions.ts';
import { addTriggerCommand } from './commands/trigger.ts';
import { addWebhookCommands } from './commands/webhooks.ts';
import type { Surroundings } from './surroundings.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

const afterHelp = `
Amounts are decimals with their currency, 12.50 EUR, or whole minor units of the account's, 1250 minor.
A bare number is refused.

A time is 2026-11-01, its first moment in UTC, or 2026-11-01T06:00:00Z. A time in the past may also be given as a time
span before now: 90m, 12h, 7d, 2w.

Environment:
  FLORIN_API_KEY   the key, instead of a profile's
  FLORIN_URL       where the bank answers
  FLORIN_PROFILE   the profile to use
  NO_COLOR         no colours

Exit codes:
  0  done
  1  the bank refused it, or some lines of an import
  2  the command line or a file makes no sense; nothing was sent
  3  no answer, or one that leaves open what happened: run it again with the idempotency key that is named
  4  no key, a wrong one, or one that lacks a scope

Examples:
  $ florin login --url https://bank.example
  $ florin accounts create --name Ada --currency EUR
  $ florin credit acct_… 100.00 EUR --reference salary-2026-11
  $ florin transactions list --account acct_… --json | jq .amount
  $ florin import movements.csv
`;

/** All commands. They read and write only through `surroundings`. */
export function buildProgram(surroundings: Surroundings): Command {
  const program = new Command('florin')
    .description('The Florin bank on the command line.')
    .version(version, '-V, --version', 'say which version this is')
    .option('--profile <name>', 'whose key to use; without it, the one chosen last')
    .option('--url <address>', 'where the bank answers')
    .option('--json', 'for scripts: a line of JSON for every object')
    .option('--timeout <seconds>', 'how long one try of a call may take', '30')
    .helpOption('-h, --help', 'explain a command, with examples')
    .configureHelp({ showGlobalOptions: true, sortSubcommands: false })
    .configureOutput({
      writeOut: (text) => surroundings.out.write(text),
      writeErr: (text) => surroundings.err.write(text),
      // run.ts prints all errors.
      outputError: () => {},
    })
    .exitOverride()
    .addHelpText('after', afterHelp);
  program.commandsGroup('Getting in:');
  addLoginCommands(program, surroundings);
  addKeysCommands(program, surroundings);
  program.commandsGroup('Accounts and movements:');
  addAccountCommands(program, surroundings);
  addMovementCommands(program, surroundings);
  addTransactionCommands(program, surroundings);
  addScheduledCommands(program, surroundings);
  addStatementCommand(program, surroundings);
  program.commandsGroup('Many at once, and as they happen:');
  addImportCommand(program, surroundings);
  addExportCommand(program, surroundings);
  addTailCommand(program, surroundings);
  addBenchCommand(program, surroundings);
  program.commandsGroup('Keys, webhooks and the rest:');
  addWebhookCommands(program, surroundings);
  addAlertCommands(program, surroundings);
  addAuditLogCommand(program, surroundings);
  addStatusCommand(program, surroundings);
  program.commandsGroup('For developers:');
  addListenCommand(program, surroundings);
  addTriggerCommand(program, surroundings);
  addApiCommand(program, surroundings);
  addOpenCommand(program, surroundings);
  program.commandsGroup('This program:');
  addCompletionCommand(program, surroundings);
  return program;
}
