import { createHash } from 'node:crypto';
import { pause } from '@florin/service';
import pg from 'pg';

const retryMs = 500;
const heartbeatMs = 1_000;

/** PostgreSQL's advisory locks are numbers: the first 8 bytes of the name's SHA-256. */
export function advisoryLockKey(name: string): string {
  return createHash('sha256').update(name).digest().readBigInt64BE(0).toString();
}

/**
 * Holds a session advisory lock on a connection of its own, so that the lock lives exactly as long as the connection
 * and never occupies the pool. A heartbeat notices a connection that died without a word.
 */
export async function holdLeadership(
  url: string,
  lockName: string,
  signal: AbortSignal,
  work: (lost: AbortSignal) => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    const lost = new AbortController();
    const client = new pg.Client({
      connectionString: url,
      application_name: `leader:${lockName}`,
      connectionTimeoutMillis: 2_000,
      keepAlive: true,
    });
    client.on('error', () => lost.abort());
    client.on('end', () => lost.abort());
    try {
      await client.connect();
      await lead(client, lockName, signal, lost, work);
    } catch (error) {
      if (!lost.signal.aborted && !isConnectionFailure(error)) throw error;
    } finally {
      lost.abort();
      await client.end().catch(() => undefined);
    }
    await pause(retryMs, signal);
  }
}

async function lead(
  client: pg.Client,
  lockName: string,
  signal: AbortSignal,
  lost: AbortController,
  work: (lost: AbortSignal) => Promise<void>,
): Promise<void> {
  const key = advisoryLockKey(lockName);
  const { rows } = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1) as got', [key]);
  // A stop or a loss of the connection while the lock was on its way would not be told again.
  if (!rows[0]?.got || signal.aborted || lost.signal.aborted) return;
  const stop = () => lost.abort();
  signal.addEventListener('abort', stop, { once: true });
  let asking = false;
  const heartbeat = setInterval(() => {
    // The driver deprecates a second query while the first waits for its answer.
    if (asking) return;
    asking = true;
    client.query('select 1').then(
      () => (asking = false),
      () => lost.abort(),
    );
  }, heartbeatMs);
  try {
    await work(lost.signal);
  } finally {
    clearInterval(heartbeat);
    signal.removeEventListener('abort', stop);
  }
}

function isConnectionFailure(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  if (code !== undefined) return /^(E[A-Z]+|08...|57...|53...)$/.test(code);
  return /connection|timeout/i.test(message ?? '');
}
