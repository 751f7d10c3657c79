import { freePorts, fromRoot, nodeBinary } from '@florin/processes';
import { expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { portsOf, readClusterSettings, requireBrokersOfData } from './cluster-settings.ts';
import { createSupervisor } from '../processes/supervisor.ts';
import { startCollector, tracesFileOf } from './collector.ts';
import { haproxyConfig } from './haproxy.ts';
import { monitoringOf, prometheusConfig } from './monitoring.ts';
import { hasRole } from './role-checks.ts';
import { primaryOf, readTopology, writeTopology } from './topology.ts';

const cluster = readClusterSettings({ FLORIN_LOCAL: '/florin' }, 3);
const config = haproxyConfig(cluster, {
  overloaded: '/florin/overloaded.http',
  socket: '/florin/admin.sock',
});

/** The lines of a section of the configuration. */
function section(name: string): string[] {
  const [, text = ''] = config.split(new RegExp(`^listen ${name}$`, 'm'));
  return (text.split(/^(?:listen|frontend) /m)[0] ?? '').split('\n').map((line) => line.trim());
}

test('no two parts of a cluster share a port, and Linux gives none of them to outgoing connections', () => {
  const ports = portsOf(cluster).map(([port]) => port);
  expect(ports.toSorted()).toEqual([...new Set(ports)].toSorted());
  expect(Math.max(...ports)).toBeLessThan(32_768);
});

test('HAProxy repeats a request only when the connection was refused, and shows no health check to clients', () => {
  for (const app of ['api', 'fraud', 'notifications', 'analytics']) {
    expect(section(app)).toEqual(
      expect.arrayContaining([
        'retry-on conn-failure',
        'option httpchk GET /health/ready',
        'http-request deny deny_status 404 if { path_beg /health }',
        expect.stringContaining(`server ${app}-1 127.0.0.1:`),
        expect.stringContaining(`server ${app}-2 127.0.0.1:`),
      ]),
    );
  }
});

test('a PostgreSQL node that loses its role loses its connections', () => {
  const checks = { 'postgres-primary': '/primary', 'postgres-standbys': '/replica' };
  for (const [name, path] of Object.entries(checks)) {
    expect(section(name)).toEqual(
      expect.arrayContaining([
        `option httpchk GET ${path}`,
        'default-server on-marked-down shutdown-sessions',
        'server postgres-3 127.0.0.1:15435 check port 15438',
      ]),
    );
  }
});

test('only the node that the topology names is the primary, on the newest timeline, and only while it accepts writes', () => {
  const [named, other] = [{ name: 'postgres-2' }, { name: 'postgres-1' }];
  const topology = { primary: 'postgres-2', timeline: 3 };
  const writes = (timeline: number) => ({ inRecovery: false, timeline });
  expect(hasRole('/primary', named, writes(3), topology)).toBe(true);
  expect(hasRole('/primary', named, writes(4), topology)).toBe(true);
  // A former primary that came back by hand: alone, or named while it is on the timeline before.
  expect(hasRole('/primary', other, writes(3), topology)).toBe(false);
  expect(hasRole('/primary', named, writes(2), topology)).toBe(false);
  // A standby reports no timeline of its own.
  expect(hasRole('/primary', named, { inRecovery: true, timeline: 0 }, topology)).toBe(false);
  expect(hasRole('/primary', named, { inRecovery: true, timeline: 3 }, topology)).toBe(false);
  expect(hasRole('/replica', other, { inRecovery: true, timeline: 0 }, topology)).toBe(true);
  expect(hasRole('/replica', other, writes(3), topology)).toBe(false);
  expect(hasRole('/', named, writes(3), topology)).toBe(false);
});

test('Prometheus scrapes every process, and names it', () => {
  const scraped = prometheusConfig(cluster, monitoringOf(cluster)).scrape_configs.flatMap(
    (job) => job.static_configs,
  );
  expect(scraped.map(({ labels }) => labels.instance).sort()).toEqual(
    ['haproxy', ...cluster.instances.map(({ name }) => name)].sort(),
  );
});

test('a new cluster begins with its first node as the primary, and keeps what a promotion wrote', () => {
  const directory = mkdtempSync(join(tmpdir(), 'florin-topology-'));
  try {
    const place = { ...cluster, directory };
    expect(primaryOf(place).name).toBe('postgres-1');
    writeTopology(place, { primary: 'postgres-3', timeline: 2 });
    expect(readTopology(place)).toEqual({ primary: 'postgres-3', timeline: 2 });
    expect(primaryOf(place).port).toBe(15_435);
  } finally {
    rmSync(directory, { recursive: true });
  }
});

test.each([
  { kept: ['kafka-1', 'kafka-2', 'kafka-3'], wanted: 1, needed: 3 },
  { kept: ['kafka-1'], wanted: 3, needed: 1 },
])('a cluster with data of $needed brokers does not start with $wanted', ({ kept, wanted, needed }) => {
  const directory = mkdtempSync(join(tmpdir(), 'florin-brokers-'));
  try {
    for (const name of kept) mkdirSync(join(directory, 'cluster', name), { recursive: true });
    const command = fromRoot('tools', 'local-stack', 'src', 'commands', 'cluster.ts');
    const start = spawnSync(nodeBinary, [command, `--brokers=${wanted}`], {
      env: { ...process.env, FLORIN_LOCAL: directory },
      encoding: 'utf8',
    });
    const data = join(directory, 'cluster');
    expect(start).toMatchObject({
      status: 1,
      stdout: '',
      stderr: `The data in ${data} need --brokers=${needed}, not --brokers=${wanted}; --fresh deletes them and begins again.\n`,
    });
    expect(() => requireBrokersOfData(readClusterSettings({ FLORIN_LOCAL: directory }))).not.toThrow();
  } finally {
    rmSync(directory, { recursive: true });
  }
});

test('a collector receives traces and writes them to a file, where it is built', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'florin-collector-'));
  const [collectorPort = 0] = await freePorts(1);
  const place = { ...cluster, directory, logDirectory: directory, collectorPort };
  const lines: string[] = [];
  const say = (line: string) => void lines.push(line);
  const supervisor = createSupervisor({ runDirectory: join(directory, 'run'), say, revive: false });
  try {
    const url = await startCollector(place, supervisor, say, false);
    if (url === undefined)
      return expect(lines).toEqual([expect.stringMatching(/^without traces: --traces builds/)]);
    const span = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331', name: 'a span' };
    const body = JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] });
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${url}/v1/traces`, { method: 'POST', headers, body });
    expect(answer.status).toBe(200);
  } finally {
    await supervisor.stop();
  }
  // It writes what it has when it ends.
  expect(readFileSync(tracesFileOf(place), 'utf8')).toContain('"traceId":"0af7651916cd43dd8448eb211c80319c"');
  rmSync(directory, { recursive: true });
});
