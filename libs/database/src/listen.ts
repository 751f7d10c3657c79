import { pause } from '@florin/service';
import { BoundedClient, keptAlive } from './bounded-client.ts';
import { clientConfigOf } from './tls.ts';

const answerLimitMs = 5_000;
const againAfterMs = 1_000;

/**
 * Calls `onNotice` for each notification on a channel of PostgreSQL (`NOTIFY`), and whenever it begins to listen, because
 * some may have been missed before. `isListening` is false while there is no connection. Listens on a connection of its own,
 * which is opened again when it breaks. A pooler that shares sessions between clients passes no notifications on.
 */
export function listenTo(options: {
  url: string;
  /** A name that needs no quotes. */
  channel: string;
  applicationName: string;
  onNotice: () => void;
}): { isListening(): boolean; close(): Promise<void> } {
  const { channel, onNotice } = options;
  const closing = new AbortController();
  const { signal } = closing;
  let listening = false;

  async function listenOnce(): Promise<void> {
    const client = new BoundedClient({
      ...clientConfigOf(options.url),
      application_name: options.applicationName,
      connectionTimeoutMillis: answerLimitMs,
      answerLimitMs,
      options: keptAlive.server.join(' '),
      ...keptAlive.client,
    });
    const ended = Promise.withResolvers<void>();
    client.on('error', () => ended.resolve());
    client.on('end', () => ended.resolve());
    client.on('notification', onNotice);
    const end = () => ended.resolve();
    signal.addEventListener('abort', end, { once: true });
    try {
      await client.connect();
      await client.rowsOf(`listen ${channel}`);
      listening = true;
      onNotice();
      if (!signal.aborted) await ended.promise;
    } finally {
      listening = false;
      signal.removeEventListener('abort', end);
      void Promise.resolve(client)
        .then((ended) => ended.end())
        .catch(() => undefined);
    }
  }

  const running = (async () => {
    while (!signal.aborted) {
      await listenOnce().catch(() => undefined);
      await pause(againAfterMs, signal);
    }
  })();
  return {
    isListening: () => listening,
    async close() {
      closing.abort();
      await running;
    },
  };
}
