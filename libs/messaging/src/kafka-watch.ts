import { attemptWithin, pause, type Logger } from '@florin/service';
import type { Admin } from 'kafkajs';
import { openAdmin, type KafkaAddress } from './kafka-client.ts';

export type KafkaWatch<Reading> = {
  /** Reads from Kafka now. Throws when it does not answer. */
  read(): Promise<Reading>;
  /** The result of the last read, which is at most a few seconds old. */
  check(): { ok: boolean; detail: string };
  close(): Promise<void>;
};

const everyMs = 3_000;
/** A broker that has not answered for this long counts as unavailable, even if its connections are open. */
const silentMs = 9_000;
/** A connection without an answer for this long is replaced. */
const answerLimitMs = 5_000;

/** Calls `readWith` at regular intervals over one connection, which is opened again when it breaks. */
export function watchKafka<Reading>(
  address: KafkaAddress,
  readWith: (admin: Admin) => Promise<Reading>,
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
      const reading = await attemptWithin(answerLimitMs, () => current.then(readWith));
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

/** Watches whether Kafka answers, for a readiness check. */
export const watchBroker = (options: KafkaAddress & { logger: Logger }): KafkaWatch<number> =>
  watchKafka(options, async (admin) => (await admin.describeCluster()).brokers.length, options.logger);

async function connect(address: KafkaAddress): Promise<Admin> {
  const admin = openAdmin(address);
  await admin.connect();
  return admin;
}

const disconnect = (connection: Promise<Admin>): Promise<void> =>
  connection.then((admin) => admin.disconnect()).catch(() => undefined);
