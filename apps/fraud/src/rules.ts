import { Type, type Static } from 'typebox';
import { inMinorUnits } from './money.ts';
import type { Rule } from './rule.ts';
import { largeAmount } from './rules/large-amount.ts';
import { rapidDrain } from './rules/rapid-drain.ts';
import { repeatedFailures } from './rules/repeated-failures.ts';
import { velocity } from './rules/velocity.ts';

/**
 * How many movements of an account the rules remember at most, per outcome; the limits below stay under it.
 * A busy account is thereby judged by its last 64 movements, however long a window is.
 */
export const historyDepth = 64;

const seconds = (fallback: number) => Type.Integer({ default: fallback, minimum: 1, maximum: 86_400 });
const count = (fallback: number) =>
  Type.Integer({ default: fallback, minimum: 2, maximum: historyDepth - 1 });
const wholeUnits = (fallback: number) =>
  Type.Integer({ default: fallback, minimum: 0, maximum: 1_000_000_000 });

/** The settings of the rules, by their environment names. Amounts are whole units: dollars, yen, dinars. */
export const ruleSettings = Type.Object({
  FRAUD_LARGE_AMOUNT: wholeUnits(10_000),
  FRAUD_LARGE_AMOUNT_BY_CURRENCY: Type.Array(
    Type.String({ pattern: '^[A-Z]{3}=[0-9]{1,9}$', description: 'like JPY=1500000,EUR=9000' }),
    { default: [] },
  ),
  FRAUD_LARGE_AMOUNT_WINDOW_SECONDS: seconds(60),
  FRAUD_VELOCITY_LIMIT: count(10),
  FRAUD_VELOCITY_WINDOW_SECONDS: seconds(60),
  FRAUD_DRAIN_PERCENT: Type.Integer({ default: 90, minimum: 1, maximum: 100 }),
  FRAUD_DRAIN_MINIMUM: wholeUnits(1),
  FRAUD_DRAIN_WINDOW_SECONDS: seconds(600),
  FRAUD_FAILURES_LIMIT: count(5),
  FRAUD_FAILURES_WINDOW_SECONDS: seconds(600),
});

export function rulesFrom(settings: Static<typeof ruleSettings>): Rule[] {
  const wholeUnitsOf = new Map(
    settings.FRAUD_LARGE_AMOUNT_BY_CURRENCY.map((each) => [each.slice(0, 3), Number(each.slice(4))] as const),
  );
  return [
    largeAmount({
      threshold: (currency) =>
        inMinorUnits(wholeUnitsOf.get(currency) ?? settings.FRAUD_LARGE_AMOUNT, currency),
      windowMs: settings.FRAUD_LARGE_AMOUNT_WINDOW_SECONDS * 1_000,
    }),
    velocity({
      limit: settings.FRAUD_VELOCITY_LIMIT,
      windowMs: settings.FRAUD_VELOCITY_WINDOW_SECONDS * 1_000,
    }),
    rapidDrain({
      percent: settings.FRAUD_DRAIN_PERCENT,
      minimum: (currency) => inMinorUnits(settings.FRAUD_DRAIN_MINIMUM, currency),
      windowMs: settings.FRAUD_DRAIN_WINDOW_SECONDS * 1_000,
    }),
    repeatedFailures({
      limit: settings.FRAUD_FAILURES_LIMIT,
      windowMs: settings.FRAUD_FAILURES_WINDOW_SECONDS * 1_000,
    }),
  ];
}
