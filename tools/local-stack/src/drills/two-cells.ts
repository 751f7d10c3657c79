import { createDerivedRoles, derivedUrlOfRole, type Role } from '@florin/database';
import {
  describeApp,
  describePostgres,
  ensureDebianProgram,
  freePort,
  fromRoot,
  isListening,
  nodeBinary,
  postgresUrl,
  type ServiceUrls,
} from '@florin/processes';
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { haproxyProgram } from '../cluster/haproxy.ts';
import { readCredentials } from '../credentials.ts';
import type { Say } from '../narration.ts';
import type { Supervisor } from '../processes/supervisor.ts';
import { checkServices, startServices } from '../services/services.ts';
import { readSettings, type StackSettings } from '../settings.ts';

const cellNames = ['eu1', 'eu2'] as const;
type CellName = (typeof cellNames)[number];

/** Two cells behind one HAProxy, for the drill of a move. They share the Redis nodes: no account is in both. */
export type TwoCells = {
  settings: StackSettings;
  /** HAProxy's address, which is all that clients know. */
  url: string;
  brokers: string[];
  /** The map of keys that have moved, and the socket at which HAProxy learns its lines. */
  map: string;
  haproxySocket: string;
  databaseUrl(cell: CellName, role: Role): string;
  /** Runs the operators' tool with the databases of both cells. */
  admin(args: readonly string[], env?: Record<string, string>): Promise<AdminOutcome>;
};

export type AdminOutcome = { code: number | null; signal: string | null; out: string; err: string };

/** The settings of the drill: all of it is in `cells` below FLORIN_LOCAL, and new at each drill. */
export function readCellSettings(): StackSettings {
  const local = readSettings();
  const directory = join(local.directory, 'cells');
  return {
    ...local,
    ...{ directory, logDirectory: join(directory, 'logs'), runDirectory: join(directory, 'run') },
    given: {},
  };
}

/** Starts both cells, with a PostgreSQL, an API and a worker for each. */
export async function startTwoCells(
  settings: StackSettings,
  supervisor: Supervisor,
  say: Say,
): Promise<TwoCells> {
  ensureDebianProgram(haproxyProgram, say);
  await checkServices(settings, say);
  const services = await startServices(settings, supervisor, say);
  const second = { directory: join(settings.directory, 'postgres-2'), port: await freePort() };
  const logFile = join(settings.logDirectory, 'postgres-2.log');
  const describe = () => ({ ...describePostgres({ ...second, logFile }), name: 'postgres-2' });
  await supervisor.start({ name: 'postgres-2', port: second.port, describe });
  const servers = { eu1: services.DATABASE_URL, eu2: postgresUrl(second) };
  await createDerivedRoles(servers.eu2);
  const haproxy = join(settings.directory, 'haproxy');
  const cells: TwoCells = {
    settings,
    url: `http://127.0.0.1:${settings.appPorts.api}`,
    brokers: services.KAFKA_BROKERS.split(','),
    map: join(haproxy, 'moved-keys.map'),
    haproxySocket: join(haproxy, 'admin.sock'),
    databaseUrl: (cell, role) => derivedUrlOfRole(servers[cell], role),
    admin: (args, env = {}) => runAdmin(cells, args, env),
  };
  const ports = { eu1: await freePort(), eu2: await freePort() };
  const { internal_token: internalToken } = readCredentials(settings.directory);
  for (const cell of cellNames) await cells.admin(['migrate', '--cell', cell]);
  await Promise.all(
    cellNames.map((cell) =>
      startCell(cells, { cell, apiPort: ports[cell], services, internalToken }, supervisor),
    ),
  );
  await startHaproxy(cells, ports, supervisor);
  say(`HAProxy leads to the cells ${cellNames.join(' and ')} on ${cells.url}`);
  return cells;
}

type Starting = { cell: CellName; apiPort: number; services: ServiceUrls; internalToken: string };

