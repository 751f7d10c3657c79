import type { FraudBackTest, FraudRule, FraudRuleChange, UpdateFraudRule } from '@florin/sdk';

/** A parameter that a slider can set. */
export type Threshold = { name: string; description: string; min: number; max: number };

/** What a person has set and not yet saved. */
export type Draft = Pick<FraudRule, 'enabled' | 'severity' | 'action' | 'parameters'>;

export const draftOf = ({ enabled, severity, action, parameters }: FraudRule): Draft => ({
  ...{ enabled, severity, action, parameters },
});

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** The whole numbers among a rule's parameters, in the order of their schema. */
export function thresholdsOf({ parameters_schema }: Pick<FraudRule, 'parameters_schema'>): Threshold[] {
  const properties = parameters_schema['properties'];
  if (!isObject(properties)) return [];
  return Object.entries(properties).flatMap(([name, schema]) => {
    if (!isObject(schema) || schema['type'] !== 'integer') return [];
    const { minimum, maximum, description } = schema;
    if (typeof minimum !== 'number' || typeof maximum !== 'number') return [];
    return [{ name, description: String(description ?? ''), min: minimum, max: maximum }];
  });
}

/** The parameters that differ from the rule's. */
export function changedParameters(rule: FraudRule, draft: Draft): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(draft.parameters).filter(([name, value]) => !isEqual(rule.parameters[name], value)),
  );
}

/** What is to be saved: only the fields that differ. */
export function changesOf(rule: FraudRule, draft: Draft): UpdateFraudRule {
  const parameters = changedParameters(rule, draft);
  return {
    ...(draft.enabled === rule.enabled ? {} : { enabled: draft.enabled }),
    ...(draft.severity === rule.severity ? {} : { severity: draft.severity }),
    ...(draft.action === rule.action ? {} : { action: draft.action }),
    ...(Object.keys(parameters).length > 0 ? { parameters } : {}),
  };
}

export type Difference = { name: string; before: string; after: string };

/** One line for each setting that differs. */
export function differencesOf(before: Draft | FraudRuleChange['before'], after: Draft): Difference[] {
  const flat = ({ parameters, enabled, severity, action }: Draft) => ({
    enabled,
    severity,
    action,
    ...parameters,
  });
  const [old, next] = [flat(before), flat(after)] as [Record<string, unknown>, Record<string, unknown>];
  return Object.keys({ ...old, ...next })
    .filter((name) => !isEqual(old[name], next[name]))
    .map((name) => ({ name, before: textOf(old[name]), after: textOf(next[name]) }));
}

const textOf = (value: unknown): string =>
  isObject(value) ? JSON.stringify(value) : value === undefined ? '–' : String(value);
const isEqual = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

const dayMs = 86_400_000;

export type DayHits = { day: string; saved: number; draft: number | undefined };

type Tested = Pick<FraudBackTest, 'from' | 'to' | 'alerts_per_day'>;

/** The alerts of each day of the period, zeros included, as the rule is and as it would be. */
export function hitsByDay(saved: Tested, draft: Tested | undefined): DayHits[] {
  const countsOf = (test: Tested) => new Map(test.alerts_per_day.map(({ date, count }) => [date, count]));
  const [before, after] = [countsOf(saved), draft && countsOf(draft)];
  const days: DayHits[] = [];
  const end = Date.parse(saved.to);
  for (let atMs = Date.parse(saved.from.slice(0, 10)); atMs < end; atMs += dayMs) {
    const day = new Date(atMs).toISOString().slice(0, 10);
    days.push({ day, saved: before.get(day) ?? 0, draft: after && (after.get(day) ?? 0) });
  }
  return days;
}

/** Wide ranges go up by shares instead of steps of one: an amount may be 60 or a thousand million. */
const wideRange = 1_000;
const wideSteps = 200;

type Range = Pick<Threshold, 'min' | 'max'>;

export const stepsOf = ({ min, max }: Range): number => (max - min <= wideRange ? max - min : wideSteps);

/** The value at a step of the slider; on wide ranges with two digits that count. */
export function valueAt({ min, max }: Range, step: number): number {
  if (max - min <= wideRange) return min + step;
  if (step <= 0) return min;
  if (step >= wideSteps) return max;
  const low = Math.max(1, min);
  const exact = low * (max / low) ** (step / wideSteps);
  const digits = 10 ** Math.max(0, Math.floor(Math.log10(exact)) - 1);
  return Math.min(max, Math.max(min, Math.round(exact / digits) * digits));
}

/** The step of the slider that is nearest to a value. */
export function stepAt({ min, max }: Range, value: number): number {
  if (max - min <= wideRange) return value - min;
  const low = Math.max(1, min);
  if (value <= low) return value <= min ? 0 : 1;
  return Math.round((Math.log(value / low) / Math.log(max / low)) * wideSteps);
}
