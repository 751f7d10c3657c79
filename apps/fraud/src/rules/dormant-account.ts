import { formatMoney } from '@florin/rules';
import { Type } from 'typebox';
import { inMinorUnits, units } from '../rule-parameters.ts';
import { defineRuleKind } from '../rule.ts';

const dayMs = 86_400_000;

/**
 * An account moves money after a long time without movements. Movements below the minimum are ignored, so that a cent can
 * neither trigger the rule nor hide dormancy. The first movement of an account does not match.
 */
export const dormantAccount = defineRuleKind({
  id: 'dormant_account',
  description:
    'An account moves money again after a long time without movements. Its last movement is known at any age.',
  severity: 'medium',
  outcome: 'completed',
  comparing: true,
  parameters: Type.Object({
    dormant_days: Type.Integer({
      default: 90,
      minimum: 1,
      maximum: 3_650,
      description: 'Days without a movement.',
    }),
    minimum_units: units(10, 'Smaller movements are ignored; whole units of the currency.'),
  }),
  judgement: ({ dormant_days, minimum_units }) => ({
    // The last movement of any minimum amount is always known, at any age and whatever came after it.
    windowMs: Infinity,
    quietMs: dayMs,
    judge(movement, earlier) {
      const { amount, currency, occurredAt } = movement;
      const minimum = inMinorUnits(minimum_units, currency);
      if (amount < minimum) return undefined;
      const last = earlier.findLast((each) => each.amount >= minimum);
      if (!last || occurredAt - last.occurredAt < dormant_days * dayMs) return undefined;
      const days = Math.floor((occurredAt - last.occurredAt) / dayMs);
      const reason = `${formatMoney(amount, currency)} moved after ${days} days of silence`;
      return { reason, evidence: [last, movement] };
    },
  }),
});
