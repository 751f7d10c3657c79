import {
  appNames,
  fromRoot,
  isListening,
  nodeBinary,
  type ProgramDescription,
  SetupProblem,
} from '@florin/processes';
import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { ClusterSettings, Instance, PostgresNode } from './cluster-settings.ts';

export const haproxyProgram = {
  program: 'haproxy',
  versionFlag: '-v',
  debianPackage: 'haproxy',
  otherwise: '; macOS: brew install haproxy)',
};

/** Describes the HAProxy in front of the apps and of PostgreSQL. Its configuration is written at each start. */
export function describeHaproxy(cluster: ClusterSettings): ProgramDescription {
  const directory = join(cluster.directory, 'haproxy');
  mkdirSync(directory, { recursive: true });
  const [config, overloaded] = [join(directory, 'haproxy.cfg'), join(directory, 'overloaded.http')];
  writeFileSync(overloaded, overloadedAnswer);
  writeFileSync(config, haproxyConfig(cluster, { overloaded, socket: socketOf(cluster) }));
  return {
    name: 'haproxy',
    command: 'haproxy',
    args: ['-db', '-f', config],
    logFile: join(cluster.logDirectory, 'haproxy.log'),
    isReady: () => knowsPrimary(cluster),
    readyWithinMs: 60_000,
  };
}

/** HAProxy 2.6 takes every server for up until its first checks: a client could reach a standby, and lose the connection. */
async function knowsPrimary(cluster: ClusterSettings): Promise<boolean> {
  try {
    const servers = (await statisticsOf(cluster)).filter((line) => /^postgres-primary,postgres-/.test(line));
    return servers.filter((line) => line.includes(',UP')).length === 1;
  } catch {
    return false; // It does not listen yet.
  }
}

/** How many requests a server, such as `api/api-1`, has not answered yet. */
export async function openRequests(cluster: ClusterSettings, server: string): Promise<number> {
  return Number((await columnsOf(cluster, server))[4]); // scur
}

/** What HAProxy thinks of a server: `UP`, `DOWN`, `DRAIN` … */
export async function stateOf(cluster: ClusterSettings, server: string): Promise<string | undefined> {
  return (await columnsOf(cluster, server))[17]; // status
}

async function columnsOf(cluster: ClusterSettings, server: string): Promise<string[]> {
  const start = `${server.replace('/', ',')},`;
  return (await statisticsOf(cluster)).find((line) => line.startsWith(start))?.split(',') ?? [];
}

/** HAProxy's statistics, as lines of comma-separated values: section, server, and so on. */
async function statisticsOf({ statisticsPort }: ClusterSettings): Promise<string[]> {
  const signal = AbortSignal.timeout(2_000);
  const answer = await fetch(`http://127.0.0.1:${statisticsPort}/;csv`, { signal });
  return (await answer.text()).split('\n');
}

/** Carries out an operator's command that has no output, such as `set server api/api-1 state drain`. */
export async function commandHaproxy(cluster: ClusterSettings, command: string): Promise<void> {
  const socket = connect(socketOf(cluster));
  socket.end(`${command}\n`);
  const answer = (await text(socket)).trim();
  if (answer !== '') throw new SetupProblem(`HAProxy refused "${command}": ${answer}`);
}

const socketOf = ({ directory }: ClusterSettings): string => join(directory, 'haproxy', 'admin.sock');

/** The checks of the nodes begin to listen in order. */
export const lastRoleCheckPort = ({ postgres }: ClusterSettings): number =>
  Math.max(...postgres.map(({ roleCheckPort }) => roleCheckPort));

/** Describes the program that answers HAProxy's checks of the roles of the PostgreSQL nodes. */
export function describeRoleChecks(cluster: ClusterSettings): ProgramDescription {
  return {
    name: 'role-checks',
    command: nodeBinary,
    args: [fromRoot('tools', 'local-stack', 'src', 'commands', 'role-checks.ts')],
    cwd: fromRoot(),
    logFile: join(cluster.logDirectory, 'role-checks.log'),
    isReady: () => isListening(lastRoleCheckPort(cluster)),
    readyWithinMs: 20_000,
  };
}

/** What HAProxy answers when no API is ready: nothing was sent to one, so nothing was moved. */
const overloadedProblem = JSON.stringify({
  type: 'about:blank',
  title: 'The bank is overloaded',
  status: 503,
  detail: 'No API is ready. Nothing was moved; send the request again.',
  code: 'overloaded',
});
const overloadedAnswer = [
  'HTTP/1.1 503 Service Unavailable',
  'content-type: application/problem+json',
  'cache-control: no-store',
  'retry-after: 1',
  'connection: close',
  '',
  overloadedProblem,
].join('\r\n');

type Files = { overloaded: string; socket: string };

/** The configuration; docs/operations/high-availability.md shows what to change in production. */
export function haproxyConfig(cluster: ClusterSettings, { overloaded, socket }: Files): string {
  const { appPorts, instances, postgres } = cluster;
  const http = appNames
    .filter((app) => app !== 'worker')
    .map((app) =>
      httpSection(
        app,
        appPorts[app],
        instances.filter((instance) => instance.app === app),
      ),
    );
  return `# Written by npm run cluster at each start.
global
  log stderr format raw local0 notice
  stats socket ${socket} mode 600 level admin
  hard-stop-after 30s

defaults
  log global
  timeout connect 1s
  timeout http-request 10s
  timeout http-keep-alive 60s
  timeout queue 2s
  timeout client 70s
  timeout server 70s
  timeout check 4s
  default-server inter 500ms fastinter 100ms downinter 500ms fall 2 rise 1
  errorfile 503 ${overloaded}

${http.join('\n')}
${postgresSection('postgres-primary', cluster.primaryPort, '/primary', postgres)}
${postgresSection('postgres-standbys', cluster.standbysPort, '/replica', postgres)}
frontend statistics
  mode http
  bind 127.0.0.1:${cluster.statisticsPort}
  http-request use-service prometheus-exporter if { path /metrics }
  stats enable
  stats uri /
`;
}

/** A request is sent to another server only when the first one refused the connection: it may have moved money otherwise. */
function httpSection(app: string, port: number, servers: Instance[]): string {
  const lines = servers.map((server) => `  server ${server.name} 127.0.0.1:${server.port} check`);
  return `listen ${app}
  mode http
  bind 127.0.0.1:${port}
  balance leastconn
  option httpchk GET /health/ready
  option forwardfor
  option redispatch 1
  retries 3
  retry-on conn-failure
  http-request deny deny_status 404 if { path_beg /health }
${lines.join('\n')}
`;
}

/** A server that loses its role loses its connections: a client would go on writing to a former primary through them. */
function postgresSection(name: string, port: number, path: string, nodes: PostgresNode[]): string {
  const lines = nodes.map(
    (node) => `  server ${node.name} 127.0.0.1:${node.port} check port ${node.roleCheckPort}`,
  );
  return `listen ${name}
  mode tcp
  bind 127.0.0.1:${port}
  balance leastconn
  option httpchk GET ${path}
  option clitcpka
  option srvtcpka
  timeout client 1h
  timeout server 1h
  default-server on-marked-down shutdown-sessions
${lines.join('\n')}
`;
}
