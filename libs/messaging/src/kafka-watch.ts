import { pause, type Logger } from '@florin/service';
import type { Admin } from 'kafkajs';
import { endsWithin } from './backoff.ts';
import { openAdmin, type KafkaAddress } from './kafka-client.ts';

export type KafkaWatch<Reading> = {
  /** Asks Kafka now; throws when it does not answer. */
  read(): Promise<Reading>;
  /** What the last question showed, at most a few seconds ago. */
  check(): { ok: boolean; detail: string };
  close(): Promise<void>;
};

const everyMs = 3_000;
/** A broker that has said nothing for so long is away, also when it refuses nothing. */
const silentMs = 9_000;
/** A connection that is silent for so long is replaced. */
const answerLimitMs = 5_000;

/** Asks Kafka something at regular times over one connection, opened anew when it breaks. */
export function watchKafka<Reading>(
  address: KafkaAddress,
  ask: (admin: Admin) => Promise<Reading>,
  logger: Logger,
): KafkaWatch<Reading> {
  const closing = new AbortController();
  let connection: Promise<Admin> | undefined;
  let status = { ok: false, detail: 'not reached yet' };
  let answeredAt = -Infinity;

  async function read(): Promise<Reading> {
    connection ??= connect(address);
    const current = connection;
    try {
      const reading = await inTime(current.then(ask));
      status = { ok: true, detail: 'reachable' };
      answeredAt = performance.now();
      return reading;
    } catch (error) {
      status = { ok: false, detail: 'not reachable' };
      if (connection === current) connection = undefined;
      void disconnect(current);
      throw error;
    }
  }

  async function watch(): Promise<void> {
    while (!closing.signal.aborted) {
      await read().catch((error: unknown) => logger.debug({ err: error }, 'Kafka does not answer'));
      await pause(everyMs, closing.signal);
    }
  }

  const watching = watch();
  return {
    read,
    check: () =>
      status.ok && performance.now() - answeredAt > silentMs ? { ok: false, detail: 'silent' } : status,
    async close() {
      closing.abort();
      await watching;
      if (connection) await disconnect(connection);
    },
  };
}

/** Tells whether Kafka answers, for a readiness check. */
export const watchBroker = (options: KafkaAddress & { logger: Logger }): KafkaWatch<number> =>
  watchKafka(options, async (admin) => (await admin.describeCluster()).brokers.length, options.logger);

async function inTime<T>(answer: Promise<T>): Promise<T> {
  if (!(await endsWithin(answer, answerLimitMs)))
    throw new Error(`Kafka did not answer within ${answerLimitMs} ms`);
  return answer;
}

async function connect(address: KafkaAddress): Promise<Admin> {
  const admin = openAdmin(address);
  await admin.connect();
  return admin;
}

const disconnect = (connection: Promise<Admin>): Promise<void> =>
  connection.then((admin) => admin.disconnect()).catch(() => undefined);
