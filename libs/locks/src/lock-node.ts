import { AttemptTimedOut, endsWithin, isTlsFailure, speaksTls, type TlsFiles } from '@florin/service';
import { Redis } from 'ioredis';
import { isNativeError } from 'node:util/types';

const probeIntervalMs = 100;
/** A connection without an answer for this long is replaced: its host may be gone. */
const reconnectAfterMs = 800;

/** Redlock checks whether a key exists, whatever its type. GET would fail for a value that is not a string. */
const readValues = `
  local values = {}
  for index, key in ipairs(KEYS) do
    local type = redis.call('type', key).ok
    if type == 'none' then values[index] = false
    elseif type == 'string' then values[index] = redis.call('get', key)
    else values[index] = type end
  end
  return values`;

export interface LockNodeOptions {
  /** `redis://…`, or `rediss://user:password@…` for TLS. */
  url: string;
  /** For `rediss://`: what checks the server's certificate, and the client's own. Default: Node's authorities. */
  tls?: TlsFiles | undefined;
  answerLimitMs: number;
  /** Whether a script with this SHA-1 is the release script. */
  isRelease: (scriptHash: string) => boolean;
  onChange: (node: LockNode) => void;
}

/** A command was not sent or not answered because the node is away. It never means that the key is taken. */
class NodeUnreachable extends Error {
  constructor(node: LockNode) {
    super(`Redis ${node.name} is unreachable: ${node.downReason}`);
    this.name = 'NodeUnreachable';
  }
}

/**
 * One Redis node behind a circuit breaker, with the methods that redlock calls (`evalsha`, `eval`).
 *
 * The first command that gets no answer in time, or an error instead of a script's result, marks the node as down. From
 * then on every command fails at once and costs a batch no time. A background probe writes a small key every 100 ms (a
 * write, because a read-only or full Redis still answers PING); the first success marks the node as reachable again.
 */
export class LockNode {
  readonly name: string;
  downReason = 'not connected yet';
  /** Whether the node was reached and refuses this process: certificate, password or user. */
  refuses = false;
  readonly #redis: Redis;
  readonly #options: LockNodeOptions;
  readonly #firstTry: PromiseWithResolvers<void> = Promise.withResolvers();
  #reachable = false;
  #closed = false;
  #probing = false;
  #probeTimer: NodeJS.Timeout | undefined;
  #silentSince: number | undefined;

