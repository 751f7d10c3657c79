import { repositoryRoot, type ServiceUrls } from '@florin/processes';
import { join, relative } from 'node:path';
import type { Credentials } from '../credentials.ts';
import type { StackSettings } from '../settings.ts';

/** What `npm start` closes with: where everything is, the key, and a first request to copy. */
export function summary(settings: StackSettings, { api_key }: Credentials): string {
  const url = `http://127.0.0.1:${settings.appPorts.api}`;
  return `
Florin runs.
  API        ${url}
  Docs       ${url}/docs
  API key    ${api_key}
             (kept in ${shown(settings, 'credentials.json')})
  Logs       ${shown(settings, 'logs')}

Open an account:
  curl -X POST ${url}/accounts -H 'Authorization: Bearer ${api_key}'

Ctrl-C or "npm run stop" ends it; the data stay. "npm start -- --fresh" begins again without them.`;
}

export function servicesSummary(settings: StackSettings, services: ServiceUrls): string {
  const lines = Object.entries(services).map(([name, value]) => `  ${name}=${value}`);
  return `
The services run:
${lines.join('\n')}
To use them in a shell:
  set -a; . ${shown(settings, 'services.env')}; set +a`;
}

function shown({ directory }: StackSettings, name: string): string {
  const path = relative(repositoryRoot, join(directory, name));
  return path.startsWith('..') ? join(directory, name) : path;
}
