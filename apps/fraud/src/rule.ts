import type { Static, TObject } from 'typebox';
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
/** The id of a rule. A tenant has one rule of each kind, so it is also the name of the kind. */
export type RuleId = (typeof ruleIds)[number];

export type Severity = 'low' | 'medium' | 'high';
/** What the app does automatically after an alert. */
export type Action = 'none' | 'freeze';

/** Why a rule matched: a sentence for people, and the movements that made it match, oldest first. */
export type Finding = { reason: string; evidence: readonly Movement[] };

/** The bounds of a search for cycles of transfers. */
export type CycleLimits = {
  /** The maximum number of accounts of a cycle. A cycle has at least three. */
  readonly maxLength: number;
  /** By how much the smallest transfer may be below the largest. */
  readonly tolerancePercent: number;
  /** The minimum amount of a transfer, in whole units of the currency. */
  readonly minimumUnits: number;
  /** The maximum time from the first transfer to the last, exclusive. */
  readonly windowMs: number;
};

/** The behaviour of a rule with certain parameters. */
export type Judgement = {
  /** How far back the rule looks, in event time; Infinity: over the whole history, including the account's peaks. */
  readonly windowMs: number;
  /** The rule raises no other alert about the account within this time before and after an alert, in event time. */
  readonly quietMs: number;
  /**
   * `earlier` contains the account's movements of the same outcome less than `windowMs` before `movement`, in order. Unless
   * the kind is `comparing`, more of them may add a finding but never remove one: the handling of late events relies on it.
   */
  judge(movement: Movement, earlier: readonly Movement[]): Finding | undefined;
  /** Also search for money that comes back over several accounts, which one account's movements do not show. */
  readonly cycles?: CycleLimits;
};

/** A rule of one tenant: a pure function over a movement and the account's earlier movements. */
export type Rule = Judgement & {
  readonly id: RuleId;
  readonly severity: Severity;
  readonly action: Action;
  readonly outcome: Movement['outcome'];
  readonly comparing: boolean;
};

/** A kind of rule: its description, its parameters, and the function that they define. */
export type RuleKind<Parameters extends TObject = TObject> = {
  readonly id: RuleId;
  readonly description: string;
  /** The default. */
  readonly severity: Severity;
  /** Which movements it judges. One outcome only: each is published on its own topic, and order between topics is not guaranteed. */
  readonly outcome: Movement['outcome'];
  /**
   * The rule compares a movement with what is usual, so that more history may remove a finding. It judges each movement
   * once, on arrival; a late movement does not cause others to be judged again.
   */
  readonly comparing?: boolean;
  /** The schema of the parameters, each with a default and a description. */
  readonly parameters: Parameters;
  judgement(parameters: Static<Parameters>): Judgement;
};

const minQuietMs = 60_000;
const maxQuietMs = 86_400_000;

/** The quiet time of a rule: its window, but at least a minute, and at most a day to bound the alerts that a batch loads. */
export const quietFor = (windowMs: number): number => Math.min(Math.max(windowMs, minQuietMs), maxQuietMs);

/** Infers the type of `parameters` for `judgement`. */
export const defineRuleKind = <Parameters extends TObject>(
  kind: RuleKind<Parameters>,
): RuleKind<Parameters> => kind;
