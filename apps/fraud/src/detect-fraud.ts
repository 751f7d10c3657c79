import type { AccountHistory } from './account-history.ts';
import { raiseAlert, type Alert } from './alert.ts';
import type { Movement } from './movement.ts';
import type { Rule, RuleName } from './rule.ts';

/** An alert as far as it keeps its rule quiet about its account. */
export type RaisedAlert = { readonly accountId: string; readonly rule: RuleName; readonly raisedAt: number };

/** What is remembered of the accounts that a batch touches, from the batches before it. */
export type Memory = {
  historyOf(movement: Movement): AccountHistory;
  readonly raised: readonly RaisedAlert[];
};

export const longestWindowMs = (rules: readonly Rule[]): number =>
  Math.max(...rules.map(({ windowMs }) => windowMs));

/**
 * Judges movements one after the other, in the order of arrival, against what is remembered; returns the new
 * alerts. It is a fold: how the stream is cut into batches changes nothing. A late movement also has the
 * movements after it judged again, so that it is not lost for their windows. Between two alerts of one rule
 * on one account there is always at least the rule's window.
 */
export function detectFraud(rules: readonly Rule[], memory: Memory, movements: readonly Movement[]): Alert[] {
  const reachMs = longestWindowMs(rules);
  const quiet = new QuietTimes(memory.raised);
  const alerts: Alert[] = [];
  for (const arriving of movements) {
    for (const { movement, before } of memory.historyOf(arriving).insert(arriving, reachMs)) {
      for (const rule of rules) {
        if (rule.outcome !== movement.outcome || quiet.has(rule, movement)) continue;
        const since = movement.occurredAt - rule.windowMs;
        const earlier = before.filter(({ occurredAt }) => occurredAt > since);
        const finding = rule.judge(movement, earlier);
        if (!finding) continue;
        const alert = raiseAlert(rule, finding, movement);
        alerts.push(alert);
        quiet.add(alert);
      }
    }
  }
  return alerts;
}

/** When each rule has spoken about each account: around that time it keeps quiet. */
class QuietTimes {
  readonly #times = new Map<string, number[]>();

  constructor(raised: readonly RaisedAlert[]) {
    for (const alert of raised) this.add(alert);
  }

  add({ rule, accountId, raisedAt }: RaisedAlert): void {
    const key = `${rule}:${accountId}`;
    this.#times.set(key, [...(this.#times.get(key) ?? []), raisedAt]);
  }

  has(rule: Rule, { accountId, occurredAt }: Movement): boolean {
    const times = this.#times.get(`${rule.name}:${accountId}`) ?? [];
    return times.some((at) => Math.abs(at - occurredAt) < rule.windowMs);
  }
}
