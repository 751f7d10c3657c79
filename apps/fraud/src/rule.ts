import type { Static, TObject } from 'typebox';
import type { CycleLimits } from './cycles/path.ts';
import type { Movement } from './movement.ts';

export const ruleIds = [
  'large_amount',
  'unusual_amount',
  'velocity',
  'hold_velocity',
  'rapid_drain',
  'structuring',
  'round_trip',
  'dormant_account',
  'repeated_failures',
] as const;
/** A tenant has one rule of each kind, so the kind's name is the rule's id. */
export type RuleId = (typeof ruleIds)[number];

export type Severity = 'low' | 'medium' | 'high';
/** What follows an alert without anyone's hand. */
export type Action = 'none' | 'freeze';

/** Why a rule matched: a sentence for people, and the movements that made it match, the oldest first. */
export type Finding = { reason: string; evidence: readonly Movement[] };

/** How far a rule with certain parameters looks, and what it says. */
export type Judgement = {
  /** How far back the rule looks, in event time; Infinity: as far as is remembered, with the account's peaks. */
  readonly windowMs: number;
  /** After an alert the rule keeps quiet about the account for this long, in event time and on both sides. */
  readonly quietMs: number;
  /**
   * `earlier` holds the account's movements of the same outcome, in order, that came before `movement` and less than
   * `windowMs` before it. Unless the kind is `comparing`, more of them may turn "nothing" into a finding, never a
   * finding into "nothing": the answer to a late event relies on it.
   */
  judge(movement: Movement, earlier: readonly Movement[]): Finding | undefined;
  /** Money that comes back over several accounts is searched for too, which one account's movements do not show. */
  readonly cycles?: CycleLimits;
};

/** A pure function over a movement and what the account did before it, as one tenant wants it. */
export type Rule = Judgement & {
  readonly id: RuleId;
  readonly severity: Severity;
  readonly action: Action;
  readonly outcome: Movement['outcome'];
  readonly comparing: boolean;
};

/** One kind of rule: what it is about, what can be set, and the function that follows from the settings. */
export type RuleKind<Parameters extends TObject = TObject> = {
  readonly id: RuleId;
  /** For people. */
  readonly description: string;
  /** Unless the tenant says otherwise. */
  readonly severity: Severity;
  /** Which movements it looks at: they travel on three topics, whose order to each other nobody promises. */
  readonly outcome: Movement['outcome'];
  /**
   * It compares a movement with what is usual, so that more history may take a finding back. Such a rule judges each
   * movement once, when it arrives, and a late one does not have others judged again.
   */
  readonly comparing?: boolean;
  /** With a default and a description for everything. */
  readonly parameters: Parameters;
  judgement(parameters: Static<Parameters>): Judgement;
};

const shortestQuietMs = 60_000;
const longestQuietMs = 86_400_000;

/** Quiet for the rule's window, but a minute at least and a day at most: bounds the alerts that a batch must know. */
export const quietFor = (windowMs: number): number =>
  Math.min(Math.max(windowMs, shortestQuietMs), longestQuietMs);

/** Keeps the type of `parameters` for `judgement`. */
export const defineRuleKind = <Parameters extends TObject>(
  kind: RuleKind<Parameters>,
): RuleKind<Parameters> => kind;
