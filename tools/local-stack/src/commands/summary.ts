import { appNames, repositoryRoot, type ServiceUrls } from '@florin/processes';
import { join, relative } from 'node:path';
import type { ClusterSettings } from '../cluster/cluster-settings.ts';
import type { Credentials } from '../credentials.ts';
import { isLight, type StackSettings } from '../settings.ts';

/** What `npm start` closes with: where everything is, the key, a link that signs in once, and a first request to copy. */
export function summary(settings: StackSettings, { api_key }: Credentials, signInCode: string): string {
  const url = `http://127.0.0.1:${settings.appPorts.api}`;
  return `
Florin runs.
  API        ${url}
  Console    ${url}/console/sign-in#code=${signInCode}
             (signs you in once, within an hour; later ${url}/console)
  Docs       ${url}/docs
  API key    ${api_key}
             (kept in ${shown(settings, 'credentials.json')})
  Logs       ${shown(settings, 'logs')}
  Runs       ${partsOf(settings)}

Open an account:
  curl -X POST ${url}/accounts -H 'Authorization: Bearer ${api_key}'

Ctrl-C or "npm run stop" ends it; the data stay. "npm start -- --fresh" begins again without them.`;
}

/** What runs, and the price of what does not. */
function partsOf({ parts }: StackSettings): string {
  const services = ['PostgreSQL', ...(parts.redis ? ['Redis'] : []), ...(parts.kafka ? ['Kafka'] : [])];
  const indent = '\n             ';
  const inOne = isLight({ parts }) ? ' in one process (all)' : '';
  return [
    `${appNames.join(', ')}${inOne}, on ${services.join(', ')}`,
    ...(parts.kafka ? [] : ['events are in PostgreSQL: no Kafka client of others can connect']),
    ...(parts.redis
      ? []
      : ['account locks are off: several API processes would contend for rows in PostgreSQL']),
  ].join(indent);
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

/** What `npm run cluster` closes with: an address for each part. */
export function clusterSummary(cluster: ClusterSettings, { api_key }: Credentials): string {
  const { appPorts, postgres, brokers, instances } = cluster;
  const url = `http://127.0.0.1:${appPorts.api}`;
  const listed = (parts: { name: string; port: number }[]) =>
    parts.map(({ name, port }) => `${name} ${port}`).join(', ');
  return `
The cluster runs, on 127.0.0.1.
  Bank           ${url} (HAProxy in front of two APIs)
  API key        ${api_key}
                 (kept in ${shown(cluster, 'credentials.json')})
  Apps           ${listed(instances)}; metrics 100 above
  PostgreSQL     ${listed(postgres)}
                 primary ${cluster.primaryPort}, standbys ${cluster.standbysPort} (HAProxy)
  Redis          ${cluster.redisPorts.join(', ')}
  Kafka          ${listed(brokers)}
  HAProxy        http://127.0.0.1:${cluster.statisticsPort}
  Prometheus     http://127.0.0.1:${cluster.prometheusPort}
  Alertmanager   http://127.0.0.1:${cluster.alertmanagerPort}
  Logs           ${shown(cluster, 'logs')}

To use the services in a shell:
  set -a; . ${shown(cluster, 'services.env')}; set +a

Break it: "npm run drill" lists what you can try. Ctrl-C or "npm run stop" ends it; the data stay.`;
}
