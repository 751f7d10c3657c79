import { PartyCounts, WindowCounts } from '@florin/service';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { setTimeout as sleep } from 'node:timers/promises';
import { Type } from 'typebox';
import type { Principal } from './authentication.ts';
import type { Operation } from './contract/operations.ts';
import { rateLimited } from './problem.ts';
import { plainAddress } from './request/request-actor.ts';

const perSecond = (fallback: number, description: string) =>
  Type.Integer({ default: fallback, minimum: 0, maximum: 1_000_000_000, description });

/** Settings of a server that limits how many requests come in a period. 0 turns a limit off. */
export const rateLimitSettings = {
  RATE_LIMIT_KEY: perSecond(10_000, 'requests a second with one API key'),
  RATE_LIMIT_TENANT: perSecond(20_000, 'requests a second of one tenant'),
  RATE_LIMIT_ADDRESS: perSecond(200, 'requests a second without a key from one address'),
  RATE_LIMIT_WRONG_KEYS: perSecond(10, 'wrong keys a second from one address; more are answered slowly'),
};

export type RateLimitSettings = { [Name in keyof typeof rateLimitSettings]: number };

/** Requests are counted in windows of this length, so that a short burst of a client that is otherwise quiet passes. */
const windowMs = 10_000;
/** How long a wrong key waits for its answer beyond the limit. */
const slowedMs = 500;
/** How many requests of one address may wait for that. */
const slowedMax = 10;

/** How many requests may come in a period: per key, per tenant and, without a valid key, per address. */
export class RateLimits {
  readonly #perWindow: RateLimitSettings;
  readonly #counts: WindowCounts;
  readonly #waiting = new PartyCounts();

  constructor(settings: RateLimitSettings, counts = new WindowCounts()) {
    const ofWindow = (each: number) => (each === 0 ? Infinity : (each * windowMs) / 1_000);
    this.#perWindow = {
      RATE_LIMIT_KEY: ofWindow(settings.RATE_LIMIT_KEY),
      RATE_LIMIT_TENANT: ofWindow(settings.RATE_LIMIT_TENANT),
      RATE_LIMIT_ADDRESS: ofWindow(settings.RATE_LIMIT_ADDRESS),
      RATE_LIMIT_WRONG_KEYS: ofWindow(settings.RATE_LIMIT_WRONG_KEYS),
    };
    this.#counts = counts;
  }

  /** Counts a request with a valid key. Throws `rate_limited`. */
  countKey({ credentialId, tenantId }: Principal): void {
    this.#count(`key:${credentialId}`, 'RATE_LIMIT_KEY', 'with this key');
    this.#count(`tenant:${tenantId}`, 'RATE_LIMIT_TENANT', 'of your tenant');
  }

  /** Counts a request to something that needs no key. Throws `rate_limited`. */
  countAddress(address: string): void {
    this.#count(`address:${networkOf(address)}`, 'RATE_LIMIT_ADDRESS', 'without a key from your address');
  }

  /** Counts a request whose key was missing or wrong. */
  countWrongKey(address: string): void {
    this.#counts.add(`wrong:${networkOf(address)}`, windowMs);
  }

  /** Whether wrong keys from this address are answered slowly. */
  isSlowed(address: string): boolean {
    const wrong = this.#counts.get(`wrong:${networkOf(address)}`, windowMs);
    return wrong >= this.#perWindow.RATE_LIMIT_WRONG_KEYS;
  }

  /** Waits before a key from a slowed address is looked up. Throws `rate_limited` when too many are waiting already. */
  async waitForSlowed(from: string): Promise<void> {
    const address = networkOf(from);
    if (this.#waiting.of(address) >= slowedMax)
      throw this.#refusal('RATE_LIMIT_WRONG_KEYS', 'without a valid key from your address');
    this.#waiting.add(address, 1);
    try {
      await sleep(slowedMs);
    } finally {
      this.#waiting.add(address, -1);
    }
  }

  #count(name: string, limit: keyof RateLimitSettings, what: string): void {
    const max = this.#perWindow[limit];
    if (max !== Infinity && this.#counts.add(name, windowMs) > max) throw this.#refusal(limit, what);
  }

  #refusal(limit: keyof RateLimitSettings, what: string) {
    const max = this.#perWindow[limit];
    const retryAfterSeconds = Math.ceil((windowMs - (Date.now() % windowMs)) / 1_000);
    const detail = `Too many requests ${what}: ${max} in ${windowMs / 1_000} s are possible.`;
    return rateLimited(max, { detail, retryAfterSeconds });
  }
}

/** The text of the metrics is made once a second. Sending it more often than this would only cost others CPU. */
const metricsPerSecond = 50;

/** Limits how often an address reads the metrics. */
export function limitMetrics(app: FastifyInstance): void {
  const off = { RATE_LIMIT_KEY: 0, RATE_LIMIT_TENANT: 0, RATE_LIMIT_WRONG_KEYS: 0 };
  const limits = new RateLimits({ ...off, RATE_LIMIT_ADDRESS: metricsPerSecond });
  app.addHook('onRequest', async (request) => {
    if (request.routeOptions.config?.operationLabel === 'getMetrics') limits.countAddress(request.ip);
  });
}

/** One customer of an IPv6 network usually has 2^64 addresses, which therefore count as one. */
function networkOf(sent: string): string {
  const address = plainAddress(sent) ?? sent;
  if (!address.includes(':')) return address;
  const [head = [], tail = []] = address.split('::').map((half) => half.split(':').filter(Boolean));
  const zeros = Math.max(0, 8 - head.length - tail.length);
  return [...head, ...Array<string>(zeros).fill('0'), ...tail].slice(0, 4).join(':');
}

/**
 * Limits what needs no key: docs, open operations and paths that do not exist. Health is not limited, because a load
 * balancer must always get its answer. A token request with wrong credentials counts as a wrong key.
 */
export function limitOpenRequests(
  app: FastifyInstance,
  operations: readonly Operation[],
  limits: RateLimits,
): void {
  const open = new Map(
    operations.filter(({ scopes }) => scopes === undefined).map((each) => [each.id, each]),
  );
  const operationOf = ({ routeOptions }: FastifyRequest) =>
    open.get(routeOptions.config?.operationLabel ?? '');
  const takesSecrets = (request: FastifyRequest) => operationOf(request)?.takesForm === true;
  app.addHook('onRequest', async (request) => {
    const label = request.routeOptions.config?.operationLabel ?? 'unmatched';
    // Pages have no label. What has another one is health or needs a key.
    if (label !== 'unmatched' && operationOf(request) === undefined) return;
    limits.countAddress(request.ip);
    if (takesSecrets(request) && limits.isSlowed(request.ip)) await limits.waitForSlowed(request.ip);
  });
  app.addHook('onResponse', (request, reply, done) => {
    if (reply.statusCode === 401 && takesSecrets(request)) limits.countWrongKey(request.ip);
    done();
  });
}
