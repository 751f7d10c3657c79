import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { type ComposeFile, composeFile, composeText, interpolate, networksOf } from './compose-file.ts';
import { root } from './packages.ts';

const settingsFile = 'docs/operations/compose-ha.env';
const folder = join(root, 'tools', 'images', 'compose');
const apps = ['api', 'worker', 'fraud', 'notifications', 'analytics'];
const brokers = ['kafka', 'kafka-2', 'kafka-3'];
const standbys = ['postgres-2', 'postgres-3'];

/** The variables of .env.example, each with a value, and then those of the profile's file, which name some of them. */
function settings(): Record<string, string | undefined> {
  const example = parseEnv(readFileSync(join(root, '.env.example'), 'utf8'));
  const filled = Object.entries(example).map(([name, value]) => [
    name,
    value === '' && /PASSWORD|WEBHOOK_ENCRYPTION/.test(name) ? `of-${name}` : value,
  ]);
  const given: Record<string, string> = Object.fromEntries(filled);
  const own = parseEnv(readFileSync(join(root, settingsFile), 'utf8'));
  for (const [name, value = ''] of Object.entries(own))
    given[name] = value.replaceAll(/\$\{(\w+)\}/g, (_, other: string) => given[other] ?? '');
  return given;
}

const given = settings();
const { services, networks }: ComposeFile = parse(interpolate(composeText, given), { merge: true });
const environmentOf = (name: string) => services[name]?.environment ?? {};
const withProfile = (profile: string) =>
  Object.keys(services).filter((name) => services[name]?.profiles?.includes(profile));

/** The host names at which services of a network find a service there. */
const namesOn = (network: string, name: string): string[] => {
  const { networks: own = [] } = services[name] ?? {};
  if (!networksOf({ networks: own }).includes(network)) return [];
  return [name, ...(Array.isArray(own) ? [] : (own[network]?.aliases ?? []))];
};

