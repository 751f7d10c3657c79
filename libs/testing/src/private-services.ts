import { ensureDerivedRoles, withSession } from '@florin/database';
import {
  copyForStandby,
  describeKafka,
  describePostgres,
  describeRedis,
  ensureKafkaJars,
  ensureRedisServer,
  freePort,
  freePorts,
  isListening,
  postgresUrl,
} from '@florin/processes';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Authority } from './certificates.ts';
import { eventually } from './eventually.ts';
import { openPlace, startPrivately } from './private-program.ts';
import type { Place, PrivateProgram } from './private-program.ts';

export type PrivateRedis = PrivateProgram & { url: string };
export type PrivateKafka = PrivateProgram & { broker: string };
export type PrivatePostgres = PrivateProgram & { url: string; directory: string };

const silently = () => undefined;

/** Independent Redis nodes, as Redlock wants them. */
export async function startRedisNodes(count: number): Promise<PrivateRedis[]> {
  ensureRedisServer(silently);
  const ports = await freePorts(count);
  return Promise.all(
    ports.map(async (port, index) => {
      const name = `redis-${index + 1}`;
      const place = openPlace(name);
      const program = await startPrivately(place, () => describeRedis({ name, port, ...place }));
      return { ...program, url: `redis://127.0.0.1:${port}` };
    }),
  );
}

/** A node that speaks TLS only, with a user `florin` who may use the keys of locks; `url` has the user's password. */
export async function startTlsRedis(authority: Authority, hosts: string[]): Promise<PrivateRedis> {
  ensureRedisServer(silently);
  const port = await freePort();
  const place = openPlace('tls-redis');
  const { cert, key } = authority.issue(`redis-${port}`, hosts);
  const tls = ['--tls-port', String(port), '--tls-cert-file', cert, '--tls-key-file', key];
  const clients = ['--tls-ca-cert-file', authority.ca, '--tls-auth-clients', 'no'];
  const users = '--user default off --user florin on >hunter2 ~florin:* +@all'.split(' ');
  const program = await startPrivately(place, () => {
    const plain = describeRedis({ name: 'tls-redis', port: 0, ...place });
    return {
      ...plain,
      args: [...plain.args, ...tls, ...clients, ...users],
      isReady: () => isListening(port),
    };
  });
  return { ...program, url: `rediss://florin:hunter2@127.0.0.1:${port}` };
}

/** A broker with no topics; ready in about 6 s. */
export async function startKafka(): Promise<PrivateKafka> {
  const jars = await ensureKafkaJars(silently);
  const [port = 0, controllerPort = 0] = await freePorts(2);
  const place = openPlace('kafka');
  const program = await startPrivately(place, () => describeKafka({ jars, port, controllerPort, ...place }));
  return { ...program, broker: `127.0.0.1:${port}` };
}

export type SecureKafka = PrivateKafka & {
  /** The settings of a client: its user is `name`, and its password `secret-of-` and the name. */
  settingsOf(name: string): Record<string, string>;
};

/**
 * A broker that speaks TLS only, wants a user and a password (SCRAM-SHA-512), and lets nobody but its user `admin` do
 * anything that an access control list does not allow.
 */
export async function startSecureKafka(
  authority: Authority,
  hosts: string[],
  names: readonly string[],
): Promise<SecureKafka> {
  const jars = await ensureKafkaJars(silently);
  const [port = 0, controllerPort = 0] = await freePorts(2);
  const place = openPlace('kafka');
  const { cert, key } = authority.issue(`kafka-${port}`, hosts);
  const keystore = join(place.directory, 'keystore.pem');
  writeFileSync(keystore, readFileSync(key, 'utf8') + readFileSync(cert, 'utf8'));
  const users = Object.fromEntries(['admin', ...names].map((name) => [name, `secret-of-${name}`]));
  const login = 'org.apache.kafka.common.security.scram.ScramLoginModule required';
  const properties = {
    listeners: `SASL_SSL://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `SASL_SSL://127.0.0.1:${port}`,
    'listener.security.protocol.map': 'SASL_SSL:SASL_SSL,CONTROLLER:PLAINTEXT',
    'inter.broker.listener.name': 'SASL_SSL',
    'sasl.enabled.mechanisms': 'SCRAM-SHA-512',
    'sasl.mechanism.inter.broker.protocol': 'SCRAM-SHA-512',
    'listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config': `${login} username="admin" password="${users['admin']}";`,
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': keystore,
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': authority.ca,
    // The broker's own certificate may be for another host on purpose.
    'ssl.endpoint.identification.algorithm': '',
    'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    // The controller's port, which only the broker itself uses, knows no users.
    'super.users': 'User:admin;User:ANONYMOUS',
  };
  const options = { jars, port, controllerPort, properties, users, ...place };
  const program = await startPrivately(place, () => describeKafka(options));
  const broker = `127.0.0.1:${port}`;
  return {
    ...program,
    broker,
    settingsOf: (name) => ({
      KAFKA_BROKERS: broker,
      KAFKA_TLS_CA: authority.ca,
      KAFKA_SASL_MECHANISM: 'scram-sha-512',
      KAFKA_SASL_USERNAME: name,
      KAFKA_SASL_PASSWORD: `secret-of-${name}`,
    }),
  };
}

