import { problemCodes } from './problem-codes.ts';
import { Problem } from './problem.ts';

/** At most so many requests run at the same moment; the others are told to come back. */
export type RunningLimits = { perTenant: number; altogether: number };

/**
 * What keeps memory bounded when more comes in than goes out: a posting that waits costs some kilobytes, and at
 * 5,000 answers a second the thousandth in line has waited for 200 ms already.
 */
export const defaultRunningLimits: RunningLimits = { perTenant: 1_000, altogether: 4_000 };

/** Counts the requests that are being handled. `check` and `enter` throw a Problem when there are too many of them. */
export function createRunningRequests(limits: RunningLimits) {
  const byTenant = new Map<string, number>();
  let altogether = 0;

  const check = (tenantId: string): void => {
    if (altogether >= limits.altogether) {
      throw new Problem('overloaded');
    }
    if ((byTenant.get(tenantId) ?? 0) >= limits.perTenant) throw rateLimited(limits.perTenant);
  };

  return {
    count: () => altogether,
    /** For one that has not been read: a refusal is cheapest then. */
    check,
    enter(tenantId: string): void {
      check(tenantId);
      altogether++;
      byTenant.set(tenantId, (byTenant.get(tenantId) ?? 0) + 1);
    },
    leave(tenantId: string): void {
      altogether--;
      const ofTenant = (byTenant.get(tenantId) ?? 1) - 1;
      if (ofTenant === 0) byTenant.delete(tenantId);
      else byTenant.set(tenantId, ofTenant);
    },
  };
}

export type RunningRequests = ReturnType<typeof createRunningRequests>;

/** The limit is on what runs at a moment, not on a time: when there is space again, nobody knows better than "soon". */
function rateLimited(limit: number): Problem {
  const { retryAfterSeconds } = problemCodes.rate_limited;
  return new Problem('rate_limited', {
    headers: {
      'ratelimit-limit': String(limit),
      'ratelimit-remaining': '0',
      'ratelimit-reset': String(retryAfterSeconds),
    },
  });
}
