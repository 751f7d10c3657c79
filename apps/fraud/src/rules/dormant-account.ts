import { formatMoney } from '@florin/events';
import { Type } from 'typebox';
import { inMinorUnits } from '../money.ts';
import { defineRuleKind } from '../rule.ts';
import { units } from '../rule-parameters.ts';

const dayMs = 86_400_000;

/**
 * An account of which nothing was heard for a long time moves money again. Small movements neither wake it nor keep it
 * awake: a cent would be a cheap alarm clock. The first movement of an account wakes nothing.
 */
export const dormantAccount = defineRuleKind({
  id: 'dormant_account',
  description:
    'An account that did nothing for a long time moves money again. Its last movement is known, however long ago.',
  severity: 'medium',
  outcome: 'completed',
  comparing: true,
  parameters: Type.Object({
    dormant_days: Type.Integer({
      default: 90,
      minimum: 1,
      maximum: 3_650,
      description: 'How long it did nothing.',
    }),
    minimum_units: units(10, 'Smaller movements do not count; whole units of the currency.'),
  }),
  judgement: ({ dormant_days, minimum_units }) => ({
    // The last movement of any amount or more is never forgotten, whatever its age and whatever came after it.
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
