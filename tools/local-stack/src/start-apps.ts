import { type AppName, appNames, describeApp, type ServiceUrls } from '@florin/processes';
import { join } from 'node:path';
import type { Say } from './narration.ts';
import type { Supervisor } from './processes/supervisor.ts';
import type { StackSettings } from './settings.ts';

type Bank = {
  settings: StackSettings;
  services: ServiceUrls;
  /** Each app connects to PostgreSQL as a role of its own. */
  urlOf: (app: AppName) => string;
  internalToken: string;
  fraudApiKeys: string;
};

/** Starts the API, the worker and the consumers at the same time. */
export async function startApps(bank: Bank, supervisor: Supervisor, say: Say): Promise<void> {
  const { settings, urlOf, internalToken, fraudApiKeys } = bank;
  const { appPorts } = settings;
  const starts = appNames.map(async (name) => {
    const port = appPorts[name];
    const services = { ...bank.services, DATABASE_URL: urlOf(name) };
    const logFile = join(settings.logDirectory, `${name}.log`);
    await supervisor.start({
      name,
      port,
      restartAfterMs: 500,
      describe: () => describeApp({ name, port, logFile, services, internalToken, fraudApiKeys, appPorts }),
    });
    say(`${name} is ready on http://127.0.0.1:${port}`);
  });
  await Promise.all(starts);
}
