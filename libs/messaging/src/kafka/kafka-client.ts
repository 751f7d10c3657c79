import { Kafka, logLevel, Partitioners } from 'kafkajs';
import type {
  Admin,
  Consumer,
  EachBatchPayload,
  ISocketFactory,
  KafkaConfig,
  KafkaMessage,
  Producer,
  SASLOptions,
} from 'kafkajs';
import { endsWithin, type TlsFiles } from '@florin/service';
import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { ReceivedMessage } from '../event-log.ts';
import { fetchWaitMs, fixKafkajs } from './kafkajs-fixes.ts';

/** The brokers, and how a client proves itself to them. */
export type KafkaCluster = {
  /** `host:port` of one or more brokers. */
  brokers: readonly string[];
  security?: {
    /** Undefined: plain text. */
    tls: TlsFiles | undefined;
    credentials:
      | { mechanism: 'scram-sha-512' | 'scram-sha-256' | 'plain'; username: string; password: string }
      | undefined;
  };
};

/** A cluster, and the name that this client gives itself. */
export type KafkaAddress = KafkaCluster & {
  /** Shown in the broker's logs. */
  clientId: string;
};

/** Adds the topic and the partition to a message of a batch. */
export function receivedFrom(topic: string, partition: number, message: KafkaMessage): ReceivedMessage {
  const { offset, timestamp, key, value, headers } = message;
  return { topic, partition, offset, timestamp, key, value, ...(headers && { headers }) };
}

// This package retries itself, so that a stop can interrupt it. kafkajs fails at once and reports why.
const noRetries = { retries: 0, initialRetryTime: 100, maxRetryTime: 1_000 };
// kafkajs retries to find a group's coordinator, which may be loading or moving for some seconds.
const fewRetries = { retries: 4, initialRetryTime: 100, maxRetryTime: 1_000 };

/** Time after which the partitions of a dead consumer move to another one. The broker's minimum is 6,000. */
const sessionTimeoutMs = 10_000;
const heartbeatIntervalMs = 1_000;
/** How long a rebalance waits for a member that is still busy. */
const rebalanceTimeoutMs = 15_000;
/**
 * Number of partitions handled concurrently: while the unit of work of one waits for the database, events of another
 * are read. Each partition has one unit of work at a time, which keeps its order.
 */
export const partitionsAtOnce = 3;
/**
 * Maximum size of a fetch over all partitions: 1 MiB for each partition handled concurrently. More would only wait in
 * memory and cost garbage collection.
 */
const fetchMaxBytes = partitionsAtOnce * 2 ** 20;

/**
 * Opens a producer. `sever` closes its connections at once and lets it open no others, so that nothing it still has arrives
 * later. `mayWrite` is called before each write to the network: the last point at which a process that was paused can notice
 * that it no longer leads.
 */
export function openProducer(
  address: KafkaAddress,
  mayWrite: () => boolean,
): { producer: Producer; sever(): void } {
  const sockets = new Set<Socket>();
  let isSevered = false;
  const socketFactory: ISocketFactory = ({ host, port, ssl, onConnect }) => {
    if (isSevered) throw new Error('this producer was discarded');
    const name = isIP(host) === 0 ? { servername: host } : {};
    const socket = ssl
      ? connectTls({ host, port, ...name, ...ssl }, onConnect)
      : connect({ host, port }, onConnect);
    socket.setKeepAlive(true, keepAliveDelayMs);
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    const write = socket.write.bind(socket) as (...parameters: unknown[]) => boolean;
    socket.write = (...parameters: unknown[]) => {
      if (mayWrite()) return write(...parameters);
      socket.destroy(new Error('this process may no longer publish'));
      return false;
    };
    return socket;
  };
  const producer = open(address, noRetries, socketFactory).producer({
    // Chooses the same partition for a key as the Java client.
    createPartitioner: Partitioners.DefaultPartitioner,
    allowAutoTopicCreation: false,
    maxInFlightRequests: 1,
    retry: noRetries,
  });
  const sever = () => {
    isSevered = true;
    for (const socket of sockets) socket.destroy();
  };
  return { producer, sever };
}

const keepAliveDelayMs = 5_000;

