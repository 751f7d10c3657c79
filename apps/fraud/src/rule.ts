import type { Movement } from './movement.ts';

export type RuleName = 'large_amount' | 'velocity' | 'rapid_drain' | 'repeated_failures';
export type Severity = 'low' | 'medium' | 'high';

/** Why a rule matched: a sentence for people, and the transactions that made it match, the oldest first. */
export type Finding = { reason: string; evidence: string[] };

/** A pure function over a movement and what the account did shortly before it. */
export type Rule = {
  readonly name: RuleName;
  readonly severity: Severity;
  readonly outcome: Movement['outcome'];
  /** How far back the rule looks, and how long it keeps quiet about an account after an alert; event time. */
  readonly windowMs: number;
  /**
   * `earlier` holds the account's movements of the same outcome, in order, that came before `movement` and
   * less than `windowMs` before it. More of them may turn "nothing" into a finding, never a finding into
   * "nothing": the answer to a late event relies on it.
   */
  judge(movement: Movement, earlier: readonly Movement[]): Finding | undefined;
};
