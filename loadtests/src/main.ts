/**
 * `npm run load [-- scenario]` opens accounts on the running stack, runs k6 on them, and compares every balance with
 * what was acknowledged. It exits with 0 only when all balances agree and k6's thresholds hold.
 */
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Florin, FlorinError } from '@florin/sdk';
import { ConfigError, readConfig } from '@florin/service';
import { openAccounts, readStandings } from './accounts.ts';
import { differences, expectedBalances } from './expected-balances.ts';
import { getK6, SetupError } from './get-k6.ts';
import { readJournal, sizeOf, type Intent } from './journal.ts';
import type { Plan } from './plan.ts';
import { printReport } from './report.ts';
import { runK6 } from './run-k6.ts';
import { loadSettings, root, type LoadSettings } from './settings.ts';
import { settle } from './settle.ts';

async function main(scenario = 'balances-add-up'): Promise<number> {
  const script = findScript(scenario);
  const settings = readConfig(loadSettings);
  const credentialsFile = join(settings.FLORIN_LOCAL, 'credentials.json');
  const florin = new Florin({
    apiKey: readApiKey(credentialsFile),
    baseUrl: settings.BASE_URL,
    maxRetries: 5,
  });
  const k6 = await getK6(join(settings.FLORIN_LOCAL, 'k6'));
  const directory = join(settings.FLORIN_LOCAL, 'load');
  mkdirSync(directory, { recursive: true });
  const planFile = join(directory, 'plan.json');
  const journalFile = join(directory, 'journal.jsonl');
  writeFileSync(journalFile, '');

  console.log(`Opening ${settings.LOAD_ACCOUNTS} accounts and one hot account at ${settings.BASE_URL} …`);
  const accountIds = await openAccounts(florin, settings.LOAD_ACCOUNTS + 1);
  const start = await readStandings(florin, accountIds);
  writeFileSync(planFile, JSON.stringify(planOf(settings, credentialsFile, accountIds)));
  const k6ExitCode = await runK6({ k6, script, planFile, journalFile });

  const journal = readJournal(readFileSync(journalFile, 'utf8'));
  const settled = await settle(florin, journal.open);
  const moved = [...journal.moved, ...settled.moved];
  const actual = await readStandings(florin, accountIds);
  const wrong = differences(expectedBalances(start, moved), actual);
  printReport({
    accounts: accountIds.length,
    moved: movementsIn(moved),
    refused: movementsIn([...journal.refused, ...settled.refused]),
    settled: movementsIn(journal.open),
    wrong,
  });
  if (k6ExitCode !== 0) console.log(`k6 ended with ${k6ExitCode}: see its thresholds above.`);
  return wrong.length > 0 || moved.length === 0 ? 1 : k6ExitCode;
}

function movementsIn(intents: readonly Intent[]): number {
  return intents.reduce((sum, intent) => sum + sizeOf(intent), 0);
}

function findScript(scenario: string): string {
  const directory = join(root, 'loadtests', 'scenarios');
  const names = globSync('*.ts', { cwd: directory }).map((file) => file.replace(/\.ts$/, ''));
  if (!names.includes(scenario)) {
    throw new SetupError(`There is no scenario "${scenario}". There is: ${names.sort().join(', ')}.`);
  }
  return join(directory, `${scenario}.ts`);
}

function planOf(settings: LoadSettings, credentialsFile: string, accountIds: string[]): Plan {
  const [hotAccountId = '', ...others] = accountIds;
  return {
    run: crypto.randomUUID(),
    baseUrl: settings.BASE_URL,
    credentialsFile,
    users: settings.LOAD_USERS,
    durationSeconds: settings.LOAD_SECONDS,
    accountIds: others,
    hotAccountId,
  };
}

function readApiKey(credentialsFile: string): string {
  try {
    return (JSON.parse(readFileSync(credentialsFile, 'utf8')) as { api_key: string }).api_key;
  } catch (cause) {
    throw new SetupError(`There is no key in ${credentialsFile}: start the stack first (npm start).`, {
      cause,
    });
  }
}

try {
  process.exitCode = await main(process.argv[2]);
} catch (error) {
  if (!(error instanceof SetupError || error instanceof ConfigError || error instanceof FlorinError))
    throw error;
  console.error(error.message);
  process.exitCode = 1;
}
