import { attemptWithin, clockAheadMs, type TlsFiles } from '@florin/service';
import { Redis } from 'ioredis';

/** What a Redis node says of itself. */
export type NodeFacts = {
  /** Different for each running server: two URLs with the same one lead to one node. */
  runId: string;
  /** `master` or `slave`, as Redis names it. */
  role: string;
  replicas: number;
  isCluster: boolean;
  /** What Redis removes when its memory is full; `noeviction` refuses writes instead. */
  evictionPolicy: string;
  /** 0: no limit. */
  memoryMaxBytes: number;
  memoryUsedBytes: number;
  /** How far its clock is ahead of this process's, in milliseconds; the round trip's part of it is left out. */
  clockAheadMs: number;
  /** Whether anybody who reaches it is its user `default`, without a password. */
  isOpen: boolean;
};

const answerWithinMs = 3_000;

/** Reads what operators check of one node. Throws when it is away, refuses the user, or accepts no write of a lock. */
export async function inspectNode(url: string, tls?: TlsFiles): Promise<NodeFacts> {
  const redis = new Redis(url, {
    lazyConnect: true,
    enableReadyCheck: false,
    maxRetriesPerRequest: 0,
    disableClientInfo: true,
    connectTimeout: answerWithinMs,
    ...(url.startsWith('rediss:') ? { tls: { ...tls } } : {}),
    retryStrategy: () => null,
  });
  let reason: Error | undefined;
  redis.on('error', (error: Error) => (reason ??= error));
  try {
    return await attemptWithin(answerWithinMs, () => read(redis));
  } catch (error) {
    // ioredis rejects with "Connection is closed" and gives the reason to its listeners.
    throw reason ?? error;
  } finally {
    redis.disconnect();
  }
}

async function read(redis: Redis): Promise<NodeFacts> {
  await redis.connect();
  await redis.set('florin:lock:probe', '1', 'PX', 1_000);
  const info = fieldsOf(await redis.info('everything'));
  const before = Date.now();
  const [seconds = 0, microseconds = 0] = (await redis.time()).map(Number);
  const after = Date.now();
  const now = seconds * 1_000 + Math.floor(microseconds / 1_000);
  return {
    runId: info['run_id'] ?? '',
    role: info['role'] ?? '',
    replicas: Number(info['connected_slaves'] ?? 0),
    isCluster: info['redis_mode'] === 'cluster',
    evictionPolicy: info['maxmemory_policy'] ?? '',
    memoryMaxBytes: Number(info['maxmemory'] ?? 0),
    memoryUsedBytes: Number(info['used_memory'] ?? 0),
    clockAheadMs: clockAheadMs(now, { before, after }),
    isOpen: await isOpen(redis),
  };
}

/** A second connection without user and password: what it may do, anybody may. */
async function isOpen(redis: Redis): Promise<boolean> {
  const unnamed = redis.duplicate({ username: '', password: '' });
  unnamed.on('error', () => undefined);
  try {
    await unnamed.connect();
    await unnamed.ping();
    return true;
  } catch {
    return false;
  } finally {
    unnamed.disconnect();
  }
}

function fieldsOf(info: string): Record<string, string> {
  const lines = info.split('\r\n').filter((line) => line.includes(':'));
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]),
  );
}
