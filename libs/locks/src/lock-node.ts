import { Redis } from 'ioredis';
import { answerWithin, NoAnswer } from './answer-within.ts';

const probeIntervalMs = 100;
/** A connection that stays silent this long is replaced: its socket may lead to a host that is gone. */
const reconnectAfterMs = 800;

/** Redlock looks whether a key exists, of whatever type it is; reading the value of another type than text would fail. */
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
  url: string;
  answerLimitMs: number;
  /** Tells the release script from the acquire script by its SHA-1. */
  isRelease: (scriptHash: string) => boolean;
  onChange: (node: LockNode) => void;
}

/** A command was not sent, or not answered, because the node is away. Never means "the key is taken". */
class NodeUnreachable extends Error {
  constructor(node: LockNode) {
    super(`Redis ${node.name} is unreachable: ${node.downReason}`);
    this.name = 'NodeUnreachable';
  }
}

/**
 * One Redis node behind a circuit breaker, in the shape redlock calls (`evalsha`, `eval`).
 *
 * The first command that is not answered in time, or answered with anything but a script's result, takes the node
 * down; from then on every command fails at once and costs a batch nothing. In the background a small write is
 * tried every 100 ms (a write, because a read-only or full Redis still answers PING), and the first that
 * succeeds brings the node back.
 */
export class LockNode {
  readonly name: string;
  downReason = 'not connected yet';
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
    const { host } = new URL(options.url);
    this.name = host;
    this.#redis = new Redis(options.url, {
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      autoResendUnfulfilledCommands: false,
      enableReadyCheck: false,
      disableClientInfo: true,
      connectTimeout: 1000,
      disconnectTimeout: 100,
      retryStrategy: (attempt) => Math.min(attempt * 50, 400),
    });
    this.#redis.on('ready', () => void this.#probe());
    this.#redis.on('error', (error: Error) => this.#takeDown(error.message || error.name));
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
    const send = () => this.#redis.evalsha(hash, keyCount, ...args);
    if (this.#reachable) return this.#ask(send);
    // A node that is only frozen still has acquisitions of ours in its socket and will carry them out when it
    // thaws. The release goes in behind them, and nobody waits for it.
    if (this.#options.isRelease(hash) && this.#redis.status === 'ready') send().catch(() => undefined);
    return Promise.reject(new NodeUnreachable(this));
  }

  eval(script: string, keyCount: number, args: (string | number)[]): Promise<unknown> {
    return this.#ask(() => this.#redis.eval(script, keyCount, ...args));
  }

  /** Which of the keys are taken here, and by what value; undefined when the node is away. */
  async taken(keys: string[]): Promise<Map<string, string> | undefined> {
    if (!this.#reachable) return undefined;
    try {
      const answer = await this.#ask(() => this.#redis.eval(readValues, keys.length, ...keys));
      const values = answer as (string | null)[];
      return new Map(
        keys.flatMap((key, index) => {
          const value = values[index] ?? null;
          return value === null ? [] : [[key, value] as const];
        }),
      );
    } catch {
      return undefined; // #ask has taken the node down and reported why
    }
  }

  close(): void {
    this.#closed = true;
    this.#reachable = false;
    clearTimeout(this.#probeTimer);
    this.#firstTry.resolve();
    this.#redis.disconnect();
  }

  async #ask<T>(send: () => Promise<T>): Promise<T> {
    if (!this.#reachable) throw new NodeUnreachable(this);
    try {
      return await answerWithin(this.#options.answerLimitMs, send());
    } catch (error) {
      if (isAboutTheRequest(error)) throw error;
      this.#takeDown((error as Error).message);
      throw error;
    }
  }

  async #probe(): Promise<void> {
    if (this.#probing || this.#closed || this.#reachable) return;
    this.#probing = true;
    clearTimeout(this.#probeTimer);
    try {
      if (this.#redis.status !== 'ready') return;
      const write = this.#redis.set('florin:lock:probe', '1', 'PX', 1000);
      await answerWithin(this.#options.answerLimitMs, write);
      this.#bringUp();
    } catch (error) {
      this.downReason = (error as Error).message;
      if (error instanceof NoAnswer) this.#replaceSilentConnection();
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
    // At once: on a busy machine a node is often only late, and then back before the next batch.
    void this.#probe();
  }
}

/**
 * The node is well: it does not know a script yet, whose text redlock sends next, or somebody else wrote a value of another
 * type where a lock should be.
 */
function isAboutTheRequest(error: unknown): boolean {
  return error instanceof Error && /^NOSCRIPT|\bWRONGTYPE\b/.test(error.message);
}
