import type { AccountHistory, Past } from './account-history.ts';
import { raiseAlert, type Alert } from './alert.ts';
import type { Movement } from './movement.ts';
import type { Rule, RuleId } from './rule.ts';

/** An alert as far as it keeps its rule quiet about its account. */
export type RaisedAlert = { readonly accountId: string; readonly rule: RuleId; readonly raisedAt: number };

/** What is remembered of the accounts that a batch touches, from the batches before it. */
export type Memory = {
  historyOf(movement: Movement): AccountHistory;
  readonly raised: readonly RaisedAlert[];
  /** How far back windows reach at most, in event time: what is older may have been purged, and be in memory all the same. */
  readonly rememberedMs?: number;
};

/** Takes note of how long a rule took to judge one movement; for the metrics. */
export type Stopwatch = (rule: RuleId, beganAt: number) => void;

/** How far after a late movement others are judged again: the longest window of the rules that do so. */
export const rejudgedMs = (rules: readonly Rule[]): number =>
  Math.max(0, ...rules.filter(({ comparing }) => !comparing).map(({ windowMs }) => windowMs));

/**
 * Judges movements one after the other, in the order of arrival, against what is remembered, each by the rules of its
 * tenant; returns the new alerts. It is a fold: how the stream is cut into batches changes nothing. A late movement
 * also has the movements after it judged again, so that it is not lost for their windows. Between two alerts of one
 * rule on one account there is always at least the rule's quiet time.
 */
export function detectFraud(
  rulesOf: (tenantId: string) => readonly Rule[],
  memory: Memory,
  movements: readonly Movement[],
  stopwatch?: Stopwatch,
): Alert[] {
  const quiet = new QuietTimes(memory.raised);
  const { rememberedMs = Infinity } = memory;
  const windowOf = ({ windowMs }: Rule) =>
    windowMs === Infinity ? windowMs : Math.min(windowMs, rememberedMs);
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

/** The end of `before` that is less than `windowMs` older than the movement; a rule without a window sees the peaks too. */
function within(windowMs: number, { occurredAt }: Movement, { before, peaks }: Past): readonly Movement[] {
  if (windowMs === Infinity) return peaks.length === 0 ? before : [...peaks, ...before];
  const since = occurredAt - windowMs;
  let begin = before.length;
  while (begin > 0 && before[begin - 1]!.occurredAt > since) begin--;
  return begin === 0 ? before : before.slice(begin);
}

/** When each rule has spoken about each account: around that time it keeps quiet. */
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
