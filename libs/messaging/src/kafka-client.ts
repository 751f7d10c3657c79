import { createRequire } from 'node:module';
import { Kafka, logLevel, Partitioners, type Admin, type Consumer, type Producer } from 'kafkajs';

/** The only file that knows kafkajs by name: what the bank asks of it, and what has to be set right in it. */
export type KafkaAddress = {
  /** `host:port` of one or more brokers. */
  brokers: readonly string[];
  /** Shown in the broker's logs. */
  clientId: string;
};

// Retrying is done in this room, where a stop can interrupt it; kafkajs gives up at once and says why.
const once = { retries: 0, initialRetryTime: 100, maxRetryTime: 1_000 };
// Finding a coordinator stays with kafkajs: one that is loading or moving is a matter of seconds.
const patient = { retries: 4, initialRetryTime: 100, maxRetryTime: 1_000 };

/** A dead consumer's partitions go to another after this long. The broker's own minimum is 6,000. */
const sessionTimeoutMs = 10_000;
const heartbeatIntervalMs = 1_000;
/** How long the others wait for a member that is still busy before they go on without it. */
const rebalanceTimeoutMs = 15_000;
/** How long a fetch waits for a first event, and so what a stop may have to wait for. */
const fetchWaitMs = 500;

export function openProducer(address: KafkaAddress): Producer {
  return open(address).producer({
    // The same partition for a key as Java's clients choose.
    createPartitioner: Partitioners.DefaultPartitioner,
    allowAutoTopicCreation: false,
    maxInFlightRequests: 1,
    retry: once,
  });
}

export function openConsumer(address: KafkaAddress, groupId: string): Consumer {
  return open(address, patient).consumer({
    groupId,
    sessionTimeout: sessionTimeoutMs,
    heartbeatInterval: heartbeatIntervalMs,
    rebalanceTimeout: rebalanceTimeoutMs,
    maxWaitTimeInMs: fetchWaitMs,
    allowAutoTopicCreation: false,
    // A crash ends this consumer; runConsumer opens a new one, which has nothing left over from the old.
    retry: { ...patient, restartOnFailure: async () => false },
  });
}

export function openAdmin(address: KafkaAddress): Admin {
  // kafkajs looks for brokers that it does not know yet only on a second try.
  return open(address, patient).admin({ retry: once });
}

function open({ brokers, clientId }: KafkaAddress, retry: typeof once = once): Kafka {
  mendTimers();
  return new Kafka({
    brokers: [...brokers],
    clientId,
    connectionTimeout: 2_000,
    requestTimeout: 10_000,
    retry,
    // What matters is logged by this room, once and in the bank's words; kafkajs repeats each failure.
    logLevel: logLevel.NOTHING,
  });
}

type RequestQueue = {
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  throttledUntil: number;
  pending: unknown[];
  checkPendingRequests(): void;
};

let mended = false;

/**
 * kafkajs 2.2.4 sets a timer after every answer, also with nothing pending, and with a negative time: each
 * connection then wakes a thousand times a second for ever, and Node warns of a negative timeout. This sets the
 * timer only for requests that wait, and for a time to come.
 */
function mendTimers(): void {
  if (mended) return;
  const { prototype } = createRequire(import.meta.url)('kafkajs/src/network/requestQueue') as {
    prototype: { scheduleCheckPendingRequests(this: RequestQueue): void };
  };
  prototype.scheduleCheckPendingRequests = function scheduleCheckPendingRequests() {
    if (this.throttleCheckTimeoutId || this.pending.length === 0) return;
    const waitMs = Math.max(this.throttledUntil - Date.now(), 10);
    this.throttleCheckTimeoutId = setTimeout(() => {
      this.throttleCheckTimeoutId = null;
      this.checkPendingRequests();
    }, waitMs);
  };
  mended = true;
}
