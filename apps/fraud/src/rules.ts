import { Value } from 'typebox/value';
import { type Action, type Rule, type RuleId, type RuleKind, type Severity } from './rule.ts';
import { dormantAccount } from './rules/dormant-account.ts';
import { largeAmount } from './rules/large-amount.ts';
import { rapidDrain } from './rules/rapid-drain.ts';
import { repeatedFailures } from './rules/repeated-failures.ts';
import { roundTrip } from './rules/round-trip.ts';
import { structuring } from './rules/structuring.ts';
import { unusualAmount } from './rules/unusual-amount.ts';
import { holdVelocity, velocity } from './rules/velocity.ts';

/** All kinds of rules. */
export const ruleKinds: Readonly<Record<RuleId, RuleKind>> = {
  large_amount: largeAmount,
  unusual_amount: unusualAmount,
  velocity,
  hold_velocity: holdVelocity,
  rapid_drain: rapidDrain,
  structuring,
  round_trip: roundTrip,
  dormant_account: dormantAccount,
  repeated_failures: repeatedFailures,
};

export type RuleParameters = Record<string, unknown>;

/** The settings of a rule that a tenant can change. */
export type RuleSettings = {
  enabled: boolean;
  severity: Severity;
  action: Action;
  parameters: RuleParameters;
};

/** The settings of a rule that the tenant has not changed. */
export function defaultSettings(id: RuleId): RuleSettings {
  const { severity, parameters } = ruleKinds[id];
  return {
    enabled: true,
    severity,
    action: 'none',
    parameters: Value.Default(parameters, {}) as RuleParameters,
  };
}

/** Creates a rule from its settings. Missing parameters have their defaults. */
export function ruleFrom(id: RuleId, settings: RuleSettings): Rule {
  const kind = ruleKinds[id];
  const parameters = { ...defaultSettings(id).parameters, ...settings.parameters };
  return {
    id,
    severity: settings.severity,
    action: settings.action,
    outcome: kind.outcome,
    comparing: kind.comparing === true,
    ...kind.judgement(parameters as never),
  };
}

/** Validates parameters; returns the mistakes by JSON pointer. Unknown names are mistakes too. */
export function parameterMistakes(
  id: RuleId,
  parameters: RuleParameters,
): { pointer: string; message: string }[] {
  const schema = ruleKinds[id].parameters;
  const unknown = Object.keys(parameters).filter((name) => !(name in schema.properties));
  const wrong = Value.Errors(schema, parameters).map(({ instancePath, message }) => ({
    pointer: instancePath,
    message,
  }));
  return [...unknown.map((name) => ({ pointer: `/${name}`, message: 'is not known here' })), ...wrong];
}
