import type { UnitOfWork } from '@florin/database';
import { raiseAlert, type Alert } from '../alert.ts';
import type { RaisedAlert } from '../detect-fraud.ts';
import type { Movement } from '../movement.ts';
import type { Rule } from '../rule.ts';
import { findCycles } from './find-cycles.ts';
import { lookUpIn } from './look-up-transfers.ts';
import { cycleFinding, type CycleLimits, type Transfer } from './path.ts';

export type CycleRule = Rule & { cycles: CycleLimits };

/** A circle that was found, before anybody asked whether its account was alerted to lately. */
export type FoundCycle = { rule: CycleRule; movement: Movement; alert: Alert };

/** The rule of a tenant that looks for circles, when it has one that is switched on. */
export const cycleRuleOf = (rules: readonly Rule[]): CycleRule | undefined =>
  rules.find((rule): rule is CycleRule => rule.cycles !== undefined && rule.cycles.longestWay > 2);

/** Each is about the account to which the money came back, at the time when it did, however late it is found. */
export async function cyclesThrough(
  unit: UnitOfWork,
  transfers: readonly Transfer[],
  ruleOf: (tenantId: string) => CycleRule,
): Promise<FoundCycle[]> {
  const cycles = await findCycles(transfers, ({ tenantId }) => ruleOf(tenantId).cycles, lookUpIn(unit));
  return cycles.map((path) => {
    const rule = ruleOf(path[0]!.tenantId);
    const { movement, finding } = cycleFinding(path, rule.cycles);
    return { rule, movement, alert: raiseAlert(rule, finding, movement) };
  });
}

/** The alerts that follow, in the order of time: those whose rule has not spoken about the account lately. */
export function raiseCycleAlerts(found: readonly FoundCycle[], raised: readonly RaisedAlert[]): Alert[] {
  const spoken = [...raised];
  const inTime = found.toSorted((a, b) => a.alert.raisedAt - b.alert.raisedAt);
  return inTime.flatMap(({ rule, alert }) => {
    const isQuiet = spoken.some(
      (each) =>
        each.rule === alert.rule &&
        each.accountId === alert.accountId &&
        Math.abs(each.raisedAt - alert.raisedAt) < rule.quietMs,
    );
    if (isQuiet) return [];
    spoken.push(alert);
    return [alert];
  });
}
