import { accessEntities } from '@florin/access';
import { connect, isUnavailable, sqlstate } from '@florin/database';
import { consumerGroups, deadLetterTopic, topicAccess, topics } from '@florin/events';
import { inspectNode, redisOf } from '@florin/locks';
import { inspectBrokers, kafkaOf, type BrokerFacts } from '@florin/messaging';
import { readFileSync } from 'node:fs';
import { isNativeError } from 'node:util/types';
import { parseEnv } from 'node:util';
import { CannotDo, type Command, type Row } from '../command.ts';
import { readBankSettings, type BankSettings } from './bank-settings.ts';
import { NotChecked, noBrokers, type Bank, type Check, type Problem } from './check.ts';
import { booksBalanced, keysExpire, outboxPublished, sealsCurrent } from './data-checks.ts';
import { logInUse } from './event-log-checks.ts';
import {
  accessControlled,
  brokersPresent,
  consumersCurrent,
  deadLettersNone,
  topicsKept,
} from './kafka-checks.ts';
import {
  clocksTogether,
  connectionsEnough,
  diskFree,
  migrationsCurrent,
  postgresDurable,
  rolesNarrow,
} from './postgres-checks.ts';
import { redisNodes } from './redis-checks.ts';
import {
  partsDoubled,
  productionSettings,
  secretsStrong,
  settingsGiven,
  transportEncrypted,
} from './settings-checks.ts';
import { replicasServing, standbySynchronous } from './standby-checks.ts';

/** All checks by the name that their lines begin with, in the order of their lines. */
export const checks: Record<string, Check> = {
  settings: settingsGiven,
  secrets: secretsStrong,
  tls: transportEncrypted,
  production: productionSettings,
  parts: partsDoubled,
  postgres: postgresDurable,
  roles: rolesNarrow,
  migrations: migrationsCurrent,
  connections: connectionsEnough,
  disk: diskFree,
  standby: standbySynchronous,
  replicas: replicasServing,
  clocks: clocksTogether,
  redis: redisNodes,
  'event-log': logInUse,
  kafka: brokersPresent,
  topics: topicsKept,
  access: accessControlled,
  consumers: consumersCurrent,
  'dead-letters': deadLettersNone,
  outbox: outboxPublished,
  books: booksBalanced,
  keys: keysExpire,
  seals: sealsCurrent,
};

export const doctorCommand: Command = {
  usage: 'doctor [--settings FILE]',
  does: 'shows what is misconfigured, from the environment and a file of settings; as the owner (DATABASE_OWNER_URL)',
  options: { settings: 'optional' },
  answersMany: true,
  async run(_database, { settings: file }, { env }) {
    const all = file === undefined ? env : { ...env, ...readSettingsFile(file) };
    const { rows, wrong } = await examine(all);
    return { rows, lines: linesOf(rows, all['NODE_ENV'] === 'production'), failed: wrong > 0 };
  },
};

function readSettingsFile(file: string): Bank['env'] {
  try {
    return parseEnv(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new CannotDo(`${file} cannot be read: ${isNativeError(error) ? error.message : String(error)}`);
  }
}

/** Makes all checks. A row is a problem, or a check that could not be made. */
async function examine(env: Bank['env']): Promise<{ rows: Row[]; wrong: number }> {
  const { settings } = readBankSettings(env);
  const url = settings.DATABASE_OWNER_URL ?? settings.DATABASE_URL;
  if (url === undefined) throw new CannotDo('DATABASE_URL is missing: the doctor reads the database.');
  const database = await connect({
    url,
    entities: accessEntities,
    applicationName: 'doctor',
    poolSize: 2,
    connectTimeoutMs: 5_000,
  });
  const bank: Bank = {
    env,
    settings,
    isProduction: env['NODE_ENV'] === 'production',
    database,
    nodes: once(() => readNodes(settings)),
    brokers: once(() => readBrokers(settings)),
  };
  try {
    const rows: Row[] = [];
    for (const [name, check] of Object.entries(checks)) rows.push(...(await rowsOfCheck(name, check, bank)));
    return { rows, wrong: rows.filter(({ state }) => state === 'wrong').length };
  } finally {
    await database.close();
  }
}

async function rowsOfCheck(check: string, make: Check, bank: Bank): Promise<Row[]> {
  try {
    const problems = await make(bank);
    return problems.map(({ what, why, remedy }: Problem) => ({ check, state: 'wrong', what, why, remedy }));
  } catch (error) {
    const reason = whyNotChecked(error);
    if (reason === undefined) throw error;
    return [{ check, state: 'not checked', what: reason, why: null, remedy: null }];
  }
}

function whyNotChecked(error: unknown): string | undefined {
  if (error instanceof NotChecked) return error.message;
  if (isUnavailable(error)) return 'PostgreSQL does not answer';
  if (sqlstate(error) === '42501') return 'The role may not read it: run the doctor with DATABASE_OWNER_URL';
  if (/^(3F000|42P01)$/.test(sqlstate(error) ?? '')) return 'The schema is not there yet';
  return undefined;
}

async function readNodes(settings: BankSettings): ReturnType<Bank['nodes']> {
  return Promise.all(
    (settings.REDIS_URLS ?? []).map(async (url) => {
      const name = URL.canParse(url) ? new URL(url).host : 'an address that is no URL';
      const facts = (async () => inspectNode(url, redisOf(settings).tls))();
      return [name, await facts.catch(({ message }: Error) => ({ away: message }))];
    }),
  );
}

async function readBrokers(settings: BankSettings): Promise<BrokerFacts> {
  const { KAFKA_BROKERS, KAFKA_TLS = false } = settings;
  if (KAFKA_BROKERS === undefined) throw new NotChecked(noBrokers);
  const groups = Object.fromEntries(consumerGroups.map((group) => [group, topicAccess[group]?.reads ?? []]));
  const wanted = { topics: [...topics, ...consumerGroups.map(deadLetterTopic)], groups };
  try {
    return await inspectBrokers(kafkaOf({ ...settings, KAFKA_BROKERS, KAFKA_TLS }), wanted);
  } catch (error) {
    const message = isNativeError(error) ? error.message : String(error);
    throw new NotChecked(`Kafka at ${KAFKA_BROKERS.join()} cannot be used (${message})`, { cause: error });
  }
}

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | undefined;
  return () => (reading ??= read());
}

function linesOf(rows: Row[], isProduction: boolean): string[] {
  const lines = rows.map(({ check, state, what, why, remedy }) =>
    state === 'wrong' ? `${check}: ${what}. ${why}. ${remedy}.` : `${check}: not checked. ${what}.`,
  );
  const wrong = rows.filter(({ state }) => state === 'wrong').length;
  const sum =
    wrong === 0 ? `${Object.keys(checks).length} checks found nothing wrong.` : `${wrong} things are wrong.`;
  return [
    ...lines,
    sum,
    ...(isProduction ? [] : ['NODE_ENV is not production: what is wrong only there was not looked for.']),
  ];
}
