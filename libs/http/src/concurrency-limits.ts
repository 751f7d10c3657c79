import { NoPlace, PartyCounts } from '@florin/service';
import { FairTurns, type Cost, type Turn } from './fair-turns.ts';
import { Problem, rateLimited } from './problem.ts';

/** The maximum number of concurrent requests. Further requests are refused. */
export type ConcurrencyMax = {
  perTenant: number;
  altogether: number;
  /** Those of one tenant with a body of more than 64 KiB. */
  largePerTenant: number;
};

/**
 * Bounds memory under overload: a waiting posting costs several kilobytes, and at 5,000 answers a second the thousandth
 * waiting request has waited for 200 ms. Large bodies are batches of up to 1,000 movements: five of them fill the posting
 * queue, and reading one more only to refuse it would cost others 20 ms of CPU.
 */
export const defaultConcurrencyMax: ConcurrencyMax = {
  perTenant: 1_000,
  altogether: 4_000,
  largePerTenant: 5,
};

/** A request that has not begun by then is refused: the posting queue answers within this time, too. */
const beginWithinMs = 2_000;

/** Counts the requests that are handled now. `check` and `enter` throw a Problem when there are too many. */
export function createConcurrencyLimits(limits: ConcurrencyMax) {
  const running = new PartyCounts();
  const large = new PartyCounts();
  const turns = new FairTurns({ waitingMax: limits.perTenant, waitMsMax: beginWithinMs });

  const check = (tenantId: string): void => {
    if (running.sum >= limits.altogether) throw new Problem('overloaded');
    if (running.of(tenantId) >= limits.perTenant) throw rateLimited(limits.perTenant);
  };

  return {
    count: () => running.sum,
    /** For a request that was not read yet, when a refusal is cheapest. */
    check,
    /** For a request that was not read yet: undefined if it may begin at once. Throws or rejects with `rate_limited`. */
    begin(tenantId: string, cost: Cost): Turn | undefined {
      try {
        const turn = turns.enter(tenantId, cost);
        return turn && { ...turn, begun: turn.begun.catch(asProblem) };
      } catch (error) {
        return asProblem(error);
      }
    },
    enter(tenantId: string): void {
      check(tenantId);
      running.add(tenantId, 1);
    },
    leave: (tenantId: string): void => running.add(tenantId, -1),
    /** For a request with a large body that was not read yet; `leaveLarge` when it is answered. */
    enterLarge(tenantId: string): void {
      if (large.of(tenantId) >= limits.largePerTenant) {
        throw rateLimited(limits.largePerTenant, {
          detail: `Too many of your large requests are running: ${limits.largePerTenant} at once are possible.`,
        });
      }
      large.add(tenantId, 1);
    },
    leaveLarge: (tenantId: string): void => large.add(tenantId, -1),
  };
}

function asProblem(error: unknown): never {
  if (!(error instanceof NoPlace)) throw error;
  throw rateLimited(error.share ?? 0, {
    detail: 'Too many of your requests are waiting.',
  });
}

export type ConcurrencyLimits = ReturnType<typeof createConcurrencyLimits>;
