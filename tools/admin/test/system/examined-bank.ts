import { accessEntities } from '@florin/access';
import { allMigrations, connect, derivedUrlOfRole, type Database } from '@florin/database';
import { topicAccess } from '@florin/events';
import { createTenant, ledgerEntities } from '@florin/ledger';
import { kafkaOf, type KafkaCluster } from '@florin/messaging';
import {
  createAuthority,
  startPostgres,
  startRedisNodes,
  startSecureKafka,
  type PrivatePostgres,
  type PrivateRedis,
  type SecureKafka,
} from '@florin/testing';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createConnection } from 'node:net';
import { runAdmin } from '../../src/run-admin.ts';

export type Env = Record<string, string>;

type Outcome = { code: number; out: string; err: string };
type Finding = { check: string; state: string; what: string; why: string | null; remedy: string | null };

/** The services of a bank in which a developer's doctor finds nothing, and which a test may break. */
export type ExaminedBank = {
  postgres: PrivatePostgres;
  redis: PrivateRedis[];
  kafka: SecureKafka;
  cluster: KafkaCluster;
  /** As the administrator. */
  database: Database;
  tenantId: string;
  healthy: Env & { SEALING_KEYS: string };
  directory: string;
  doctor(env: Env, args: string[]): Promise<Outcome>;
  /** Those of one check. */
  findings(env: Env, check: string): Promise<Finding[]>;
  stop(): Promise<unknown>;
};

export async function startExaminedBank(): Promise<ExaminedBank> {
  const authority = createAuthority();
  const [postgres, redis, kafka] = await Promise.all([
    startPostgres({ archive_mode: 'on' }),
    startRedisNodes(3),
    startSecureKafka(authority, ['IP:127.0.0.1'], Object.keys(topicAccess)),
  ]);
  const database = await connect({
    url: postgres.url,
    entities: [...accessEntities, ...ledgerEntities],
    applicationName: 'doctor-test',
    ownerUrl: derivedUrlOfRole(postgres.url, 'owner'),
    connectTimeoutMs: 20_000,
  });
  await database.query(`alter system set archive_command = 'true'`, []);
  await database.query('select pg_reload_conf()', []);
  for (const source of allMigrations()) await database.migrate(source);
  const { id: tenantId } = await createTenant(database, { name: 'Test' });
  const healthy = {
    DATABASE_URL: derivedUrlOfRole(postgres.url, 'api'),
    DATABASE_OWNER_URL: postgres.url,
    REDIS_URLS: redis.map(({ url }) => url).join(),
    ...kafka.settingsOf('admin'),
    ...keyPair(),
    SEALING_KEYS: secret(),
    CURSOR_KEYS: secret(),
    WEBHOOK_ENCRYPTION_KEYS: randomBytes(32).toString('base64'),
  };
  return {
    ...{ postgres, redis, kafka, database, tenantId, healthy, directory: authority.directory },
    cluster: kafkaOf({ ...kafka.settingsOf('admin'), KAFKA_BROKERS: [kafka.broker], KAFKA_TLS: true }),
    doctor,
    async findings(env, check) {
      const { out, err } = await doctor(env, ['--json']);
      if (err !== '') throw new Error(err);
      const made: Finding[] = JSON.parse(out);
      const all = made.filter((each) => each.check === check);
      if (all.some(({ state, why, remedy }) => state === 'wrong' && (!why || !remedy)))
        throw new Error(`a problem without its why or remedy: ${out}`);
      return all;
    },
    async stop() {
      await database.close();
      await Promise.all([postgres, ...redis, kafka].map((each) => each.stop()));
    },
  };
}

async function doctor(env: Env, args: string[]): Promise<Outcome> {
  const outcome = { code: -1, out: '', err: '' };
  outcome.code = await runAdmin(['doctor', ...args], {
    env,
    out: (text) => void (outcome.out += text),
    err: (text) => void (outcome.err += text),
  });
  return outcome;
}

export const secret = (): string => randomBytes(32).toString('hex');

export function keyPair() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    ASSERTION_PRIVATE_KEY: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    API_ASSERTION_PUBLIC_KEYS: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
  };
}

export async function until(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (!(await isSo()))
    if (performance.now() > deadline) throw new Error('it has not happened within a minute');
}

/** Runs statements on a standby, as the administrator. */
export async function onStandby(url: string, ...statements: string[]): Promise<void> {
  const standby = await connect({ url, applicationName: 'doctor-test', poolSize: 1 });
  try {
    for (const statement of statements) await standby.query(statement, []);
  } finally {
    await standby.close();
  }
}

/** Runs one command of Redis, which answers OK. */
export async function command(url: string, ...words: string[]): Promise<void> {
  const socket = createConnection({ host: '127.0.0.1', port: Number(new URL(url).port) });
  socket.write(`${words.join(' ')}\r\n`);
  const [answer]: Buffer[] = await once(socket, 'data');
  socket.destroy();
  if (String(answer) !== '+OK\r\n') throw new Error(`Redis answers ${String(answer)}`);
}
