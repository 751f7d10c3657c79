import {
  freePorts,
  fromRoot,
  isListening,
  nodeBinary,
  readRecords,
  requireFreePort,
} from '@florin/processes';
import { afterAll, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { portsOf, readClusterSettings } from '../../src/cluster/cluster-settings.ts';

const directory = join(mkdtempSync(join(tmpdir(), 'florin-drill-')), 'local');

afterAll(async () => {
  await run('stop.ts', { ...process.env, FLORIN_LOCAL: directory });
  rmSync(join(directory, '..'), { recursive: true, force: true });
});

test('a lost primary costs no acknowledged movement, and cannot come back as one', async () => {
  const env = await environment();
  const { code, output } = await run('drill.ts', env, 'primary-lost', '--brokers=1');
  expect({ code, output }).toEqual({
    code: 0,
    output: expect.stringContaining('The drill primary-lost passed.'),
  });
  expect(output).toContain('acknowledged movements that are lost or differ: 0');
  expect(output).toContain('the old primary acknowledges a write: no');
  expect(output).toContain('HAProxy leads writes to the old primary: no');

  const [, path = ''] = /The history of every request is in (\S+)/.exec(output) ?? [];
  const events = readFileSync(path, 'utf8').match(/"event":"\w+"/g) ?? [];
  expect(events.filter((event) => event === '"event":"acknowledged"').length).toBeGreaterThan(100);

  // The drill started the cluster and has ended all of it.
  const cluster = readClusterSettings(env);
  expect(readRecords(cluster.runDirectory)).toEqual([]);
  expect(await Promise.all(portsOf(cluster).map(([port]) => isListening(port)))).not.toContain(true);
}, 600_000);

test('a tenant moves to another cell under its own load: nothing is lost, doubled, or refused otherwise', async () => {
  const { output } = await run('drill.ts', await environment(), 'move-tenant');
  const lines = output.split('\n');
  // How long the switch takes depends on the machine, but for its first 1.5 s. Without an end of it a client waits for ever.
  const times = lines
    .flatMap((line) => /writes were refused .*: ([\d.]+) s$/.exec(line)?.[1] ?? [])
    .map(Number);
  expect(times).toHaveLength(3);
  expect(Math.max(...times)).toBeLessThan(15);
  expect(lines.filter((line) => line.includes('FAILED') && !line.includes('writes were refused'))).toEqual(
    [],
  );
  expect(output).toContain('in eu2: acknowledged movements that are lost or differ: 0');
  expect(output).toContain('by the history: movements that nobody was acknowledged, or twice: 0');
  expect(output).toMatch(/the tenant that moves was answered instead of an outcome: 503 overloaded \(\d+\)/);
  expect(readRecords(join(directory, 'cells', 'run'))).toEqual([]);
}, 600_000);

/** Ports of which all that the cluster derives from them are free. */
async function environment(): Promise<NodeJS.ProcessEnv> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const [api = 0, postgres = 0, redis = 0, kafka = 0] = await freePorts(4);
    const env = {
      ...process.env,
      FLORIN_LOCAL: directory,
      PORT: String(api),
      FRAUD_PORT: String(api + 1),
      NOTIFICATIONS_PORT: String(api + 2),
      ANALYTICS_PORT: String(api + 3),
      WORKER_PORT: String(api + 4),
      POSTGRES_PORT: String(postgres),
      REDIS_PORT: String(redis),
      KAFKA_PORT: String(kafka),
    };
    const ports = portsOf(readClusterSettings(env)).map(([port]) => port);
    const areFree = Promise.all(ports.map((port) => requireFreePort(port, '', '')));
    if (new Set(ports).size === ports.length && (await areFree.then(() => true).catch(() => false)))
      return env;
  }
  throw new Error('no ports are free for a cluster');
}

async function run(file: string, env: NodeJS.ProcessEnv, ...args: string[]) {
  const command = fromRoot('tools', 'local-stack', 'src', 'commands', file);
  const child = spawn(nodeBinary, [command, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
  const code = await new Promise((resolve) => child.once('exit', resolve));
  return { code, output };
}
