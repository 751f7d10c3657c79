import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { raiseAlert, type Alert } from '../alert.ts';
import type { RaisedAlert } from '../detect-fraud.ts';
import type { Movement } from '../movement.ts';
import type { Rule } from '../rule.ts';
import { findCircles } from './find-circles.ts';
import { lookUpIn } from './look-up-transfers.ts';
import { circleFinding, type CircleLimits, type Transfer } from './way.ts';

export type CircleRule = Rule & { circles: CircleLimits };

/** A circle that was found, before anybody asked whether its account was alerted to lately. */
export type FoundCircle = { rule: CircleRule; movement: Movement; alert: Alert };

/** The rule of a tenant that looks for circles, when it has one that is switched on. */
export const circleRuleOf = (rules: readonly Rule[]): CircleRule | undefined =>
  rules.find((rule): rule is CircleRule => rule.circles !== undefined && rule.circles.longestWay > 2);

/** Each is about the account to which the money came back, at the time when it did, however late it is found. */
export async function circlesThrough(
  em: SqlEntityManager,
  transfers: readonly Transfer[],
  ruleOf: (tenantId: string) => CircleRule,
): Promise<FoundCircle[]> {
  const circles = await findCircles(transfers, ({ tenantId }) => ruleOf(tenantId).circles, lookUpIn(em));
  return circles.map((way) => {
    const rule = ruleOf(way[0]!.tenantId);
    const { movement, finding } = circleFinding(way, rule.circles);
    return { rule, movement, alert: raiseAlert(rule, finding, movement) };
  });
}

/** The alerts that follow, in the order of time: those whose rule has not spoken about the account lately. */
export function raiseCircles(found: readonly FoundCircle[], raised: readonly RaisedAlert[]): Alert[] {
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
