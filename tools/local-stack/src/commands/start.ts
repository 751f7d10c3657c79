import type { Role } from '@florin/database';
import { isAlive, isListening, readRecord, requireFreePort, SetupProblem } from '@florin/processes';
import { existsSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildSites } from '../build-sites.ts';
import { startApps } from '../start-apps.ts';
import { fraudApiKeysOf, readCredentials, writeCredentials } from '../credentials.ts';
import { runCommand } from './command.ts';
import type { Say } from '../narration.ts';
import { findRunningStack, wipeStack } from '../running-stack.ts';
import { chooseParts, keepChoice, type Form } from '../services/choose-parts.ts';
import { checkServices, startServices, writeServicesFile } from '../services/services.ts';
import { isLight, readSettings, type StackSettings } from '../settings.ts';
import { superviseStack } from '../processes/supervise-stack.ts';
import { parkedFile } from '../processes/supervisor.ts';
import type { Supervisor } from '../processes/supervisor.ts';
import { makeSignInCode, signInFileOf } from '../sign-in-link.ts';
import { servicesSummary, summary } from './summary.ts';

const options = ['--fresh', '--light', '--full', '--services-only'];

await runCommand(async (args) => {
  const settings = readSettings();
  const names = args.filter((arg) => !arg.startsWith('--'));
  const unknown = args.find((arg) => arg.startsWith('--') && !options.includes(arg));
  if (unknown) throw new SetupProblem(`npm start knows ${options.join(', ')}, and not ${unknown}.`);
  if (args.includes('--light') && args.includes('--full'))
    throw new SetupProblem('--light and --full exclude each other.');
  const running = findRunningStack(settings);
  if (names.length > 0) return bringBack(settings, names);
  if (!running) return startStack(settings, args);
  if (args.includes('--fresh')) {
    throw new SetupProblem('Florin is running: end it with "npm run stop" before you begin afresh.');
  }
  const what = running.url
    ? `Florin is already running at ${running.url}`
    : 'The services alone are already running';
  console.log(`${what}; npm run stop ends it.`);
});

async function startStack(settings: StackSettings, args: string[]): Promise<void> {
  const servicesOnly = args.includes('--services-only');
  const url = servicesOnly ? undefined : baseUrl(settings);
  await superviseStack(settings, url, async (supervisor, say) => {
    if (args.includes('--fresh')) wipeStack(settings);
    const parts = await chooseParts(settings, formOf(args), say);
    const python = { ...settings.python, mayInstall: args.includes('--full') };
    const start = { settings: { ...settings, parts, python }, form: formOf(args), servicesOnly };
    return bringUp(start, supervisor, say);
  });
}

/** Without the apps there is nobody who could do without a service: tests need all. */
function formOf(args: string[]): Form {
  if (args.includes('--light')) return 'light';
  return args.includes('--full') || args.includes('--services-only') ? 'full' : undefined;
}

type Start = { settings: StackSettings; form: Form; servicesOnly: boolean };

async function bringUp({ settings: chosen, form, servicesOnly }: Start, supervisor: Supervisor, say: Say) {
  if (!servicesOnly) {
    for (const [name, port] of Object.entries(chosen.appPorts)) {
      if (isLight(chosen) && name !== 'api') continue;
      await requireFreePort(
        port,
        name,
        `choose another with ${name === 'api' ? '' : `${name.toUpperCase()}_`}PORT`,
      );
    }
  }
  await checkServices(chosen, say);
  const started = await startServices(chosen, supervisor, say);
  if (servicesOnly) {
    await writeServicesFile(chosen, started);
    return console.log(servicesSummary(chosen, started));
  }
  // Only now, because the bank's packages take a second to load and --services-only needs none of them.
  const sitesAreBuilt = buildSites(say);
  const { prepareBank } = await import('../prepare-bank.ts');
  const { databaseUrlOf } = await import('../database-url-of.ts');
  const urlOf = (role: Role) => databaseUrlOf(chosen, started.DATABASE_URL, role);
  const urls = { url: urlOf('managesAllTenants'), ownerUrl: urlOf('owner') };
  const credentials = await prepareBank(urls, readCredentials(chosen.directory), say);
  writeCredentials(chosen.directory, credentials);
  const { settleEventLog } = await import('../settle-event-log.ts');
  const stack = { settings: chosen, services: started, form, ownerUrl: urls.ownerUrl };
  const { settings, services } = await settleEventLog(stack, supervisor, say);
  keepChoice(settings);
  await writeServicesFile(settings, services);
  const bank = {
    settings,
    services,
    urlOf,
    internalToken: credentials.internal_token,
    fraudApiKeys: fraudApiKeysOf(credentials),
    signInFile: signInFileOf(settings.directory),
  };
  await sitesAreBuilt;
  await startApps(bank, supervisor, say);
  console.log(summary(settings, credentials, makeSignInCode(settings.directory, credentials.api_key ?? '')));
}

/** `npm start -- fraud` after `npm run stop -- fraud`; the supervisor sees that the file is gone. */
async function bringBack(settings: StackSettings, names: string[]): Promise<void> {
  if (!findRunningStack(settings))
    throw new SetupProblem('Florin is not running: npm start starts all of it.');
  for (const name of names) {
    const file = parkedFile(settings.runDirectory, name);
    if (!existsSync(file)) throw new SetupProblem(`${name} was not stopped with "npm run stop -- ${name}".`);
    rmSync(file);
  }
  for (const name of names) {
    await untilListening(settings, name);
    console.log(`${name} is back.`);
  }
}

async function untilListening({ runDirectory }: StackSettings, name: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const record = readRecord(runDirectory, name);
    if (record?.port && isAlive(record) && (await isListening(record.port))) return;
    await sleep(100);
  }
  throw new SetupProblem(`${name} did not come back within a minute: see its log under .local/logs.`);
}

function baseUrl(settings: StackSettings): string {
  return `http://127.0.0.1:${settings.appPorts.api}`;
}
