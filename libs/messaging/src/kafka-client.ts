import { Kafka, logLevel, Partitioners } from 'kafkajs';
import type { Admin, Consumer, ISocketFactory, Producer } from 'kafkajs';
import { connect, type Socket } from 'node:net';
import { mendKafkajs } from './mended-kafkajs.ts';

/** Where Kafka is, and as whom to speak to it. */
export type KafkaAddress = {
  /** `host:port` of one or more brokers. */
  brokers: readonly string[];
  /** Shown in the broker's logs. */
  clientId: string;
};

// Retrying is done in this package, where a stop can interrupt it; kafkajs gives up at once and says why.
const once = { retries: 0, initialRetryTime: 100, maxRetryTime: 1_000 };
// Finding a coordinator stays with kafkajs: one that is loading or moving is a matter of seconds.
const longTimeouts = { retries: 4, initialRetryTime: 100, maxRetryTime: 1_000 };

/** A dead consumer's partitions go to another after this long. The broker's own minimum is 6,000. */
const sessionTimeoutMs = 10_000;
const heartbeatIntervalMs = 1_000;
/** How long the others wait for a member that is still busy before they go on without it. */
const rebalanceTimeoutMs = 15_000;
/** How long a fetch waits for a first event, and so what a stop may have to wait for. */
const fetchWaitMs = 500;
/**
 * Partitions taken in side by side: while one's unit of work waits for the database, another's events are read. Each
 * partition has one unit of work at a time, so its order stays.
 */
export const partitionsAtOnce = 3;
/**
 * All that one fetch brings of all partitions, of 1 MiB each at most: what is taken in side by side. More would only be
 * held in memory, where it costs the garbage collector its copies.
 */
const fetchMaxBytes = partitionsAtOnce * 2 ** 20;

/**
 * A producer, and what cuts its connections at once. `mayWrite` is asked at each write to the network, the last moment
 * at which a process that was paused can notice that it may not.
 */
export function openProducer(
  address: KafkaAddress,
  mayWrite: () => boolean,
): { producer: Producer; sever(): void } {
  const sockets = new Set<Socket>();
  const socketFactory: ISocketFactory = ({ host, port, onConnect }) => {
    const socket = connect({ host, port }, onConnect);
    socket.setKeepAlive(true, keepAliveDelayMs);
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    const write = socket.write.bind(socket) as (...parameters: unknown[]) => boolean;
    socket.write = (...parameters: unknown[]) => {
      if (mayWrite()) return write(...parameters);
      socket.destroy(new Error('this process may not publish any more'));
      return false;
    };
    return socket;
  };
  const producer = open(address, once, socketFactory).producer({
    // The same partition for a key as Java's clients choose.
    createPartitioner: Partitioners.DefaultPartitioner,
    allowAutoTopicCreation: false,
    maxInFlightRequests: 1,
    retry: once,
  });
  return { producer, sever: () => sockets.forEach((socket) => socket.destroy()) };
}

const keepAliveDelayMs = 5_000;

export function openConsumer(address: KafkaAddress, groupId: string): Consumer {
  return open(address, longTimeouts).consumer({
    groupId,
    sessionTimeout: sessionTimeoutMs,
    heartbeatInterval: heartbeatIntervalMs,
    rebalanceTimeout: rebalanceTimeoutMs,
    maxWaitTimeInMs: fetchWaitMs,
    maxBytes: fetchMaxBytes,
    allowAutoTopicCreation: false,
    // A crash ends this consumer; runConsumer opens a new one, which has nothing left over from the old.
    retry: { ...longTimeouts, restartOnFailure: async () => false },
  });
}

export function openAdmin(address: KafkaAddress): Admin {
  // kafkajs looks for brokers that it does not know yet only on a second try.
  return open(address, longTimeouts).admin({ retry: once });
}

function open(
  { brokers, clientId }: KafkaAddress,
  retry: typeof once = once,
  socketFactory?: ISocketFactory,
): Kafka {
  mendKafkajs();
  return new Kafka({
    brokers: [...brokers],
    clientId,
    connectionTimeout: 2_000,
    requestTimeout: 10_000,
    retry,
    ...(socketFactory && { socketFactory }),
    // What matters is logged by this package, once and in the bank's words; kafkajs repeats each failure.
    logLevel: logLevel.NOTHING,
  });
}