describe('the profile ha of docker-compose.yml', () => {
  test('has what the cluster has, and nothing of it is in the bank without it', () => {
    const seconds = apps.map((app) => `${app}-2`);
    expect(withProfile('ha').sort()).toEqual(
      [...seconds, ...standbys, 'kafka-2', 'kafka-3', 'haproxy'].sort(),
    );
    expect(withProfile('observability').sort()).toEqual(['alertmanager', 'grafana', 'jaeger', 'prometheus']);
  });

  test('gives the second of each app the image, the settings and the needs of the first', () => {
    for (const app of apps) {
      const { environment, build, depends_on: needs } = services[app] ?? {};
      expect(services[`${app}-2`]).toMatchObject({ environment, build, depends_on: needs });
    }
    expect(services['api-2']?.ports).toEqual([]);
  });

  test('uses networks that are declared, and lets every service reach the hosts that its settings name', () => {
    for (const [name, service] of Object.entries(services)) {
      expect([name, networksOf(service).filter((network) => !(network in networks))]).toEqual([name, []]);
      const reachable = networksOf(service).flatMap((network) =>
        Object.keys(services).flatMap((other) => namesOn(network, other)),
      );
      const named = Object.values(service.environment ?? {}).flatMap((value) =>
        [...String(value).matchAll(/(?:^|[/@,])([a-z][\w-]*):\d+/g)].map(([, host = '']) => host),
      );
      const hosts = named.filter((host) => host !== 'localhost');
      expect([name, hosts.filter((host) => !reachable.includes(host))]).toEqual([name, []]);
    }
  });

  test('sets nothing that Compose or a service does not use', () => {
    const used = [...composeText.matchAll(/\$\{(\w+)/g)].map(([, name]) => name);
    const known = [...used, 'COMPOSE_PROFILES', 'COMPOSE_PROJECT_NAME'];
    const own = Object.keys(parseEnv(readFileSync(join(root, settingsFile), 'utf8')));
    expect(own.filter((name) => !known.includes(name))).toEqual([]);
    expect(given['COMPOSE_PROFILES']).toBe('ha');
  });

  test('has three brokers that know each other, and each event on all of them', () => {
    const advertised = brokers.map((name) => String(environmentOf(name)['KAFKA_ADVERTISED_LISTENERS']));
    for (const app of ['worker', 'fraud-2'])
      expect(environmentOf(app)['KAFKA_BROKERS']).toBe(
        advertised.map((each) => each.replace('PLAINTEXT://', '')).join(),
      );
    const voters = brokers.map((name) => {
      const { KAFKA_NODE_ID: id, KAFKA_LISTENERS: listeners } = environmentOf(name);
      const [, host = '', port] = /CONTROLLER:\/\/([\w-]+):(\d+)$/.exec(String(listeners)) ?? [];
      expect(namesOn('events', name)).toContain(host);
      expect(namesOn('notifications', name)).not.toContain(host);
      return `${id}@${host}:${port}`;
    });
    for (const name of brokers) {
      const environment = environmentOf(name);
      expect(environment['KAFKA_CONTROLLER_QUORUM_VOTERS']).toBe(voters.join());
      expect(String(environment['KAFKA_DEFAULT_REPLICATION_FACTOR'])).toBe(String(brokers.length));
      expect(String(environment['KAFKA_MIN_INSYNC_REPLICAS'])).toBe('2');
    }
    expect(new Set(brokers.map((name) => services[name]?.volumes?.[0])).size).toBe(brokers.length);
  });

  test('has standbys that confirm commits by their names, and that serve reads at their addresses', () => {
    const names = standbys.map((name) => environmentOf(name)['NODE']);
    expect(environmentOf('postgres')['SYNCHRONOUS_STANDBY_NAMES']).toBe(`FIRST 1 (${names.join(', ')})`);
    for (const app of ['api', 'analytics']) {
      const { DATABASE_URL: url, DATABASE_REPLICA_URLS: replicas } = environmentOf(app);
      expect(replicas).toBe(standbys.map((name) => String(url).replace('@postgres:', `@${name}:`)).join());
    }
    for (const name of standbys) {
      // A standby with fewer sessions than its primary does not start.
      expect(services[name]?.command).toEqual(services['postgres']?.command);
      expect(services[name]?.environment).not.toHaveProperty('POSTGRES_PASSWORD');
    }
  });

  test('has a balancer in front of both APIs that HAProxy accepts', () => {
    const path = join(folder, 'haproxy.cfg');
    const config = readFileSync(path, 'utf8');
    const port = environmentOf('api')['PORT'];
    const servers = [...config.matchAll(/^ {2}server \S+ (\S+)$/gm)].map(([, address]) => address);
    expect(servers).toEqual([`api:${port}`, `api-2:${port}`]);
    expect(namesOn('entry', 'api')).toContain('api');
    const { error, status, stderr } = spawnSync('haproxy', ['-c', '-f', path], { encoding: 'utf8' });
    if (error) return void process.stderr.write('Not tried: HAProxy is not installed.\n');
    expect([status, stderr]).toEqual([0, expect.not.stringContaining('ALERT')]);
  });

  test('has scripts that a shell can read', () => {
    for (const name of readdirSync(folder).filter((each) => each.endsWith('.sh')))
      expect([name, spawnSync('sh', ['-n', join(folder, name)]).status]).toEqual([name, 0]);
  });
});

test('Prometheus of the profile observability knows each process, and its Alertmanager', () => {
  const text = readFileSync(join(root, 'tools', 'monitoring', 'prometheus', 'prometheus.yml'), 'utf8');
  const scraped = [...text.matchAll(/names: \[([\w-]+)\], type: A, port: (\d+)/g)].map(([, name, port]) => [
    name,
    Number(port),
  ]);
  for (const [name = '', port] of scraped)
    expect([name, composeFile.services[String(name)]?.environment?.['METRICS_PORT']]).toEqual([name, port]);
  // The names of fraud and analytics lead to both of them.
  const twice = ['api-2', 'worker-2', 'notifications-2'];
  expect(scraped.map(([name]) => name).sort()).toEqual([...apps, ...twice].sort());
  expect(text).toContain("targets: ['alertmanager:9093']");
  expect(composeFile.services['alertmanager']?.profiles).toEqual(['observability']);
});
