import type { AccountHistory, Past } from './account-history.ts';
import { raiseAlert, type Alert } from './alert.ts';
import type { Movement } from './movement.ts';
import type { Rule, RuleId } from './rule.ts';

/** The part of an alert that decides whether its rule is quiet about its account. */
export type RaisedAlert = { readonly accountId: string; readonly rule: RuleId; readonly raisedAt: number };

/** The histories and alerts of the accounts of a batch, from earlier batches. */
export type Memory = {
  historyOf(movement: Movement): AccountHistory;
  readonly raised: readonly RaisedAlert[];
  /** How far back windows reach at most, in event time. Older movements may have been purged but still be in memory. */
  readonly retainedMs?: number;
};

/** Records how long a rule took to judge one movement, for the metrics. */
export type Stopwatch = (rule: RuleId, beganAt: number) => void;

/** How long after a late movement others are judged again: the longest window of the rules that are not comparing. */
export const rejudgedMs = (rules: readonly Rule[]): number =>
  Math.max(0, ...rules.filter(({ comparing }) => !comparing).map(({ windowMs }) => windowMs));

/**
 * Judges movements in their order of arrival, each by the rules of its tenant and against the history of its account;
 * returns the new alerts. It is a fold, so the result does not depend on how the stream is cut into batches. Movements
 * after a late one are judged again, because it belongs to their windows. Two alerts of one rule on one account are at least
 * the rule's quiet time apart.
 */
export function detectFraud(
  rulesOf: (tenantId: string) => readonly Rule[],
  memory: Memory,
  movements: readonly Movement[],
  stopwatch?: Stopwatch,
): Alert[] {
  const quiet = new QuietTimes(memory.raised);
  const { retainedMs = Infinity } = memory;
  const windowOf = ({ windowMs }: Rule) =>
    windowMs === Infinity ? windowMs : Math.min(windowMs, retainedMs);
  const alerts: Alert[] = [];
  for (const arriving of movements) {
    const rules = rulesOf(arriving.tenantId);
    for (const { movement, ...past } of memory.historyOf(arriving).insert(arriving, rejudgedMs(rules))) {
      const delayMs = movement.occurredAt - arriving.occurredAt;
      for (const rule of rules) {
        if (rule.outcome !== movement.outcome) continue;
        if (movement !== arriving && (rule.comparing || delayMs >= rule.windowMs)) continue;
        if (quiet.has(rule, movement)) continue;
        const beganAt = stopwatch ? performance.now() : 0;
        const finding = rule.judge(movement, within(windowOf(rule), movement, past));
        stopwatch?.(rule.id, beganAt);
        if (!finding) continue;
        const alert = raiseAlert(rule, finding, movement);
        alerts.push(alert);
        quiet.add(alert);
      }
    }
  }
  return alerts;
}

/** The movements less than `windowMs` before the movement; for a rule without a window all of them, with the peaks. */
function within(windowMs: number, { occurredAt }: Movement, { before, peaks }: Past): readonly Movement[] {
  if (windowMs === Infinity) return peaks.length === 0 ? before : [...peaks, ...before];
  const since = occurredAt - windowMs;
  let begin = before.length;
  while (begin > 0 && before[begin - 1]!.occurredAt > since) begin--;
  return begin === 0 ? before : before.slice(begin);
}

/** The times of alerts by account and rule. A rule is quiet about an account around these times. */
class QuietTimes {
  readonly #ofAccount = new Map<string, Map<RuleId, number[]>>();

  constructor(raised: readonly RaisedAlert[]) {
    for (const alert of raised) this.add(alert);
  }

  add({ rule, accountId, raisedAt }: RaisedAlert): void {
    const ofAccount = this.#ofAccount.get(accountId) ?? new Map<RuleId, number[]>();
    ofAccount.set(rule, [...(ofAccount.get(rule) ?? []), raisedAt]);
    this.#ofAccount.set(accountId, ofAccount);
  }

  has(rule: Rule, { accountId, occurredAt }: Movement): boolean {
    const times = this.#ofAccount.get(accountId)?.get(rule.id);
    return times?.some((at) => Math.abs(at - occurredAt) < rule.quietMs) ?? false;
  }
}
