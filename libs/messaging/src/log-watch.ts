import { attemptWithin, pause, type Logger } from '@florin/service';
import type { EventLog, LogAdmin, LogClient } from './event-log.ts';
import { eventLogAt } from './open-log.ts';

export type LogWatch<Reading> = {
  /** Reads from the log now. Throws when it does not answer. */
  read(): Promise<Reading>;
  /** The result of the last read, which is at most a few seconds old. */
  check(): { ok: boolean; detail: string };
  close(): Promise<void>;
};

const everyMs = 3_000;
/** A log that has not answered for this long counts as unavailable, even if its connections are open. */
const silentMs = 9_000;
/** A connection without an answer for this long is replaced. */
const answerLimitMs = 5_000;

/** Calls `readWith` at regular intervals over one connection, which is opened again when it breaks. */
export function openLogWatch<Reading>(
  log: EventLog,
  readWith: (admin: LogAdmin) => Promise<Reading>,
  logger: Logger,
): LogWatch<Reading> {
  const closing = new AbortController();
  let connection: Promise<LogAdmin> | undefined;
  let status = { ok: false, detail: 'not reached yet' };
  let answeredAt = -Infinity;

  async function read(): Promise<Reading> {
    connection ??= connect(log);
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
      await read().catch((error: unknown) => logger.debug({ err: error }, `${log.name} does not answer`));
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

/** Watches whether the log answers, for a readiness check. */
export const watchLog = (options: LogClient & { logger: Logger }): LogWatch<void> =>
  openLogWatch(eventLogAt(options), (admin) => admin.ping(), options.logger);

async function connect(log: EventLog): Promise<LogAdmin> {
  const admin = log.openAdmin();
  await admin.connect();
  return admin;
}

const disconnect = (connection: Promise<LogAdmin>): Promise<void> =>
  connection.then((admin) => admin.close()).catch(() => undefined);
