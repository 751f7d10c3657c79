import type { Role } from '@florin/database';
import { isAlive, isListening, readRecord, requireFreePort, SetupProblem } from '@florin/processes';
import { existsSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { startApps } from '../start-apps.ts';
import { fraudApiKeysOf, readCredentials, writeCredentials } from '../credentials.ts';
import { runCommand } from './command.ts';
import type { Say } from '../narration.ts';
import { findRunningStack, wipeStack } from '../running-stack.ts';
import { checkServices, startServices, writeServicesFile } from '../services/services.ts';
import { readSettings } from '../settings.ts';
import type { StackSettings } from '../settings.ts';
import { superviseStack } from '../processes/supervise-stack.ts';
import { parkedFile } from '../processes/supervisor.ts';
import type { Supervisor } from '../processes/supervisor.ts';
import { servicesSummary, summary } from './summary.ts';

await runCommand(async (args) => {
  const settings = readSettings();
  const names = args.filter((arg) => !arg.startsWith('--'));
  const unknown = args.find((arg) => arg.startsWith('--') && arg !== '--fresh' && arg !== '--services-only');
  if (unknown) throw new SetupProblem(`npm start knows --fresh and --services-only, not ${unknown}.`);
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
  await superviseStack(settings, url, (supervisor, say) => {
    if (args.includes('--fresh')) wipeStack(settings);
    return bringUp(settings, supervisor, say, servicesOnly);
  });
}

async function bringUp(settings: StackSettings, supervisor: Supervisor, say: Say, servicesOnly: boolean) {
  if (!servicesOnly) {
    for (const [name, port] of Object.entries(settings.appPorts)) {
      await requireFreePort(
        port,
        name,
        `choose another with ${name === 'api' ? '' : `${name.toUpperCase()}_`}PORT`,
      );
    }
  }
  await checkServices(settings, say);
  const services = await startServices(settings, supervisor, say);
  await writeServicesFile(settings, services);
  if (servicesOnly) return console.log(servicesSummary(settings, services));
  // Only now, because the bank's packages take a second to load and --services-only needs none of them.
  const { prepareBank } = await import('../prepare-bank.ts');
  const { databaseUrlOf } = await import('../database-url-of.ts');
  const urlOf = (role: Role) => databaseUrlOf(settings, services.DATABASE_URL, role);
  const urls = { url: urlOf('managesAllTenants'), ownerUrl: urlOf('owner') };
  const credentials = await prepareBank(urls, readCredentials(settings.directory), say);
  writeCredentials(settings.directory, credentials);
  const bank = {
    settings,
    services,
    urlOf,
    internalToken: credentials.internal_token,
    fraudApiKeys: fraudApiKeysOf(credentials),
  };
  await startApps(bank, supervisor, say);
  console.log(summary(settings, credentials));
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
