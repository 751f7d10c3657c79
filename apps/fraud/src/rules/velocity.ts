import { Type } from 'typebox';
import { defineRuleKind, quietFor, type Judgement } from '../rule.ts';
import { count, seconds } from '../rule-parameters.ts';

export const velocity = defineRuleKind({
  id: 'velocity',
  description: 'More movements than the limit within the window, in either direction.',
  severity: 'medium',
  outcome: 'completed',
  parameters: Type.Object({
    limit: count(10, 'Movements that are still usual.'),
    window_seconds: seconds(60, 86_400, 'In which they are counted.'),
  }),
  judgement: ({ limit, window_seconds }) => tooMany('movements', limit, window_seconds),
});

/** Stolen cards are tried out with holds. A later capture counts as a movement of its own. */
export const holdVelocity = defineRuleKind({
  id: 'hold_velocity',
  description: 'More holds placed than the limit within the window.',
  severity: 'medium',
  outcome: 'held',
  parameters: Type.Object({
    limit: count(10, 'Holds that are still usual.'),
    window_seconds: seconds(60, 86_400, 'In which they are counted.'),
  }),
  judgement: ({ limit, window_seconds }) => tooMany('holds', limit, window_seconds),
});

function tooMany(what: string, limit: number, windowSeconds: number): Judgement {
  return {
    windowMs: windowSeconds * 1_000,
    quietMs: quietFor(windowSeconds * 1_000),
    judge(movement, earlier) {
      if (earlier.length < limit) return undefined;
      const reason = `more than ${limit} ${what} within ${windowSeconds} s`;
      return { reason, evidence: [...earlier.slice(-limit), movement] };
    },
  };
}
