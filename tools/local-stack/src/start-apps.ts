import { type AppName, appNames, describeAllApps, describeApp, type ServiceUrls } from '@florin/processes';
import { join } from 'node:path';
import type { Say } from './narration.ts';
import type { Supervisor } from './processes/supervisor.ts';
import { isLight, type StackSettings } from './settings.ts';

type Bank = {
  settings: StackSettings;
  services: ServiceUrls;
  /** Each app connects to PostgreSQL as a role of its own. */
  urlOf: (app: AppName) => string;
  internalToken: string;
  fraudApiKeys: string;
  /** Where the API finds the key for the console's sign-in link. */
  signInFile: string;
};

/** Starts the API, the worker and the consumers: at the same time, or in the light form as one process. */
export async function startApps(bank: Bank, supervisor: Supervisor, say: Say): Promise<void> {
  if (isLight(bank.settings)) return startAllApps(bank, supervisor, say);
  const { settings, urlOf, internalToken, fraudApiKeys } = bank;
  const { appPorts } = settings;
  const starts = appNames.map(async (name) => {
    const port = appPorts[name];
    const services = { ...bank.services, DATABASE_URL: urlOf(name) };
    const logFile = join(settings.logDirectory, `${name}.log`);
    await supervisor.start({
      name,
      port,
      restartAfterMs,
      describe: () =>
        describeApp({
          ...{ name, port, logFile, services, internalToken, fraudApiKeys, appPorts },
          ...(name === 'api' ? { env: signInSetting(bank) } : {}),
        }),
    });
    say(`${name} is ready on http://127.0.0.1:${port}`);
  });
  await Promise.all(starts);
}

const restartAfterMs = 500;

const signInSetting = ({ signInFile }: Bank) => ({ CONSOLE_SIGN_IN_FILE: signInFile });

async function startAllApps(bank: Bank, supervisor: Supervisor, say: Say): Promise<void> {
  const { settings, services, urlOf, internalToken, fraudApiKeys } = bank;
  const port = settings.appPorts.api;
  const logFile = join(settings.logDirectory, 'all.log');
  await supervisor.start({
    name: 'all',
    port,
    restartAfterMs,
    describe: () =>
      describeAllApps({
        ...{ port, logFile, services, urlOf, internalToken, fraudApiKeys },
        env: signInSetting(bank),
      }),
  });
  say(`the apps are ready in one process on http://127.0.0.1:${port}`);
}
