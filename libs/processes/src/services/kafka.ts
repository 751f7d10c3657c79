import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isListening } from '../ports.ts';
import type { ProgramDescription } from '../program.ts';
import { SetupProblem } from '../setup-problem.ts';
import { stderrOf } from '../error-code.ts';

export type KafkaOptions = {
  directory: string;
  jars: string;
  port: number;
  controllerPort: number;
  logFile: string;
  /** Properties that replace or complete those of a broker in development. */
  properties?: Record<string, string>;
  /** The place of this broker in a cluster of several; without it, the broker is alone. */
  member?: KafkaMember;
  /** Passwords of users (SCRAM-SHA-512) that the broker knows from its first start on. */
  users?: Record<string, string>;
};

/** A broker of a cluster, counted from 1, and the controllers' ports of all brokers in that order. */
type KafkaMember = { id: number; controllerPorts: readonly number[] };

/** About 190 MB in total. With the first compiler tier alone Kafka starts in half the time. */
const javaFlags = ['-Xms128m', '-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xshare:auto'];

/** Where `prepareKafka` keeps what lets brokers of these jars start fast: loaded classes and formatted storage. */
export function kafkaStart(jars: string): { classes: string; storage: string } {
  return { classes: `${jars}.jsa`, storage: `${jars}.storage` };
}

/** Describes a Kafka in KRaft mode, broker and controller in one process. Formats its storage on first use. */
export async function describeKafka(options: KafkaOptions): Promise<ProgramDescription> {
  mkdirSync(options.directory, { recursive: true });
  const properties = join(options.directory, 'server.properties');
  const logging = join(options.directory, 'log4j2.properties');
  writeFileSync(properties, serverProperties(options));
  writeFileSync(logging, loggingProperties);
  const { classes, storage } = kafkaStart(options.jars);
  const archive = existsSync(classes) ? [`-XX:SharedArchiveFile=${classes}`] : [];
  const java = [
    ...javaFlags,
    ...archive,
    `-Dlog4j2.configurationFile=${logging}`,
    '-cp',
    `${options.jars}/*`,
  ];
  const data = join(options.directory, 'data');
  if (!existsSync(join(data, 'meta.properties'))) {
    if (existsSync(storage) && !options.users) copyStorage(storage, data, options.member);
    else await format(java, properties, options.users);
  }
  return {
    name: 'kafka',
    command: 'java',
    args: [...java, 'kafka.Kafka', properties],
    logFile: options.logFile,
    isReady: () => isListening(options.port),
    readyWithinMs: 60_000,
  };
}

/** All brokers of a cluster have its id from the copy; what identifies a broker is replaced. */
function copyStorage(storage: string, data: string, member: KafkaMember | undefined): void {
  cpSync(storage, data, { recursive: true });
  if (member === undefined) return;
  const path = join(data, 'meta.properties');
  const directoryId = Buffer.from(randomUUID().replaceAll('-', ''), 'hex').toString('base64url');
  const text = readFileSync(path, 'utf8')
    .replace(/^node\.id=.*$/m, `node.id=${member.id}`)
    .replace(/^directory\.id=.*$/m, `directory.id=${directoryId}`);
  writeFileSync(path, text);
}

async function format(java: string[], properties: string, users: Record<string, string> = {}): Promise<void> {
  const clusterId = Buffer.from(randomUUID().replaceAll('-', ''), 'hex').toString('base64url');
  // With `=`, because one id in 64 begins with a hyphen and would be taken for an option.
  const scram = Object.entries(users).flatMap(([name, password]) => [
    '--add-scram',
    `SCRAM-SHA-512=[name=${name},password=${password}]`,
  ]);
  const args = ['format', '--config', properties, `--cluster-id=${clusterId}`, ...scram];
  try {
    await promisify(execFile)('java', [...java, 'kafka.tools.StorageTool', ...args]);
  } catch (error) {
    const lines = stderrOf(error).split('\n');
    throw new SetupProblem(
      `Kafka could not format its storage: ${lines.findLast((line) => !/^\s/.test(line))}`,
    );
  }
}

/** What differs in a cluster: each partition is on three brokers, and an acknowledged message on two at least. */
function memberProperties({ id, controllerPorts }: KafkaMember): Record<string, string | number> {
  const copies = Math.min(3, controllerPorts.length);
  const inSync = Math.min(2, copies);
  return {
    'node.id': id,
    'controller.quorum.voters': controllerPorts.map((port, index) => `${index + 1}@127.0.0.1:${port}`).join(),
    'default.replication.factor': copies,
    'min.insync.replicas': inSync,
    'offsets.topic.replication.factor': copies,
    'transaction.state.log.replication.factor': copies,
    'transaction.state.log.min.isr': inSync,
    'share.coordinator.state.topic.replication.factor': copies,
    'share.coordinator.state.topic.min.isr': inSync,
  };
}

function serverProperties(options: KafkaOptions): string {
  const { directory, port, controllerPort, member, properties } = options;
  const settings = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    'controller.listener.names': 'CONTROLLER',
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'log.dirs': join(directory, 'data'),
    'num.partitions': 3,
    'auto.create.topics.enable': false,
    'offsets.topic.num.partitions': 3,
    'offsets.topic.replication.factor': 1,
    'transaction.state.log.num.partitions': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'share.coordinator.state.topic.num.partitions': 1,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    'group.initial.rebalance.delay.ms': 0,
    // Its default of 128 MB is for logs with millions of keys.
    'log.cleaner.dedupe.buffer.size': 4_194_304,
    // A broker that was killed can register again only when its earlier session has expired.
    'broker.session.timeout.ms': 3000,
    'broker.heartbeat.interval.ms': 500,
    ...(member ? memberProperties(member) : {}),
    ...properties,
  };
  return `${Object.entries(settings)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n')}\n`;
}

const loggingProperties = `rootLogger.level = WARN
rootLogger.appenderRef.out.ref = out
appender.out.type = Console
appender.out.name = out
appender.out.layout.type = PatternLayout
appender.out.layout.pattern = %d{ISO8601} %p %c{1}: %m%n
`;