  constructor(options: LockNodeOptions) {
    this.#options = options;
    const { host, protocol } = new URL(options.url);
    this.name = host;
    this.#redis = new Redis(options.url, {
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      autoResendUnfulfilledCommands: false,
      enableReadyCheck: false,
      disableClientInfo: true,
      connectTimeout: 1000,
      ...(protocol === 'rediss:' ? { tls: { ...options.tls } } : {}),
      disconnectTimeout: 100,
      retryStrategy: (attempt) => Math.min(attempt * 50, 400),
    });
    this.#redis.on('ready', () => void this.#probe());
    this.#redis.on('error', (error: Error) => {
      this.refuses = isTlsFailure(error) || isCredentialsRefused(error);
      this.#takeDown(error.message || error.name);
    });
    this.#redis.on('close', () => this.#takeDown(this.#reachable ? 'connection closed' : this.downReason));
  }

  get reachable(): boolean {
    return this.#reachable;
  }

  /** Settles when the first connection has succeeded or failed; never rejects. */
  get firstTry(): Promise<void> {
    return this.#firstTry.promise;
  }

  evalsha(hash: string, keyCount: number, args: (string | number)[]): Promise<unknown> {
    const command = () => this.#redis.evalsha(hash, keyCount, ...args);
    if (this.#reachable) return this.#send(command);
    // A node that is merely paused will still execute the acquisitions in its socket. The release is sent after them;
    // its answer does not matter.
    if (this.#options.isRelease(hash) && this.#redis.status === 'ready') command().catch(() => undefined);
    return Promise.reject(new NodeUnreachable(this));
  }

  eval(script: string, keyCount: number, args: (string | number)[]): Promise<unknown> {
    return this.#send(() => this.#redis.eval(script, keyCount, ...args));
  }

  /** The keys that are taken on this node, with their values; undefined when the node is away. */
  async taken(keys: string[]): Promise<Map<string, string> | undefined> {
    if (!this.#reachable) return undefined;
    try {
      const answer = await this.#send(() => this.#redis.eval(readValues, keys.length, ...keys));
      const values = answer as (string | null)[];
      return new Map(
        keys.flatMap((key, index) => {
          const value = values[index] ?? null;
          return value === null ? [] : [[key, value] as const];
        }),
      );
    } catch {
      return undefined; // #send has marked the node as down and reported why
    }
  }

  /** Why the node refuses this process, although it was reached; undefined if it does not. */
  async refusal(): Promise<string | undefined> {
    if (this.#reachable) return undefined;
    if (this.refuses) return this.downReason;
    const { protocol, hostname, port } = new URL(this.#options.url);
    if (protocol !== 'redis:' || !(await speaksTls(hostname, Number(port || 6379)))) return undefined;
    return 'it speaks TLS only: write rediss://';
  }

  close(): void {
    this.#closed = true;
    this.#reachable = false;
    clearTimeout(this.#probeTimer);
    this.#firstTry.resolve();
    this.#redis.disconnect();
  }

  async #send<T>(command: () => Promise<T>): Promise<T> {
    if (!this.#reachable) throw new NodeUnreachable(this);
    try {
      return await this.#answerInTime(command());
    } catch (error) {
      if (isAboutTheRequest(error)) throw error;
      this.#takeDown(messageOf(error));
      throw error;
    }
  }

  /** Not `attemptWithin`: its AbortController costs 7 µs of CPU, six times per batch. */
  async #answerInTime<T>(answer: Promise<T>): Promise<T> {
    const { answerLimitMs } = this.#options;
    if (await endsWithin(answerLimitMs, answer)) return answer;
    throw new AttemptTimedOut(answerLimitMs);
  }

  async #probe(): Promise<void> {
    if (this.#probing || this.#closed || this.#reachable) return;
    this.#probing = true;
    clearTimeout(this.#probeTimer);
    try {
      if (this.#redis.status !== 'ready') return;
      const write = this.#redis.set('florin:lock:probe', '1', 'PX', 1000);
      await this.#answerInTime(write);
      this.#bringUp();
    } catch (error) {
      this.refuses = isCredentialsRefused(error);
      this.downReason = messageOf(error);
      if (error instanceof AttemptTimedOut) this.#replaceSilentConnection();
      this.#firstTry.resolve();
    } finally {
      this.#probing = false;
      this.#probeLater();
    }
  }

  #probeLater(): void {
    if (this.#closed || this.#reachable) return;
    clearTimeout(this.#probeTimer);
    this.#probeTimer = setTimeout(() => void this.#probe(), probeIntervalMs).unref();
  }

  #replaceSilentConnection(): void {
    this.#silentSince ??= Date.now();
    if (Date.now() - this.#silentSince < reconnectAfterMs) return;
    this.#silentSince = undefined;
    this.#redis.disconnect(true);
  }

  #bringUp(): void {
    this.#silentSince = undefined;
    if (this.#closed) return;
    this.#reachable = true;
    this.#firstTry.resolve();
    this.#options.onChange(this);
  }

  #takeDown(reason: string): void {
    this.downReason = reason;
    this.#firstTry.resolve();
    if (this.#closed || !this.#reachable) return;
    this.#reachable = false;
    this.#options.onChange(this);
    // Probe at once: on a busy machine a node is often only late, and reachable again before the next batch.
    void this.#probe();
  }
}

/** Redis does not know the user or password, wants one, or does not let the user write the keys of locks. */
function isCredentialsRefused(error: unknown): boolean {
  return error instanceof Error && /^(WRONGPASS|NOAUTH|NOPERM)\b/.test(error.message);
}

/**
 * Errors that say nothing about the node: it does not know a script yet (redlock sends the text next), or a key holds a
 * value of another type, which no lock of ours writes.
 */
function isAboutTheRequest(error: unknown): boolean {
  return error instanceof Error && /^NOSCRIPT|\bWRONGTYPE\b/.test(error.message);
}

function messageOf(error: unknown): string {
  return isNativeError(error) ? error.message : String(error);
}