export function openConsumer(address: KafkaAddress, groupId: string): Consumer {
  return open(address, fewRetries).consumer({
    groupId,
    sessionTimeout: sessionTimeoutMs,
    heartbeatInterval: heartbeatIntervalMs,
    rebalanceTimeout: rebalanceTimeoutMs,
    maxWaitTimeInMs: fetchWaitMs,
    maxBytes: fetchMaxBytes,
    allowAutoTopicCreation: false,
    // A crash ends this consumer. runConsumer opens a new one without any state of the old one.
    retry: { ...fewRetries, restartOnFailure: async () => false },
  });
}

export function openAdmin(address: KafkaAddress, connectWithinMs?: number): Admin {
  // kafkajs looks for brokers that it does not know yet only in a retry.
  const retry = connectWithinMs === undefined ? fewRetries : noRetries;
  return open(address, retry, undefined, connectWithinMs).admin({ retry: noRetries });
}

function open(
  { brokers, clientId, security }: KafkaAddress,
  retry: typeof noRetries = noRetries,
  socketFactory?: ISocketFactory,
  answerWithinMs = 10_000,
): Kafka {
  fixKafkajs();
  return new Kafka({
    brokers: [...brokers],
    clientId,
    connectionTimeout: 2_000,
    requestTimeout: answerWithinMs,
    authenticationTimeout: answerWithinMs,
    ...securityOf(security),
    retry,
    ...(socketFactory && { socketFactory }),
    // This package logs what matters, once. kafkajs would log each failure repeatedly.
    logLevel: logLevel.NOTHING,
  });
}

function securityOf(security: KafkaCluster['security']): Pick<KafkaConfig, 'ssl' | 'sasl'> {
  const { tls, credentials } = security ?? {};
  return {
    // An empty object: Node's own authorities.
    ...(tls ? { ssl: { ...tls } } : {}),
    ...(credentials ? { sasl: credentials as SASLOptions } : {}),
  };
}

const silenceCheckMs = 1_000;
/** A consumer fetches or sends a heartbeat at least every second. One that does neither for this long is stuck. */
const silentMs = 30_000;

/** Calls `onSilent` when a consumer is stuck, while it connects too. Ends when the returned function is called. */
export function watchForSilence(consumer: Consumer, onSilent: (error: Error) => void): () => void {
  let heardAt = Date.now();
  const hear = () => {
    heardAt = Date.now();
  };
  const { FETCH, HEARTBEAT, GROUP_JOIN, END_BATCH_PROCESS } = consumer.events;
  for (const sign of [FETCH, HEARTBEAT, GROUP_JOIN, END_BATCH_PROCESS]) consumer.on(sign, hear);
  const timer = setInterval(() => {
    if (Date.now() - heardAt > silentMs) onSilent(new Error(`the consumer was silent for ${silentMs} ms`));
  }, silenceCheckMs);
  return () => clearInterval(timer);
}

const leaveLimitMs = 5_000;

/**
 * Ends a consumer, within 5 s. `running` is its start. Disconnects twice, because kafkajs cannot stop a consumer while it
 * joins: it would join and continue alone.
 */
export async function leaveGroup(consumer: Consumer, running: Promise<void> | undefined): Promise<void> {
  const leave = async () => {
    await consumer.disconnect().catch(() => undefined);
    await running?.catch(() => undefined);
    await consumer.disconnect().catch(() => undefined);
  };
  await endsWithin(leaveLimitMs, leave());
}

/**
 * Sends heartbeats until the returned function is called. kafkajs sends none while a batch is handled, and the group
 * would regard this member as dead.
 */
export function heartbeatDuring(
  { heartbeat }: Pick<EachBatchPayload, 'heartbeat'>,
  onFailure: (error: unknown) => void,
): () => void {
  const timer = setInterval(() => void heartbeat().catch(onFailure), heartbeatIntervalMs);
  return () => clearInterval(timer);
}

/** The broker's name of an error (`MESSAGE_TOO_LARGE`, `UNKNOWN_MEMBER_ID`), however often kafkajs has wrapped it. */
export function kafkaErrorType(error: unknown): string | undefined {
  for (let each = error; each instanceof Error; each = each.cause) {
    if ('type' in each && typeof each.type === 'string') return each.type;
  }
  return undefined;
}

const messageRefusals = new Set([
  'MESSAGE_TOO_LARGE',
  'RECORD_LIST_TOO_LARGE',
  'INVALID_RECORD',
  'INVALID_TOPIC_EXCEPTION',
]);

/** Whether the broker refuses these messages themselves, so that a retry gets the same error. */
export function isMessageRefused(error: unknown): boolean {
  return messageRefusals.has(kafkaErrorType(error) ?? '');
}
