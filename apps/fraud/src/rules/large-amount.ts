import { formatMoney } from '@florin/rules';
import { Type } from 'typebox';
import { defineRuleKind } from '../rule.ts';
import { thresholdIn, units, unitsByCurrency } from '../rule-parameters.ts';

/** Judges a transfer between accounts of the bank on the paying side only, so that one payment raises one alert. */
export const largeAmount = defineRuleKind({
  id: 'large_amount',
  description: 'One movement reaches the threshold of its currency.',
  severity: 'high',
  outcome: 'completed',
  parameters: Type.Object({
    threshold_units: units(10_000, 'In whole units of the currency: dollars, yen, dinars.'),
    threshold_units_by_currency: unitsByCurrency(),
    quiet_seconds: Type.Integer({
      default: 60,
      minimum: 60,
      maximum: 86_400,
      description: 'Time after an alert in which the account raises no second one.',
    }),
  }),
  judgement: (parameters) => ({
    windowMs: 0,
    quietMs: parameters.quiet_seconds * 1_000,
    judge(movement) {
      const { direction, internal, amount, currency } = movement;
      const threshold = thresholdIn(parameters, currency);
      if (amount < threshold || (internal && direction === 'credit')) return undefined;
      const reason = `${formatMoney(amount, currency)} moved at once; the threshold is ${formatMoney(threshold, currency)}`;
      return { reason, evidence: [movement] };
    },
  }),
});
