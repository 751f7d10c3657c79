import { Problem, rateLimited } from './problem.ts';

/** The maximum number of concurrent requests. Further requests are refused. */
export type ConcurrencyMax = { perTenant: number; altogether: number };

/**
 * Bounds memory under overload: a waiting posting costs several kilobytes, and at 5,000 answers a second the thousandth
 * waiting request has waited for 200 ms.
 */
export const defaultConcurrencyMax: ConcurrencyMax = { perTenant: 1_000, altogether: 4_000 };

/** Counts the requests that are handled now. `check` and `enter` throw a Problem when there are too many. */
export function createConcurrencyLimits(limits: ConcurrencyMax) {
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
    /** For a request that was not read yet, when a refusal is cheapest. */
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

export type ConcurrencyLimits = ReturnType<typeof createConcurrencyLimits>;