/** A server with its usual durability, all roles and an empty database named florin. */
export function startPostgres(
  settings?: Record<string, string>,
  { roles = true } = {},
): Promise<PrivatePostgres> {
  return startPostgresAt(openPlace('postgres'), settings, roles);
}

/** The same, reached by TLS only: `url` begins a session that checks the server's certificate. */
export async function startTlsPostgres(authority: Authority, hosts: string[]): Promise<PrivatePostgres> {
  const place = openPlace('postgres');
  const { cert, key } = authority.issue(`postgres-${hosts.length}`, hosts);
  const rules = join(authority.directory, 'pg_hba.conf');
  writeFileSync(rules, 'hostssl all all 127.0.0.1/32 scram-sha-256\n');
  const tls = { ssl: 'on', ssl_cert_file: cert, ssl_key_file: key, hba_file: rules };
  const server = await startPostgresAt(place, tls, false);
  return { ...server, url: `${server.url}?sslmode=verify-full&sslrootcert=${authority.ca}` };
}

export type SmallDisk = PrivatePostgres & {
  /** Writes a file until nothing more fits beside the database. */
  fill(): void;
  /** Removes that file. */
  clear(): void;
};

/**
 * The same with its data on a disk of its own of 300 MB, in memory. Throws where this process may not mount one, neither as
 * root nor by `sudo`.
 */
export async function startPostgresOnSmallDisk(): Promise<SmallDisk> {
  const place = openPlace('postgres');
  const disk = join(place.directory, 'cluster');
  mkdirSync(disk);
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const run = (...command: string[]) => {
    const [program = '', ...args] = [...asRoot, ...command];
    return spawnSync(program, args, { encoding: 'utf8' });
  };
  const owner = `uid=${process.getuid?.()},gid=${process.getgid?.()}`;
  const mounted = run('mount', '-t', 'tmpfs', '-o', `size=300m,mode=0777,${owner}`, 'tmpfs', disk);
  if (mounted.status !== 0) {
    const reason = (mounted.stderr || String(mounted.error)).trim();
    throw new Error(`No small disk can be mounted here: ${reason}`);
  }
  const server = await startPostgresAt(place, { min_wal_size: '32MB', max_wal_size: '48MB' });
  const filler = join(disk, 'filler');
  return {
    ...server,
    fill: () => void spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=4k']),
    clear: () => rmSync(filler, { force: true }),
    async stop() {
      await server.end();
      run('umount', disk);
      await server.stop();
    },
  };
}

/**
 * A standby that follows `primary`, with all its databases and roles; resolves when it accepts reads. Its name is that of its
 * replication slot and what `synchronous_standby_names` calls it. Stop it before the primary, or the primary keeps its
 * write-ahead log for it.
 */
export async function startStandby(
  primary: PrivatePostgres,
  name: string,
  settings?: Record<string, string>,
): Promise<PrivatePostgres> {
  const place = openPlace('standby');
  const port = await freePort();
  const directory = join(place.directory, 'cluster');
  const from = { directory: primary.directory, port: Number(new URL(primary.url).port) };
  await withSession(primary.url, (run) => copyForStandby({ name, directory, primary: from }, run));
  const options = { directory, port, logFile: place.logFile, ...(settings ? { settings } : {}) };
  const program = await startPrivately(place, () => describePostgres(options));
  return { ...program, directory, url: postgresUrl({ directory, port }) };
}

/** Makes commits wait for a standby of this name, which follows already. Resolves when they do. */
export async function makeSynchronous(primary: PrivatePostgres, name: string): Promise<void> {
  await withSession(primary.url, async (run) => {
    await run(`alter system set synchronous_standby_names = '${name}'`);
    await run('select pg_reload_conf()');
    const standbys = `select from pg_stat_replication where application_name = '${name}' and sync_state = 'sync'`;
    await eventually(async () => (await run(standbys)).length === 1);
  });
}

async function startPostgresAt(
  place: Place,
  settings?: Record<string, string>,
  roles = true,
): Promise<PrivatePostgres> {
  const port = await freePort();
  const directory = join(place.directory, 'cluster');
  const options = { directory, port, logFile: place.logFile, ...(settings ? { settings } : {}) };
  const program = await startPrivately(place, () => describePostgres(options));
  const url = postgresUrl({ directory, port });
  if (roles) await ensureDerivedRoles(url);
  return { ...program, directory, url };
}