async function startCell(
  { settings, databaseUrl }: TwoCells,
  { cell, apiPort, services, internalToken }: Starting,
  supervisor: Supervisor,
): Promise<void> {
  for (const app of ['api', 'worker'] as const) {
    const name = `${app}-${cellNames.indexOf(cell) + 1}`;
    const port = app === 'api' ? apiPort : await freePort();
    const metricsPort = await freePort();
    const describe = () => ({
      ...describeApp({
        ...{ name: app, port, metricsPort, logFile: join(settings.logDirectory, `${name}.log`) },
        services: { ...services, DATABASE_URL: databaseUrl(cell, app) },
        internalToken,
        // There are no consumers: money moves without them.
        appPorts: settings.appPorts,
        env: { CELL: cell, DATABASE_OWNER_URL: '', TRUSTED_PROXIES: '127.0.0.1' },
      }),
      name,
      readyWithinMs: 180_000,
    });
    await supervisor.start({ name, port, restartAfterMs: 500, describe });
  }
}

/** The section that docs/operations/cells.md shows, with the addresses of this machine. */
export function haproxyConfigOfCells(
  port: number,
  directory: string,
  backends: Record<string, string>,
): string {
  const page = readFileSync(fromRoot('docs', 'operations', 'cells.md'), 'utf8');
  const [, section = ''] = /^```haproxy\n([\s\S]*?)^```$/m.exec(page) ?? [];
  const parts = Object.entries(backends).map(([cell, line]) => `backend cell-${cell}\n  ${line}\n`);
  return [
    `global\n  stats socket ${join(directory, 'admin.sock')} mode 600 level admin\n`,
    'defaults\n  mode http\n  timeout connect 5s\n  timeout client 30s\n  timeout server 30s\n',
    section.replace(/bind .*/, `bind 127.0.0.1:${port}`).replaceAll('/etc/haproxy', directory),
    ...parts,
  ].join('\n');
}

async function startHaproxy(
  { settings, map }: TwoCells,
  ports: Record<CellName, number>,
  supervisor: Supervisor,
): Promise<void> {
  const { logDirectory, appPorts } = settings;
  const directory = join(settings.directory, 'haproxy');
  mkdirSync(directory, { recursive: true });
  const file = join(directory, 'haproxy.cfg');
  const backends = { eu1: `server api-1 127.0.0.1:${ports.eu1}`, eu2: `server api-2 127.0.0.1:${ports.eu2}` };
  writeFileSync(file, haproxyConfigOfCells(appPorts.api, directory, backends));
  writeFileSync(join(directory, 'cells.map'), cellNames.map((cell) => `${cell} cell-${cell}\n`).join(''));
  writeFileSync(map, '');
  const describe = () => ({
    ...{ name: 'haproxy', command: 'haproxy', args: ['-db', '-f', file], readyWithinMs: 60_000 },
    logFile: join(logDirectory, 'haproxy.log'),
    isReady: () => isListening(appPorts.api),
  });
  await supervisor.start({ name: 'haproxy', port: appPorts.api, describe });
}

function runAdmin(
  { databaseUrl }: TwoCells,
  args: readonly string[],
  more: Record<string, string>,
): Promise<AdminOutcome> {
  const urls = (role: Role) => cellNames.map((cell) => `${cell}=${databaseUrl(cell, role)}`).join(' ');
  const env = {
    ...{ PATH: process.env['PATH'], NODE_COMPILE_CACHE: fromRoot('.local', 'cache', 'node') },
    CELL_DATABASE_URLS: urls('managesAllTenants'),
    CELL_DATABASE_OWNER_URLS: urls('owner'),
    ...more,
  };
  const program = fromRoot('tools', 'admin', 'src', 'main.ts');
  return new Promise((resolve) => {
    const child = execFile(nodeBinary, [program, ...args, '--json'], { env }, (_error, out, err) =>
      resolve({ code: child.exitCode, signal: child.signalCode, out, err }),
    );
  });
}
